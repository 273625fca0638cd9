/* Sees to it that the append-only files of Redis and of its replicas are written anew, so that what was deleted is off them
 * before the time after which the pages say that a text is gone. When is decided in store/rewriting.h. */
#ifndef SAMTALE_PARENT_REWRITE_H
#define SAMTALE_PARENT_REWRITE_H

#include <stdbool.h>
#include <uv.h>

#include "conf/conf.h"
#include "parent/redis_login.h"
#include "store/rewriting.h"
#include "store/store.h"

/* A server whose file is looked after: number 0 is the primary. */
struct rewrite_server {
	struct rewrite *rewrite;
	struct store *store; /* borrowed for the primary, else owned */
	struct redis_address address;
	struct rewriting rewriting;
};

struct rewrite {
	uv_timer_t timer;
	const struct conf *conf;         /* borrowed, as all below */
	const struct redis_login *login; /* of the loader */
	const bool *redis_up;
	struct rewrite_server servers[1 + REDIS_ADDRESSES_MAX];
	unsigned server_count;
};

/* Makes the timer. */
void rewrite_init(struct rewrite *rewrite, uv_loop_t *loop);

/* Begins. A server that keeps no file is left alone: asking it would make one. A replica is found by what the primary says,
 * and must let the loader's user in. */
void rewrite_start(struct rewrite *rewrite, const struct conf *conf,
	const struct redis_login *login, struct store *store, const bool *redis_up);

/* Could one of them not write its file anew? Then what was deleted lies in it for longer than promised. */
bool rewrite_failed(const struct rewrite *rewrite);

/* Closes the handles; run the loop afterwards, then rewrite_finish. */
void rewrite_close(struct rewrite *rewrite);
void rewrite_finish(struct rewrite *rewrite);

#endif
