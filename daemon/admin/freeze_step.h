/* Freezes one step of one pool: reads what is published of its year, its agencies and its counters, makes the tables, hides
 * what must be hidden, and keeps the files. */
#ifndef SAMTALE_ADMIN_FREEZE_STEP_H
#define SAMTALE_ADMIN_FREEZE_STEP_H

#include "directory/directory.h"
#include "figures/step.h"
#include "store/store.h"

struct freeze_wish {
	void *loop; /* a uv_loop_t: what takes long is done on its thread pool */
	struct store *store;
	const struct directory *directory;
	const struct pool *pool;
	struct step step;
	const struct step *published; /* which steps of the pool are frozen; copied */
	size_t published_count;
	/* ERR_GONE: nothing was counted in the step, and nothing is kept. */
	void (*done)(void *context, int err);
	void *context;
};

/* done is called once, perhaps before this returns. */
void freeze_step(const struct freeze_wish *wish);

/* The first and the last day of a step, since 1970-01-01. */
void freeze_days(const struct step *step, int64_t *ret_first, int64_t *ret_last);

#endif
