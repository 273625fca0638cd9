/* The web sites that may show an agency's door in a frame: exact origins, as they stand in a header of each answer. */
#ifndef SAMTALE_DIRECTORY_SITES_H
#define SAMTALE_DIRECTORY_SITES_H

#include <stdbool.h>

enum { SITES_MAX = 8, SITES_BYTES = 400 };

/* Whether the text is a list of at most SITES_MAX origins (RFC 6454) of SITES_BYTES bytes, one space between two: https with
 * a name in lower case and perhaps a port; http only on this machine and with its port, for trying things out. No path, no
 * wildcard: whoever may frame a door is named. An empty list is right. */
bool sites_are_right(const char *sites);

#endif
