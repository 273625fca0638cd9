/* One question at a time: this is for who has time, and Redis has others to answer. */
#include "api/gather.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/civil.h"
#include "store/counts.h"

enum { STEP_TEXT = 48, POOL_TEXT = 64, DAY_HOURS = 24 };

struct gather {
	struct gather_wish wish;
	char pool[POOL_TEXT];
	int64_t day;
	int hour;         /* of a kind by the hour */
	const char *kind; /* the one that is asked, in the wish's kinds */
};

static void finish(struct gather *gather, int err)
{
	void (*done)(void *context, int err) = gather->wish.done;
	void *context = gather->wish.context;
	free(gather);
	done(context, err);
}

static bool is_hourly(const struct gather *gather)
{
	return *gather->kind == 'h';
}

/* The name of the step that is to be asked; false: there is none of that kind on this day. */
static bool step_of(const struct gather *gather, char step[STEP_TEXT])
{
	int year, month, day;
	civil_date(gather->day, &year, &month, &day);
	if (*gather->kind == 'm') {
		snprintf(step, STEP_TEXT, "%04d%02d", year, month);
		return day == 1;
	}
	int len = snprintf(step, STEP_TEXT, "%04d%02d%02d", year, month, day);
	if (is_hourly(gather)) {
		snprintf(step + len, STEP_TEXT - (size_t)len, "%02d", gather->hour);
	}
	return true;
}

static void go_on(struct gather *gather)
{
	if (is_hourly(gather) && ++gather->hour < DAY_HOURS) {
		return;
	}
	gather->hour = 0;
	gather->kind++;
	if (*gather->kind == '\0') {
		gather->kind = gather->wish.kinds;
		gather->day++;
	}
}

static void ask(struct gather *gather);

static void on_counts(void *context, struct reply_to to, int err, const struct counts *counts)
{
	struct gather *gather = context;
	const char *field;
	int64_t number, when = gather->day;
	(void)to;
	when = is_hourly(gather) ? when * DAY_HOURS + gather->hour : when;
	for (size_t i = 0; err == 0 && counts_at(counts, i, &field, &number); i++) {
		err = gather->wish.take(gather->wish.context, *gather->kind, when, field, number);
	}
	if (err != 0) {
		finish(gather, err);
		return;
	}
	go_on(gather);
	ask(gather);
}

static void ask(struct gather *gather)
{
	char step[STEP_TEXT];
	while (gather->day <= gather->wish.last && !step_of(gather, step)) {
		go_on(gather);
	}
	if (gather->day > gather->wish.last) {
		finish(gather, 0);
		return;
	}
	int err = counts_read(gather->wish.store, (struct reply_to){0}, gather->pool, *gather->kind,
		step, on_counts, gather);
	if (err != 0) {
		finish(gather, err);
	}
}

void gather_begin(const struct gather_wish *wish)
{
	struct gather *gather = calloc(1, sizeof(*gather));
	if (!gather) {
		wish->done(wish->context, ERR_NOMEM);
		return;
	}
	gather->wish = *wish;
	snprintf(gather->pool, sizeof gather->pool, "%s", wish->pool);
	gather->day = wish->first;
	gather->kind = wish->kinds;
	ask(gather);
}
