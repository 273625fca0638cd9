/* The embedded Redis: a real redis-server as a child, private to us, on a unix socket. */
#ifndef SAMTALE_PARENT_REDIS_H
#define SAMTALE_PARENT_REDIS_H

#include <stdbool.h>
#include <sys/types.h>
#include <uv.h>

#include "base/err.h"
#include "conf/conf.h"

struct redis {
	const struct conf *conf;
	uv_timer_t again; /* until it is started once more */
	char program[512];
	pid_t pid;         /* 0: not running */
	unsigned failures; /* in a row, for the back-off */
	uint64_t started_ms;
	bool stopping;
	bool waits_for_disk;
};

/* Finds the program and writes its files. ERR_GONE: no redis-server, nor redis-tools, on this machine. ERR_SYSTEM. */
int redis_prepare(struct redis *redis, uv_loop_t *loop, const struct conf *conf) MUST_CHECK;

/* Starts it. ERR_SYSTEM with errno. */
int redis_start(struct redis *redis) MUST_CHECK;

/* A child has ended. True when it was this one: it is started again with back-off, unless we are stopping. */
bool redis_on_child(struct redis *redis, pid_t pid, int status);

/* Asks it to end; it writes what it must first. */
void redis_stop(struct redis *redis);

#endif
