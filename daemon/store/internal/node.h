/* This node's lease in each pool: taking it, renewing it by beats, and knowing when it may not be
 * relied on any more (spec: routing, section 4). Also what has to be known of Redis before anything
 * is promised: which process it is and whether it has our functions. */
#ifndef SAMTALE_STORE_INTERNAL_NODE_H
#define SAMTALE_STORE_INTERNAL_NODE_H

#include <stdbool.h>
#include <stdint.h>

struct pool;
struct store;

enum { NODE_BEAT_MS = 2000 };

/* The routing link is up: asks everything anew. */
void node_link_up(struct store *store);

/* Called each tick: sends what is due. */
void node_tick(struct store *store, uint64_t now_ms);

/* Has Redis answered everything, and is every lease held and fresh? */
bool node_is_good(const struct store *store);

/* Everything will be taken up again, under new epochs: what is not, because who had it goes meanwhile, is
 * then found out by Redis. */
void node_begin_anew(struct store *store);

/* Gives the leases back, without waiting for an answer. */
void node_give_back(struct store *store);

#endif
