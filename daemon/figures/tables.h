/* Makes the tables of a tally: the fixed list of a step for the public, or everything of one agency for itself. */
#ifndef SAMTALE_FIGURES_TABLES_H
#define SAMTALE_FIGURES_TABLES_H

#include <stddef.h>

#include "base/err.h"
#include "figures/table.h"
#include "figures/tally.h"

struct figure_county {
	const char *code, *name;
};

struct figure_place {
	const char *code, *county; /* of a municipality */
};

struct figure_agency {
	const char *slug, *name;
	const char *municipality, *county; /* codes; "" for an agency without one */
};

/* What there is in the pool, each in the order of the tables; borrowed. */
struct figure_world {
	const struct figure_county *counties;
	size_t county_count;
	const struct figure_place *places;
	size_t place_count;
	const char *const *topics;
	size_t topic_count;
	const struct figure_agency *agencies;
	size_t agency_count;
};

/* The list of a step, with nothing hidden but percentiles of too few: suppress() comes before anybody reads it. The list is
 * empty before; on an error it is to be finished all the same. */
int tables_make(const struct tally *tally, const struct figure_world *world,
	struct figure_list *list) MUST_CHECK;

/* The same tables of one agency for its own people, with nothing hidden: visits that came to it, its ledger in both
 * directions ("<own> <who>" and "c<county> <own>": of others' youths it is told no more than their county), its survey, taps and doors. Tables that are not about one agency have no row; FIGURE_TOPICS has what the months
 * of the tally say. ERR_GONE: no such agency. */
int tables_own(const struct tally *tally, const struct figure_world *world, const char *slug,
	struct figure_list *list) MUST_CHECK;

#endif
