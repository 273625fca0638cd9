/* The pool that tables of figures are made of: its counties in official order, its places and topics, and its agencies as
 * Redis has them now. */
#ifndef SAMTALE_API_WORLD_H
#define SAMTALE_API_WORLD_H

#include "directory/directory.h"
#include "figures/tables.h"
#include "figures/write.h"
#include "store/agencies.h"

struct world {
	const struct directory *directory; /* borrowed */
	const struct pool *pool;
	struct figure_world figures;
	struct write_window
		*windows; /* one for each agency, in their order; owned, like all that figures points at */
};

/* Without agencies. NULL without memory; world_destroy takes NULL. */
struct world *world_create(const struct directory *directory, const struct pool *pool);
void world_destroy(struct world *world);

/* Adds the agency with these fields, when it is the pool's and there for youths, or was (kept). */
int world_add(struct world *world, const char *slug, const struct agency_pair *pairs,
	unsigned count, bool kept) MUST_CHECK;

/* All are there: puts them in their order. */
int world_sort(struct world *world) MUST_CHECK;

/* The agency's door was open on that day, for some minutes or none. */
void world_open(struct world *world, const char *slug, int64_t day, int64_t minutes);

#endif
