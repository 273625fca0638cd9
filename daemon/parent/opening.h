/* What can fail before the daemon runs, step by step. Each returns an exit code: EX_OK, or what the operator is to see; the
 * log then says what was in the way and what to do. */
#ifndef SAMTALE_PARENT_OPENING_H
#define SAMTALE_PARENT_OPENING_H

#include "conf/conf.h"
#include "parent/certificates.h"
#include "parent/redis.h"
#include "parent/sealing.h"
#include "parent/sockets.h"
#include "parent/state_folder.h"

/* Makes and locks the state folder, and the passwords in it: 73. */
int opening_folder(const struct conf *conf, struct state_folder *folder);

/* Reads the certificates of the listeners that have TLS: 78, or 71 when the system gives no memory for them. */
int opening_certificates(const struct conf *conf, struct certificates *certificates);

/* Opens the parent's part in the seal; papers that are missing are no reason to stop: 71. */
int opening_sealing(const struct conf *conf, struct sealing *sealing);

/* Binds every address: 69. */
int opening_sockets(const struct conf *conf, struct sockets *sockets);

/* Binds where monitoring asks, and puts the socket into *ret_fd; -1 where none is configured: 69. */
int opening_admin(const struct conf *conf, int *ret_fd);

/* Finds, prepares and starts the embedded Redis, where it is one: 69 or 73. */
int opening_redis(const struct conf *conf, uv_loop_t *loop, struct redis *redis);

#endif
