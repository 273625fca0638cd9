/* Rows that the public list and an agency's own have in common. */
#ifndef SAMTALE_FIGURES_INTERNAL_ROWS_H
#define SAMTALE_FIGURES_INTERNAL_ROWS_H

#include "figures/tables.h"

enum { REGION_BYTES = 24 };

/* What is being made, of what. */
struct making {
	const struct tally *tally;
	const struct figure_world *world;
	struct figure_list *list;
	int err; /* the first that happened; nothing is added after it */
};

/* One more row with so many numbers; NULL after an error. */
struct figure_row *rows_add(struct making *making, enum figure_id id, const char *key,
	const int64_t *numbers);

/* region NULL: the whole pool. */
void rows_sum(struct making *making, const char *region);
void rows_time(struct making *making, const char *region);
/* agency NULL: all together. */
void rows_survey(struct making *making, const char *agency);
void rows_taps(struct making *making, const char *key, const char *agency);
void rows_doors(struct making *making, const struct figure_agency *agency);
void rows_agency(struct making *making, const struct figure_agency *agency);

/* Those answered of a region (NULL: all), by how far from home: own municipality, own county else, the nation else. */
void rows_who(struct making *making, const char *region);

/* "m0301"; "" of an agency without a municipality. */
void rows_region(const struct figure_agency *agency, char out[REGION_BYTES]);

/* NULL: none. By slug, by region ("m0301"); the county of a region ("" of none). */
const struct figure_agency *rows_agency_named(const struct figure_world *world, const char *slug);
const struct figure_agency *rows_agency_at(const struct figure_world *world, const char *region);
const char *rows_county(const struct figure_world *world, const char *region);

#endif
