/* One write an agency, one for the replies of each owner, counted until all have answered. */
#include "parent/import.h"

#include <stdlib.h>
#include <string.h>

#include "app_agencies.h"
#include "store/replies.h"

struct importing {
	unsigned open;
	int err;
	void (*done)(void *context, int err);
	void *context;
};

static void settle(struct importing *importing, int err)
{
	if (err != 0 && importing->err == 0) {
		importing->err = err;
	}
	if (--importing->open == 0) {
		importing->done(importing->context, importing->err);
		free(importing);
	}
}

static void on_written(void *context, struct reply_to to, int err)
{
	(void)to;
	settle(context, err);
}

static int write_one(struct store *store, const struct agency *agency, struct importing *importing)
{
	struct agency_pair pairs[APP_AGENCY_PAIRS_MAX];
	unsigned count = app_agencies_pairs(agency, pairs, APP_AGENCY_PAIRS_MAX);
	return agencies_write(store, (struct reply_to){0}, agency_get(agency, "slug"), pairs, count,
		true, on_written, importing);
}

/* A slug, or where there is none the pool. */
static const char *owner_of(const struct conf_reply *row)
{
	return row->agency[0] != '\0' ? row->agency : row->pool;
}

static bool is_same_owner(const struct conf_reply *one, const struct conf_reply *other)
{
	return strcmp(one->pool, other->pool) == 0 && strcmp(one->agency, other->agency) == 0;
}

/* Sends all rows of the owner of this one. */
static int seed_replies(struct store *store, const struct conf_replies *replies, unsigned first,
	struct importing *importing)
{
	const struct conf_reply *mine = &replies->rows[first];
	struct replies_row *rows = calloc(replies->count, sizeof *rows);
	size_t count = 0;
	if (rows == NULL) {
		return ERR_NOMEM;
	}
	for (unsigned i = first; i < replies->count; i++) {
		const struct conf_reply *row = &replies->rows[i];
		if (is_same_owner(row, mine)) {
			rows[count++] =
				(struct replies_row){row->agency[0] != '\0' ? REPLIES_AGENCY : REPLIES_NETWORK,
					row->code, row->language, row->text};
		}
	}
	int err = replies_seed(store, (struct reply_to){0}, owner_of(mine), rows, count, on_written,
		importing);
	free(rows);
	return err;
}

/* Whether a row before this one has sent those of its owner. */
static bool is_seeded(const struct conf_replies *replies, unsigned at)
{
	for (unsigned i = 0; i < at; i++) {
		if (is_same_owner(&replies->rows[i], &replies->rows[at])) {
			return true;
		}
	}
	return false;
}

static void note(struct importing *importing, int err)
{
	if (err != 0) {
		importing->open--;
		importing->err = err;
	}
}

void import_agencies(struct store *store, const struct conf *conf,
	void (*done)(void *context, int err), void *context)
{
	struct importing *importing = calloc(1, sizeof *importing);
	if (importing == NULL) {
		done(context, ERR_NOMEM);
		return;
	}
	*importing = (struct importing){.open = 1, .done = done, .context = context};
	for (unsigned i = 0; i < conf->agency_count; i++) {
		importing->open++;
		note(importing, write_one(store, conf->agencies[i], importing));
	}
	for (unsigned i = 0; i < conf->replies.count; i++) {
		if (!is_seeded(&conf->replies, i)) {
			importing->open++;
			note(importing, seed_replies(store, &conf->replies, i, importing));
		}
	}
	settle(importing, 0);
}
