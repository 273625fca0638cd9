/* The public lists: the directory and the help services. */
#ifndef SAMTALE_API_LISTS_H
#define SAMTALE_API_LISTS_H

#include <jansson.h>

#include "directory/directory.h"

/* A pool as it stands there. */
json_t *lists_pool(const struct pool *pool);

/* Pools, regions, counties, topics that can be chosen, and the public part of the agencies, without
 * those to practise in. NULL without memory. */
json_t *lists_directory(const struct directory *directory);

/* Topics that only staff lead to, for staff; as those of the directory. */
json_t *lists_hidden_topics(const struct directory *directory);

/* Help services of a country, of all when country is "": those whose address is known. open and until say how they stand at
 * that moment, see help_now. */
json_t *lists_help(const struct directory *directory, const char *country, int64_t now_s);

/* Pages to read while one waits, of all countries and topics: those whose address is known. Who asks chooses among them, so
 * that nobody hears which topic it is about. */
json_t *lists_reading(const struct directory *directory);

/* Whether a service can be shown: an address nobody has found is none. */
bool lists_help_is_shown(const struct help_service *help, const char *country);

#endif
