/* Stored counters of many days, read one after the other. */
#ifndef SAMTALE_API_GATHER_H
#define SAMTALE_API_GATHER_H

#include <stdint.h>

#include "store/store.h"

struct gather_wish {
	struct store *store;
	const char *pool; /* copied */
	const char *
		kinds; /* letters of store/counts.h in the order in which a day is asked; m on the first of a month, each h of it */
	int64_t first, last; /* days since 1970-01-01 */
	/* Hears each counter; an error ends it. day: of h the hours since 1970-01-01 by the pool's clock. */
	int (*take)(void *context, char kind, int64_t day, const char *field, int64_t number);
	void (*done)(void *context, int err);
	void *context;
};

/* done is called once, perhaps before this returns. */
void gather_begin(const struct gather_wish *wish);

#endif
