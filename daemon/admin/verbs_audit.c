/* audit: what was done with the duty holds of an agency, line by line from the first on, and what
 * people changed in the agency itself, newest first. */
#include <string.h>

#include "admin/verbs.h"
#include "store/agencies.h"
#include "store/agency_edits.h"
#include "store/hold.h"

static void ask_lines(struct control *control, const char *after);
static void ask_edits(struct control *control, const char *before);

static void on_edits(void *context, struct reply_to to, int err, const struct agency_line *lines,
	unsigned count)
{
	(void)context;
	struct control *control = control_answered(to.session, err);
	if (!control) {
		return;
	}
	json_t *list = json_object_get(control->data, "edits");
	for (unsigned i = 0; i < count; i++) {
		json_array_append_new(list,
			json_pack("{s:I,s:s,s:s,s:s,s:s,s:s,s:s}", "at", (json_int_t)lines[i].at_ms, "who",
				lines[i].who, "name", lines[i].name, "what", lines[i].what, "about", lines[i].about,
				"was", lines[i].was, "now", lines[i].now));
	}
	if (count < AGENCY_LINES_MAX) {
		control_done(control);
	} else {
		ask_edits(control, lines[count - 1].id);
	}
}

static void ask_edits(struct control *control, const char *before)
{
	int err = agency_audit(control->means->store, (struct reply_to){.session = control->id},
		control_text(control, "slug"), before, on_edits, NULL);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

static void on_lines(void *context, struct reply_to to, int err, const struct hold_line *lines,
	unsigned count)
{
	(void)context;
	struct control *control = control_answered(to.session, err);
	if (!control) {
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
		ask_edits(control, "");
	} else {
		ask_lines(control, lines[count - 1].id);
	}
}

static void ask_lines(struct control *control, const char *after)
{
	int err = hold_audit(control->means->store, (struct reply_to){.session = control->id},
		control_text(control, "pool"), control_text(control, "slug"), after, on_lines);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

/* Once for the agency, then with NULL. Redis is asked: the directory is that of the start. */
static void on_agency(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct control *control = context;
	(void)to;
	for (unsigned i = 0; slug != NULL && i < count; i++) {
		if (strcmp(pairs[i].field, "pool") == 0) {
			json_object_set_new(control->args, "pool", json_string(pairs[i].value));
		}
	}
	if (slug != NULL) {
		return;
	}
	if (err != 0 && err != ERR_GONE) {
		control_fail_err(control, err);
	} else if (control_text(control, "pool") == NULL) {
		control_fail(control, "missing", "There is no such agency.",
			"samtalectl agency list shows them.");
	} else {
		ask_lines(control, "");
	}
}

void verb_audit(struct control *control)
{
	const char *slug = control_text(control, "slug");
	const struct reply_to to = {.session = control->id};
	control_put(control, "lines", json_array());
	control_put(control, "edits", json_array());
	json_object_del(control->args, "pool");
	int err =
		agencies_read(control->means->store, to, slug != NULL ? slug : "", on_agency, control);
	if (err != 0) {
		control_fail_err(control, err);
	}
}
