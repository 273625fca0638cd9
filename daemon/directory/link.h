/* Addresses of other sites that the data and the agencies name. */
#ifndef SAMTALE_DIRECTORY_LINK_H
#define SAMTALE_DIRECTORY_LINK_H

#include <stdbool.h>

/* Whether it begins with https://, has at most 300 bytes and nothing that needs escaping: a link
 * goes into pages and is followed by a frightened reader. */
bool link_is_right(const char *link);

#endif
