/* What agencies edit, as it lies in Redis: one hash an agency, fields as in directory/agency.h.
 * Imported from the configuration at first sight; from then on Redis wins. */
#ifndef SAMTALE_STORE_AGENCIES_H
#define SAMTALE_STORE_AGENCIES_H

#include "store/store.h"

/* A field and its value, borrowed. */
struct agency_pair {
	const char *field;
	const char *value;
};

/* Called for each agency, then once with slug NULL and the final err. */
typedef void (*agencies_each_fn)(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count);

/* Reads the named agency, or all when slug is NULL. */
int agencies_read(struct store *store, struct reply_to to, const char *slug, agencies_each_fn each,
	void *context) MUST_CHECK;

/* Since when those that were opened to youths later than they were made are open, with one pair, whose value is Unix milliseconds.
 * each as above. */
int agencies_begun(struct store *store, struct reply_to to, agencies_each_fn each,
	void *context) MUST_CHECK;

/* Writes all fields in one step. only_new: nothing happens when the agency is there already (still
 * 0). Rings store_events.agency_changed on every node. */
int agencies_write(struct store *store, struct reply_to to, const char *slug,
	const struct agency_pair *pairs, unsigned count, bool only_new, store_done_fn done,
	void *context) MUST_CHECK;

#endif
