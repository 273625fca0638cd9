/* What can fail before the daemon runs, step by step. Each returns an exit code: EX_OK, or what the operator is to see; the
 * log then says what was in the way and what to do. */
#ifndef SAMTALE_PARENT_OPENING_H
#define SAMTALE_PARENT_OPENING_H

#include "conf/conf.h"
#include "parent/redis.h"
#include "parent/sockets.h"
#include "parent/state_folder.h"

/* Makes and locks the state folder, and the passwords in it: 73. */
int opening_folder(const struct conf *conf, struct state_folder *folder);

/* Binds every address: 69. */
int opening_sockets(const struct conf *conf, struct sockets *sockets);

/* Finds, prepares and starts the embedded Redis: 69 or 73. */
int opening_redis(const struct conf *conf, uv_loop_t *loop, struct redis *redis);

#endif
