/* The worker processes: one a slot, started again when one dies, given up when it dies too often. While a slot's worker is
 * replaced there are two: the one that serves, and the one that is to follow it. */
#ifndef SAMTALE_PARENT_WORKERS_H
#define SAMTALE_PARENT_WORKERS_H

#include <stdbool.h>
#include <sys/types.h>
#include <uv.h>

#include "base/err.h"
#include "parent/sealing.h"
#include "parent/sockets.h"
#include "parent/worker.h"

struct worker_slot;

struct workers {
	uv_loop_t *loop;
	const char *config_path;
	const struct sockets *sockets;
	const struct sealing *sealing;
	int certificates_fd; /* inherited behind the listening sockets; -1: none */
	struct worker_slot *slots;
	unsigned count;
	bool stopping;
	void (*changed)(void *context); /* a worker became ready, or is not any more, or has ended */
	void *context;
};

/* Makes the slots; nothing runs yet. ERR_NOMEM; ERR_SYSTEM with errno. */
int workers_create(struct workers *workers, uv_loop_t *loop,
	const struct sockets *sockets) MUST_CHECK;

/* Starts every slot that is not running. Idempotent. */
void workers_start(struct workers *workers);

/* A child has ended. True when it was one of ours. */
bool workers_on_child(struct workers *workers, pid_t pid, int status);

/* Asks all to end, and starts none any more. */
void workers_stop(struct workers *workers, enum worker_end how);

/* Sends a signal to every one that runs. */
void workers_signal(const struct workers *workers, int number);

/* Starts a follower beside the worker of slot index (0 and up). A slot that stands empty is filled. ERR_SYSTEM with errno:
 * it cannot be started, and the slot is as it was. */
int workers_follow(struct workers *workers, unsigned index) MUST_CHECK;

/* Where a slot stands that workers_follow was called for. */
enum workers_succession {
	SUCCESSION_STARTING, /* the follower is not ready */
	SUCCESSION_READY,    /* it is, and the other one serves still */
	SUCCESSION_ALONE,    /* the other one has ended */
	SUCCESSION_FAILED,   /* the follower has ended before it was ready; the other one serves on */
};
enum workers_succession workers_succession(const struct workers *workers, unsigned index);

/* Asks the one that serves to end. */
void workers_dismiss(struct workers *workers, unsigned index, enum worker_end how);

/* Kills the follower: the one that serves goes on. */
void workers_give_up_follower(struct workers *workers, unsigned index);

/* Processes that run: all of them, or those that have been asked to end. */
unsigned workers_running(const struct workers *workers);
unsigned workers_told(const struct workers *workers);

/* Slots with somebody who serves. */
unsigned workers_ready(const struct workers *workers);

/* A cell of a metric over this process and all workers. */
int64_t workers_metric(const struct workers *workers, enum metric metric, unsigned cell);

/* Closes the handles; run the loop, then workers_destroy. */
void workers_close(struct workers *workers);
void workers_destroy(struct workers *workers);

#endif
