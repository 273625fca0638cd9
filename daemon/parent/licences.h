/* Pools that publish figures under no licence: nobody but themselves may use what lies there as open data. It is allowed, and rarely
 * meant, so that it is warned of. */
#ifndef SAMTALE_PARENT_LICENCES_H
#define SAMTALE_PARENT_LICENCES_H

#include "conf/conf.h"

/* For `--check`: tells each through problem as "FILE:LINE: key: warning: ..." (no newline). */
void licences_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context);

/* At the start: puts each into the log. */
void licences_warn(const struct conf *conf);

#endif
