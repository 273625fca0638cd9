/* An agency that is invited: what it begins with, and what of the wish for it is not right. */
#ifndef SAMTALE_API_AGENCY_NEW_H
#define SAMTALE_API_AGENCY_NEW_H

#include <jansson.h>

#include "directory/directory.h"

/* Borrowed. asked: slug, name, pool, municipality, buddy, owner and alias, all texts; buddy and own: every field as Redis has it,
 * NULL where there is no such agency. */
struct agency_wish {
	const json_t *asked, *buddy, *own;
	bool is_taken; /* the owner's login name */
	bool has_come; /* somebody of the agency that is there has been in */
};

/* The agency, not live, with what it takes over from its buddy; owned by the caller, NULL without memory. Each field that is not
 * right becomes a member of faults, with what was expected. */
struct agency *agency_new(const struct directory *directory, const struct agency_wish *wish,
	json_t *faults);

#endif
