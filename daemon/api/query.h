/* What a request carries beside its path: fields of the query and the languages a browser
 * prefers. */
#ifndef SAMTALE_API_QUERY_H
#define SAMTALE_API_QUERY_H

#include "base/buf.h"
#include "directory/words.h"

/* The value of a field, decoded, zero-terminated; "" when it is not there, is malformed, or does
 * not fit. */
void query_get(struct view query, const char *name, char *out, size_t size);

/* The first of our languages in an Accept-Language header (RFC 9110, section 12.5.4), by weight;
 * LANGUAGE_COUNT: none. */
enum language query_language(struct view accept_language);

#endif
