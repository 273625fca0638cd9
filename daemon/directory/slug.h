/* What stands in addresses for an agency. */
#ifndef SAMTALE_DIRECTORY_SLUG_H
#define SAMTALE_DIRECTORY_SLUG_H

#include <stdbool.h>

/* Whether an agency can have it: 1 to 64 lower-case letters, digits and hyphens. */
bool slug_is_right(const char *slug);

#endif
