/* Who may see what of a pool, live: from everything that is so, what may be shown to somebody of one agency, or to who looks at
 * the whole pool. At two conversations a week nearly every number is 1 and points at a person: a municipality stands beside a
 * topic for nobody but the agency that serves it; for everybody else it is a county's (docs/privacy.md). */
#ifndef SAMTALE_CHAT_REACH_H
#define SAMTALE_CHAT_REACH_H

#include "chat/facts.h"
#include "directory/directory.h"
#include "store/scene.h"

struct reach_of {
	const struct directory *directory;
	const char *pool;
	const char *agency; /* slug; "": the whole pool */
};

/* Puts into facts, between begin and end, what may be seen. What no row of the table knows is seen by nobody. ERR_NOMEM. */
int reach_show(const struct reach_of *of, const struct scene *scene,
	struct facts *facts) MUST_CHECK;

#endif
