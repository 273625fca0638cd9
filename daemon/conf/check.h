/* What a configuration must mean, beyond its form. Only for this floor. */
#ifndef SAMTALE_CONF_CHECK_H
#define SAMTALE_CONF_CHECK_H

#include "conf/conf.h"
#include "conf/raw.h"
#include "directory/directory.h"

/* A configuration that is being read. */
struct check {
	const char *file;
	const struct locate *locate;
	const struct raw_TOP *raw;
	struct problems *problems;
	struct directory *directory;
	struct agency **agencies; /* filled by check_pools, with room for all that are named */
	unsigned agency_count;
	struct conf_replies *replies; /* filled by check_pools */
};

/* Tells a problem of a key, "listen[%u].host" and the like written out. */
void check_tell(struct check *check, const char *key, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Everything but the pools: words that must be one of a few, folders, addresses, numbers that
 * depend on each other. */
void check_top(struct check *check);

/* How alarms leave the house. */
void check_notify(struct check *check);

/* Reads topics, help services, pools with their regions, and the agencies' files. */
void check_pools(struct check *check);

#endif
