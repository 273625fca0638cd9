/* A pool's figures for monitoring. */
#ifndef SAMTALE_STORE_FIGURES_H
#define SAMTALE_STORE_FIGURES_H

#include "store/store.h"

/* Each a text of "name=number", parted by spaces; borrowed until the call returns. */
struct figures {
	const char *
		places; /* who waits: "m:0301" by municipality, "a:oslo" handed to that agency, "-" for no agency's */
	const char *topics; /* who waits, by topic */
	const char
		*now; /* available, paused, draining, lost, free (capacity), rooms, longest (wait, ms) */
	const char *
		totals; /* since ever: arrived, answered, refused, diverted, abandoned:WHY, ended:WHY, silent; and of wait and
						   reply "wait:30" (not above 30 s, above the bound before), "wait:more", "wait:sum" (ms) */
};

typedef void (
	*figures_fn)(void *context, struct reply_to to, int err, const struct figures *figures);

/* Walks through everybody who waits in the pool: for one who asks every few seconds. */
int figures_read(struct store *store, struct reply_to to, const char *pool,
	figures_fn done) MUST_CHECK;

#endif
