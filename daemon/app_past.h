/* Reads from Redis what was done about the doors of a pool, and since when its agencies are there for youths. */
#ifndef SAMTALE_APP_PAST_H
#define SAMTALE_APP_PAST_H

#include "directory/past.h"
#include "store/store.h"

/* err, or the past, borrowed until this returns. */
typedef void (*app_past_fn)(unsigned place, int err, const struct past *past);

enum { APP_PAST_PLACES = 16 };

/* The pool has that place, below APP_PAST_PLACES; of each one at a time. Back to that moment. done is called once, perhaps
 * before this returns. */
void app_past_read(struct store *store, const struct pool *pool, unsigned place, uint64_t from_ms,
	app_past_fn done);

#endif
