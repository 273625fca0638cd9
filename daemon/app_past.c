/* Agencies first, then the log of acts, newest line first, a page at a time. */
#include "app_past.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/acts.h"
#include "store/agencies.h"

/* Of a pool. */
static struct reading {
	struct store *store;
	const char *pool;
	uint64_t from_ms;
	app_past_fn done;
	struct past *past;
	bool failed;
} readings[APP_PAST_PLACES];

static void end(struct reading *reading, int err)
{
	struct past *past = reading->past;
	reading->past = NULL;
	reading->done((unsigned)(reading - readings), err, past);
	past_destroy(past);
}

static struct reply_to reply_to(const struct reading *reading)
{
	return (struct reply_to){.tag = (uint64_t)(reading - readings)};
}

/* Another version's line is left out. */
static int add(struct reading *reading, const struct acts_line *line)
{
	const struct past_line past = {line->act, line->at_ms, line->what, line->text};
	int err = past_add(reading->past, &past);
	return err == ERR_SYNTAX ? 0 : err;
}

static void on_log(void *context, struct reply_to to, int err, const struct acts_log *log);

/* The lines before an id; "": the newest. */
static int ask_lines(const struct reading *reading, const char *before)
{
	const struct acts_asker asker = {.pool = reading->pool, .cid = "", .before = before};
	return acts_log(reading->store, reply_to(reading), &asker, on_log, NULL);
}

static void on_log(void *context, struct reply_to to, int err, const struct acts_log *log)
{
	struct reading *reading = &readings[to.tag];
	(void)context;
	for (unsigned i = 0; i < log->count && err == 0; i++) {
		err = add(reading, &log->lines[i]);
	}
	if (err == ERR_FULL) {
		log_warn("pool=%s very much was done about doors: what is older is not reckoned with",
			reading->pool);
		end(reading, 0);
		return;
	}
	const struct acts_line *last =
		log->count == ACTS_LINES_MAX ? &log->lines[log->count - 1] : NULL;
	bool more = last != NULL && last->at_ms >= reading->from_ms;
	if (err == 0 && more) {
		err = ask_lines(reading, last->id);
	}
	if (err != 0 || !more) { /* else the next page ends it */
		end(reading, err);
	}
}

static void on_agency(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct reading *reading = &readings[to.tag];
	(void)context;
	if (slug != NULL && count > 0) {
		reading->failed |= past_begin(reading->past, slug, strtoull(pairs->value, NULL, 10)) != 0;
		return;
	}
	err = err == 0 && reading->failed ? ERR_NOMEM : err;
	if (err == 0) {
		err = ask_lines(reading, "");
	}
	if (err != 0) {
		end(reading, err);
	}
}

void app_past_read(struct store *store, const struct pool *pool, unsigned place, uint64_t from_ms,
	app_past_fn done)
{
	assert(place < APP_PAST_PLACES);
	struct reading *reading = &readings[place];
	*reading = (struct reading){.store = store,
		.pool = pool->id,
		.from_ms = from_ms,
		.done = done,
		.past = past_create()};
	int err = reading->past != NULL ? agencies_begun(store, reply_to(reading), on_agency, NULL)
									: ERR_NOMEM;
	if (err != 0) {
		end(reading, err);
	}
}
