/* The signing process as a child: started, started again with back-off, ended. */
#ifndef SAMTALE_PARENT_SIGNER_CHILD_H
#define SAMTALE_PARENT_SIGNER_CHILD_H

#include <stdbool.h>
#include <sys/types.h>
#include <uv.h>

#include "base/err.h"

struct signer_child {
	const char *key_path; /* borrowed */
	int papers_fd;
	const int *ends; /* its side of each socket; borrowed */
	unsigned count;
	uv_timer_t again; /* until it is started once more */
	pid_t pid;        /* 0: not running */
	unsigned failures;
	uint64_t started_ms;
	bool stopping;
};

/* Starts it; the fields above the timer are the caller's to fill. What cannot be started is tried
 * again. */
void signer_child_start(struct signer_child *child, uv_loop_t *loop);

/* A child has ended. True when it was this one. */
bool signer_child_on_end(struct signer_child *child, pid_t pid, int status);

/* Tells it to read its files again. */
void signer_child_hangup(const struct signer_child *child);

/* Asks it to end, by SIGTERM or SIGKILL; it is not started again. */
void signer_child_stop(struct signer_child *child, int number);

/* Closes the handle. */
void signer_child_close(struct signer_child *child);

#endif
