/* What is deleted stays in the append-only file of Redis until that is written anew: so it is, twice in the time after
 * which the pages say that a text is gone. */
#ifndef SAMTALE_PARENT_REWRITE_H
#define SAMTALE_PARENT_REWRITE_H

#include <stdbool.h>
#include <uv.h>

#include "conf/conf.h"
#include "store/store.h"

struct rewrite {
	uv_timer_t timer;
	struct store *store;  /* borrowed */
	const bool *redis_up; /* borrowed */
};

/* Makes the timer. */
void rewrite_init(struct rewrite *rewrite, uv_loop_t *loop);

/* Begins. Not under profiles where Redis keeps no file, or one on each of several servers of which we know only the
 * primary; asking one that keeps none would make it. */
void rewrite_start(struct rewrite *rewrite, const struct conf *conf, struct store *store,
	const bool *redis_up);

/* Closes the handle. */
void rewrite_close(struct rewrite *rewrite);

#endif
