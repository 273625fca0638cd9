/* Published tables of figures: files of a calendar step, written once (docs/figures.md). */
#ifndef SAMTALE_STORE_FROZEN_H
#define SAMTALE_STORE_FROZEN_H

#include "store/store.h"

/* Borrowed until the call returns. */
struct frozen {
	const char *json, *csv;
	uint64_t at_ms; /* Unix time */
};

typedef void (*frozen_fn)(void *context, struct reply_to to, int err, const struct frozen *frozen);
typedef void (*frozen_steps_fn)(void *context, struct reply_to to, int err,
	const char *const *steps, size_t count);

enum { FROZEN_STEPS_MAX = 1024 };

/* The files of a step ("2026-10"); ERR_GONE: it is not frozen. It needs no lease, like the two below. done gets the context
 * that is given here. */
int frozen_read(struct store *store, struct reply_to to, const char *pool, const char *step,
	frozen_fn done, void *context) MUST_CHECK;

/* Which steps are frozen, by name. */
int frozen_list(struct store *store, struct reply_to to, const char *pool, frozen_steps_fn done,
	void *context) MUST_CHECK;

/* Freezes a step; one that is frozen stays as it is, and is no error. */
int frozen_keep(struct store *store, struct reply_to to, const char *pool, const char *step,
	const struct frozen *frozen, store_done_fn done, void *context) MUST_CHECK;

#endif
