/* How the pools stand, asked every two seconds and told from memory. The band is kept for a
 * minute: a public number that moved with every visit would point at somebody. */
#ifndef SAMTALE_API_POOLS_H
#define SAMTALE_API_POOLS_H

#include <stdbool.h>

#include "directory/directory.h"
#include "store/store.h"

enum { POOLS_MAX = 16, POOLS_STAFFED_SIZE = 4096 };

/* One pool as last heard. known: it has been heard since the store came up. */
struct pool_status {
	bool known;
	unsigned waiting;
	unsigned on_duty;
	unsigned band;                    /* enum band */
	uint64_t band_at_ms;              /* monotone clock */
	char staffed[POOLS_STAFFED_SIZE]; /* " 0301 1103 ": municipalities between spaces */
};

struct pools;

/* Borrows both. NULL without memory. destroy takes NULL. One a process: the store's answers
 * carry no context of ours. */
struct pools *pools_create(const struct directory *directory, struct store *store);
void pools_destroy(struct pools *pools);

/* Asks for every pool that has no question under way. */
void pools_tick(struct pools *pools);

/* How the pool stood when it was last heard; borrowed. Never NULL for a pool of the directory. */
const struct pool_status *pools_status(const struct pools *pools, const struct pool *pool);

/* Whether an available counsellor serves that municipality. */
bool pool_status_is_staffed(const struct pool_status *status, const char *municipality);

#endif
