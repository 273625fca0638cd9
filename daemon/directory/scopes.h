/* Scopes of an act: "n", "c<county>", "m<municipality>", parted by spaces or commas. */
#ifndef SAMTALE_DIRECTORY_SCOPES_H
#define SAMTALE_DIRECTORY_SCOPES_H

#include "base/buf.h"
#include "directory/directory.h"

enum { SCOPES_SIZE = 512 };

struct scopes {
	char text[SCOPES_SIZE];
};

/* The same for whoever may know no municipality beside a topic: each is its county, and each stands there once. One that the pool
 * does not know is left out. ERR_FULL: too long. */
int scopes_of_counties(const struct directory *directory, const char *pool, struct view text,
	struct scopes *ret_scopes) MUST_CHECK;

#endif
