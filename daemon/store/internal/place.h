/* Where a link connects to: a socket, an address, or one of several in turn. One link asks one place,
 * and the same place may serve several. */
#ifndef SAMTALE_STORE_INTERNAL_PLACE_H
#define SAMTALE_STORE_INTERNAL_PLACE_H

#include <stdbool.h>

#include "base/err.h"
#include "options/options.h"

struct redisAsyncContext;

struct place {
	/* Begins a connection; NULL when there is nowhere to go now, or no memory. */
	struct redisAsyncContext *(*connect)(void *context);
	void *context;
	/* Must whoever answers there say that it is the primary? If so, who does not is told on. */
	bool primary_only;
	void (*doubted)(void *context);
	const char *user; /* borrowed; NULL for none */
	const char *secret;
};

/* The place that the options name, for as long as they live; not for Sentinels. */
struct place place_of(const struct store_options *options);

/* Begins a connection to an address, with what a line between machines needs: a peer that is gone
 * without a word is noticed also where nothing is asked. NULL as above. */
struct redisAsyncContext *place_dial(const struct redis_address *address);

#endif
