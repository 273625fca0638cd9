/* The stored counters of a pool: one step (an hour, a day, a month) of one kind, read as it is, and what is counted of doors.
 * docs/routing.md has the kinds and the names of their fields. */
#ifndef SAMTALE_STORE_COUNTS_H
#define SAMTALE_STORE_COUNTS_H

#include "store/store.h"

/* Of one step; borrowed until the call returns. */
struct counts;

/* Behind the last: false. The field is borrowed like the rest. */
bool counts_at(const struct counts *counts, size_t index, const char **ret_field,
	int64_t *ret_number);

/* counts NULL unless err is 0; a step in which nothing was counted has no field. */
typedef void (*counts_fn)(void *context, struct reply_to to, int err, const struct counts *counts);

/* kind: h, d, m, a, f, o or w; step: YYYYMM, YYYYMMDD or YYYYMMDDHH as it has it. It needs no lease, so the parent may ask
 * it. done gets the context that is given here. ERR_RANGE, by the answer: no such kind, or no step of it. */
int counts_read(struct store *store, struct reply_to to, const char *pool, char kind,
	const char *step, counts_fn done, void *context) MUST_CHECK;

enum { COUNTS_OPENED_MAX = 2200 };

/* For how many minutes doors were open on a day that is over. */
struct counts_doors {
	const char *pool, *day; /* YYYYMMDD */
	const char *minutes;    /* "agency:minutes" parted by spaces */
};
/* What was said first stands. done may be NULL; 0 when it stands, also by whoever said it before. */
int counts_opened(struct store *store, struct reply_to to, const struct counts_doors *doors,
	store_done_fn done) MUST_CHECK;

#endif
