/* A rolling restart: the workers are replaced one after the other, each by one that is ready before the other is asked to
 * end. They read the configuration anew; the parent, its sockets and Redis stay. */
#ifndef SAMTALE_PARENT_RESTART_H
#define SAMTALE_PARENT_RESTART_H

#include <stdint.h>
#include <uv.h>

#include "base/err.h"
#include "parent/workers.h"

/* err: 0; ERR_MOMENT: a follower did not become ready, and the one it should follow serves on; ERR_DOWN: the parent stops;
 * ERR_SYSTEM: no process could be started. */
typedef void (*restart_done_fn)(uint64_t asker, int err);

enum restart_step {
	RESTART_IDLE,
	RESTART_FOLLOWER, /* the slot's follower is not ready yet */
	RESTART_DRAIN,    /* the one before has been asked to end */
	RESTART_KILL,     /* and did not */
	RESTART_SETTLE,   /* clients who were sent on come back before the next slot's are */
};

struct restart {
	struct workers *workers;
	uint64_t drain_ms; /* what a worker is given to end */
	uv_timer_t timer;  /* the end of patience with a step */
	unsigned index;    /* of the slot whose turn it is */
	enum restart_step step;
	restart_done_fn done;
	uint64_t asker; /* given to done */
};

/* workers and drain_ms must be set. */
void restart_init(struct restart *restart, uv_loop_t *loop);

/* Begins. done is called once, perhaps before this returns. ERR_FULL: one is under way. */
int restart_begin(struct restart *restart, restart_done_fn done, uint64_t asker) MUST_CHECK;

/* To be called whenever a worker is ready, is not any more, or has ended. */
void restart_go_on(struct restart *restart);

/* The parent stops: ends it with ERR_DOWN, if it runs. */
void restart_stop(struct restart *restart);

/* Run the loop afterwards. */
void restart_close(struct restart *restart);

#endif
