/* Who may do what: the rows of permissions.def as a table. Pure look-ups; whose the thing is that somebody would
 * change is for the caller to hold against the reach. */
#ifndef SAMTALE_PROTOCOL_PERMISSION_H
#define SAMTALE_PROTOCOL_PERMISSION_H

#include "protocol/frame.h"

/* How far a role reaches with a permission; each holds the ones before it. */
enum reach {
	REACH_NONE, /* it may not */
	REACH_OWN,
	REACH_AGENCY,
	REACH_POOL,
	REACH_ALL,
	REACH_COUNT
};

enum reach permission_reach(enum permission permission, enum role role);

/* Whether the role may do it at all. */
bool permission_allows(enum permission permission, enum role role);

/* Words of the table, static: "agency_edit", "agency". */
const char *permission_word(enum permission permission);
const char *reach_word(enum reach reach);

#endif
