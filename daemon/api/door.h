/* How a door stands at a moment: who is behind it, open or shut, until when, and when next. */
#ifndef SAMTALE_API_DOOR_H
#define SAMTALE_API_DOOR_H

#include <stdint.h>

#include "api/pools.h"
#include "directory/directory.h"

enum door_state { DOOR_OPEN, DOOR_CLOSING, DOOR_FULL, DOOR_POOL, DOOR_CLOSED };

/* pool NULL: the page of all pools, before a municipality is chosen. agency NULL: a pool's own
 * door. Borrowed from the directory until the loop turns. */
struct door {
	const struct pool *pool;
	const struct agency *agency;
	const struct region *region;
	enum door_state state;
	int64_t until_s;           /* the end of the hours that run, 0 unknown */
	int64_t opens_s;           /* the door's next opening, 0 unknown or open */
	int64_t pool_opens_s;      /* the next opening of somebody else in the pool, 0 unknown */
	unsigned band;             /* enum band */
	const struct act_row *act; /* what somebody has done about it, with its text; NULL: nothing */
};

/* Finds the door of an agency, or of a municipality (pool may be "" when only one pool has the
 * code), or of a pool, or of all when everything is "". ERR_GONE: there is no such agency, pool
 * or municipality, or the agency is not live; the pool to practise in has no door but its agency's. */
int door_find(const struct directory *directory, const char *agency, const char *municipality,
	const char *pool, struct door *ret_door) MUST_CHECK;

/* Fills in how it stands. */
void door_look(struct door *door, const struct directory *directory, const struct pools *pools,
	int64_t now_s);

/* "open" and its like. */
const char *door_state_word(enum door_state state);

/* The agency whose texts, hours and exit the door shows: its own, else the pool's national one;
 * NULL on the page of all pools and when the agency is not there. */
const struct agency *door_voice(const struct door *door, const struct directory *directory);

#endif
