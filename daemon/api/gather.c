/* One question at a time: this is for who has time, and Redis has others to answer. */
#include "api/gather.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/civil.h"
#include "store/counts.h"

enum { STEP_TEXT = 32, POOL_TEXT = 64 };

struct gather {
	struct gather_wish wish;
	char pool[POOL_TEXT];
	int64_t day;
	const char *kind; /* the one that is asked, in the wish's kinds */
};

static void finish(struct gather *gather, int err)
{
	void (*done)(void *context, int err) = gather->wish.done;
	void *context = gather->wish.context;
	free(gather);
	done(context, err);
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
	snprintf(step, STEP_TEXT, "%04d%02d%02d", year, month, day);
	return true;
}

static void go_on(struct gather *gather)
{
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
	int64_t number;
	(void)to;
	for (size_t i = 0; err == 0 && counts_at(counts, i, &field, &number); i++) {
		err = gather->wish.take(gather->wish.context, *gather->kind, gather->day, field, number);
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
