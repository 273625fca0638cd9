/* A steady pace: calls that are due at fixed moments, however long the earlier ones took. The moments are given to the
 * call, so that latencies are measured from them and a generator that is late hides nothing. */
#ifndef SAMTALE_LOAD_PACE_H
#define SAMTALE_LOAD_PACE_H

#include <stdint.h>

#include <uv.h>

#include "base/err.h"

typedef void (*pace_fn)(void *context, uint64_t due_ns);

struct pace {
	uv_poll_t poll;
	int fd; /* a timerfd: uv's own timers know only milliseconds */
	uint64_t next_ns;
	double interval_ns;
	double next_exactly;
	pace_fn call;
	void *context;
};

/* Begins now. ERR_SYSTEM. */
int pace_start(struct pace *pace, uv_loop_t *loop, double per_second, pace_fn call,
	void *context) MUST_CHECK;

/* No call comes any more. */
void pace_stop(struct pace *pace);

#endif
