/* What agencies have edited, read from Redis into the directory. */
#ifndef SAMTALE_APP_AGENCIES_H
#define SAMTALE_APP_AGENCIES_H

#include "conf/conf.h"
#include "directory/directory.h"
#include "store/agencies.h"

enum { APP_AGENCY_PAIRS_MAX = 64 };

/* The agency's fields as the store takes them, at most max; they borrow from it. Returns how many. */
unsigned app_agencies_pairs(const struct agency *agency, struct agency_pair *pairs, unsigned max);

/* Puts copies of the configured agencies into the directory, for doors that are asked for before Redis has answered. */
void app_agencies_seed(const struct conf *conf);

/* Reads all; done is called once, with 0 or why not all of it. An agency that could not be read stays as it was. */
void app_agencies_read(struct store *store, struct directory *directory,
	void (*done)(void *context, int err), void *context);

/* Reads one again, for it has changed; done as above, or NULL. */
void app_agencies_reread(struct store *store, struct directory *directory, const char *slug,
	void (*done)(void *context, int err), void *context);

#endif
