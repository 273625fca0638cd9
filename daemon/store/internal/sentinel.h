/* The Sentinels of a set: which server is the primary now. Asks each in turn, once a second, and listens
 * for the news of a change. What they say is a hint; the server itself has to say that it is the
 * primary (see place.h). */
#ifndef SAMTALE_STORE_INTERNAL_SENTINEL_H
#define SAMTALE_STORE_INTERNAL_SENTINEL_H

#include <stdint.h>

#include <uv.h>

#include "store/internal/place.h"

struct sentinel;

/* options are borrowed. moved(context) is called when another server is named than before. NULL without
 * memory. */
struct sentinel *sentinel_create(uv_loop_t *loop, const struct store_options *options,
	void (*moved)(void *context), void *context);
void sentinel_start(struct sentinel *sentinel);
void sentinel_stop(struct sentinel *sentinel);
/* Takes NULL. After sentinel_stop, when the loop has run dry. */
void sentinel_destroy(struct sentinel *sentinel);

/* Sends what is due. */
void sentinel_tick(struct sentinel *sentinel, uint64_t now_ms);

/* The place of the primary, for as long as the sentinel lives. */
struct place sentinel_place(struct sentinel *sentinel);

#endif
