/* The worker processes: one a slot, started again when one dies, given up when it dies too often. */
#ifndef SAMTALE_PARENT_WORKERS_H
#define SAMTALE_PARENT_WORKERS_H

#include <stdbool.h>
#include <sys/types.h>
#include <uv.h>

#include "base/err.h"
#include "parent/sockets.h"

struct worker_slot;

struct workers {
	uv_loop_t *loop;
	const char *config_path;
	const struct sockets *sockets;
	int certificates_fd; /* inherited behind the listening sockets; -1: none */
	struct worker_slot *slots;
	unsigned count;
	bool stopping;
	void (*changed)(void *context); /* a worker became ready, or is not any more, or has ended */
	void *context;
};

/* Makes the slots; nothing runs yet. ERR_NOMEM. */
int workers_create(struct workers *workers, uv_loop_t *loop,
	const struct sockets *sockets) MUST_CHECK;

/* Starts every slot that is not running. Idempotent. */
void workers_start(struct workers *workers);

/* A child has ended. True when it was one of ours. */
bool workers_on_child(struct workers *workers, pid_t pid, int status);

/* Asks all to end (SIGTERM); hard kills them. */
void workers_stop(struct workers *workers, bool hard);

/* Sends a signal to every one that runs. */
void workers_signal(const struct workers *workers, int number);

unsigned workers_running(const struct workers *workers);
unsigned workers_ready(const struct workers *workers);

/* Closes the handles; run the loop, then workers_destroy. */
void workers_close(struct workers *workers);
void workers_destroy(struct workers *workers);

#endif
