/* One write an agency, counted until all have answered. */
#include "parent/import.h"

#include <stdlib.h>

#include "app_agencies.h"

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
		int err = write_one(store, conf->agencies[i], importing);
		if (err != 0) {
			importing->open--;
			importing->err = err;
		}
	}
	settle(importing, 0);
}
