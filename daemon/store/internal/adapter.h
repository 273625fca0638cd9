/* hiredis on a libuv loop: one poll handle a connection, re-armed only when its mask changes, and
 * written once a turn of the loop. Knows nothing of commands, retries or time. */
#ifndef SAMTALE_STORE_INTERNAL_ADAPTER_H
#define SAMTALE_STORE_INTERNAL_ADAPTER_H

#include <uv.h>

#include "base/err.h"

struct redisAsyncContext;

/* Attaches the connection to the loop. ended(context) is called when hiredis lets go of the
 * connection, after every waiting command was answered with NULL; the connection is gone when it
 * returns. ERR_NOMEM, ERR_SYSTEM: nothing is attached and ended is not called. */
int adapter_attach(uv_loop_t *loop, struct redisAsyncContext *redis, void (*ended)(void *context),
	void *context) MUST_CHECK;

/* Writes now what has been queued, as far as the socket takes it. */
void adapter_flush(struct redisAsyncContext *redis);

#endif
