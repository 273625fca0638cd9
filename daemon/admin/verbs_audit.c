/* audit: what was done with the duty holds of an agency, line by line from the first on. */
#include "admin/verbs.h"
#include "store/hold.h"

static void ask_lines(struct control *control, const char *after);

static void on_lines(void *context, struct reply_to to, int err, const struct hold_line *lines,
	unsigned count)
{
	(void)context;
	struct control *control = control_find(to.session);
	if (!control) {
		return;
	}
	if (err != 0) {
		control_fail_err(control, err);
		return;
	}
	json_t *list = json_object_get(control->data, "lines");
	for (unsigned i = 0; i < count; i++) {
		json_array_append_new(list,
			json_pack("{s:I,s:s,s:s,s:s,s:s}", "at", (json_int_t)lines[i].at_ms, "who",
				lines[i].who, "what", lines[i].what, "hold", lines[i].hold, "supervisor",
				lines[i].whose));
	}
	if (count < HOLD_LINES_MAX) {
		control_done(control);
	} else {
		ask_lines(control, lines[count - 1].id);
	}
}

static void ask_lines(struct control *control, const char *after)
{
	const char *slug = control_text(control, "slug");
	const struct agency *agency = slug ? directory_agency(control->means->directory, slug) : NULL;
	if (!agency) {
		control_fail(control, "missing", "There is no such agency.",
			"samtalectl agency list shows them.");
		return;
	}
	int err = hold_audit(control->means->store, (struct reply_to){.session = control->id},
		agency_get(agency, "pool"), slug, after, on_lines);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

void verb_audit(struct control *control)
{
	control_put(control, "lines", json_array());
	ask_lines(control, "");
}
