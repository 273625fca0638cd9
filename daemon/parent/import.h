/* At first sight, what the configuration says of an agency goes to Redis; from then on Redis wins. */
#ifndef SAMTALE_PARENT_IMPORT_H
#define SAMTALE_PARENT_IMPORT_H

#include "conf/conf.h"
#include "store/store.h"

/* Writes every agency that is not there yet, and the canned replies of whoever never had any; done comes once, later, with 0 or the first error. */
void import_agencies(struct store *store, const struct conf *conf,
	void (*done)(void *context, int err), void *context);

#endif
