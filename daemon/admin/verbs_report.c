/* report: the published tables of a step as they are frozen, or an agency's conversations in a window of its own: from the first
 * day with its door open to the last day that is asked for, on days with its door open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/gather.h"
#include "admin/verbs.h"
#include "directory/civil.h"
#include "figures/step.h"
#include "figures/tally.h"
#include "store/agencies.h"
#include "store/frozen.h"

enum { DAYS_MAX = 3700, REGION_TEXT = 24, DATE_TEXT = 32 };

/* --- the published tables --- */

static void on_file(void *context, struct reply_to to, int err, const struct frozen *frozen)
{
	(void)context;
	struct control *control = control_find(to.session);
	if (!control) {
		return;
	}
	if (err == ERR_GONE) {
		control_fail(control, "missing", "There are no tables of that step.",
			"They are frozen 30 hours after it is over, if anything was counted in it.");
		return;
	}
	if (err != 0) {
		control_fail_err(control, err);
		return;
	}
	if (json_is_true(json_object_get(control->args, "csv"))) {
		control_put(control, "csv", json_string(frozen->csv));
	} else {
		control_put(control, "file", json_loads(frozen->json, 0, NULL));
	}
	control_done(control);
}

static void report_step(struct control *control)
{
	const char *pool = control_text(control, "pool"), *step = control_text(control, "step");
	struct step wanted;
	if (!pool || !step || step_parse(step, &wanted) != 0) {
		control_fail(control, "usage", "expected --pool with the name of a pool, and --step",
			"A step is a month like 2026-10, a quarter like 2026-Q4 or a year.");
		return;
	}
	if (!directory_pool(control->means->directory, pool)) {
		control_fail(control, "missing", "There is no such pool.", "samtalectl status shows them.");
		return;
	}
	const struct reply_to to = {.session = control->id};
	int err = frozen_read(control->means->store, to, pool, step, on_file, NULL);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

/* --- an agency's own window --- */

/* What is counted; the control may be answered only here, so that it lives as long. */
struct window {
	struct control *control;
	char region[REGION_TEXT];
	char slug[REGION_TEXT + DATE_TEXT];
	int64_t first, days; /* the first day with its door open, 0: none yet, and how many */
	int64_t open_day;    /* the last one */
	struct tally *tally;
};

static json_t *date_json(int64_t days)
{
	char text[DATE_TEXT];
	int year, month, day;
	civil_date(days, &year, &month, &day);
	snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
	return json_string(days > 0 ? text : "");
}

/* Of a day the door is asked first. Days on which it was shut count for nothing. */
static int on_counter(void *context, char kind, int64_t day, const char *field, int64_t number)
{
	struct window *window = context;
	if (kind == TALLY_OPEN) {
		if (strcmp(field, window->slug) == 0 && number > 0) {
			window->first = window->first != 0 ? window->first : day;
			window->open_day = day;
			window->days++;
		}
		return 0;
	}
	return window->open_day == day ? tally_add(window->tally, TALLY_DAY, field, number) : 0;
}

static void on_gathered(void *context, int err)
{
	struct window *window = context;
	struct control *control = window->control;
	struct tally_sum sum;
	if (err == 0) {
		tally_visits(window->tally, window->region, &sum);
		control_put(control, "from", date_json(window->first));
		control_put(control, "to", json_string(control_text(control, "to")));
		control_put(control, "days", json_integer(window->days));
		control_put(control, "arrived", json_integer(sum.arrived));
		control_put(control, "conversations", json_integer(sum.conversations));
	}
	tally_destroy(window->tally);
	free(window);
	if (err == 0) {
		control_done(control);
	} else {
		control_fail_err(control, err);
	}
}

static void count_window(struct control *control, const char *pool, const char *municipality)
{
	struct window *window = calloc(1, sizeof(*window));
	struct tally *tally = tally_create();
	if (!window || !tally) {
		free(window);
		tally_destroy(tally);
		control_fail_err(control, ERR_NOMEM);
		return;
	}
	window->control = control;
	window->tally = tally;
	snprintf(window->region, sizeof window->region, "m%s", municipality);
	snprintf(window->slug, sizeof window->slug, "%s", control_text(control, "agency"));
	struct gather_wish wish = {.store = control->means->store,
		.pool = pool,
		.kinds = "od",
		.take = on_counter,
		.done = on_gathered,
		.context = window};
	bool good = civil_read(control_text(control, "from"), &wish.first) &&
		civil_read(control_text(control, "to"), &wish.last);
	if (!good) { /* report_agency has looked */
		wish.last = wish.first - 1;
	}
	gather_begin(&wish);
}

static const char *value_of(const struct agency_pair *pairs, unsigned count, const char *field)
{
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(pairs[i].field, field) == 0) {
			return pairs[i].value;
		}
	}
	return "";
}

static void keep_agency(struct control *control, const struct agency_pair *pairs, unsigned count)
{
	control_put(control, "agency", json_string(control_text(control, "agency")));
	control_put(control, "name", json_string(value_of(pairs, count, "name")));
	json_object_set_new(control->args, "pool", json_string(value_of(pairs, count, "pool")));
	json_object_set_new(control->args, "municipality",
		json_string(value_of(pairs, count, "municipality")));
}

/* Once for the agency, then with NULL. Redis is asked: the directory is that of the start. */
static void on_agency(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct control *control = context;
	(void)to;
	if (slug != NULL) {
		keep_agency(control, pairs, count);
		return;
	}
	const char *municipality = control_text(control, "municipality");
	if (err != 0 && err != ERR_GONE) {
		control_fail_err(control, err);
	} else if (municipality == NULL) {
		control_fail(control, "missing", "There is no such agency.",
			"samtalectl agency list shows them.");
	} else if (*municipality == '\0') {
		control_fail(control, "missing",
			"The agency has no municipality, and so no visits of its own.",
			"report --pool ID --step STEP has whose youths it answered.");
	} else {
		count_window(control, control_text(control, "pool"), municipality);
	}
}

static void report_agency(struct control *control)
{
	int64_t first, last;
	if (!civil_read(control_text(control, "from"), &first) ||
		!civil_read(control_text(control, "to"), &last) || last < first ||
		last - first > DAYS_MAX) {
		control_fail(control, "usage", "expected --from and --to as days, like 2026-10-31",
			"At most ten years, the first day first.");
		return;
	}
	json_object_del(control->args, "pool");
	json_object_del(control->args, "municipality");
	const struct reply_to to = {.session = control->id};
	int err = agencies_read(control->means->store, to, control_text(control, "agency"), on_agency,
		control);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

void verb_report(struct control *control)
{
	if (control_text(control, "agency") != NULL) {
		report_agency(control);
	} else {
		report_step(control);
	}
}
