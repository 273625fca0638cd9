/* In which of the last 24 hours by a pool's clock no door of it was open, as facts of the live view: "shut <YYYYMMDDHH>" says "1".
 * By their hours alone, without what was done about doors. A pool none of whose agencies keeps hours is never shut. */
#ifndef SAMTALE_CHAT_SHUT_HOURS_H
#define SAMTALE_CHAT_SHUT_HOURS_H

#include "chat/facts.h"
#include "directory/directory.h"

/* Of one pool; all zero: not found out yet. */
struct shut_hours {
	int64_t first_s; /* the beginning of the oldest hour, Unix seconds */
	uint32_t shut;   /* a bit an hour, the oldest first */
};

/* Puts them into facts as they are at that moment, Unix seconds; found out once an hour, because hours are long to read. Always
 * asked for the same pool. ERR_NOMEM. */
int shut_hours_show(struct shut_hours *hours, const struct directory *directory,
	const struct pool *pool, int64_t now_s, struct facts *facts) MUST_CHECK;

#endif
