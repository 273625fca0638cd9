/* One worker process and the pipe on which it says whether it is ready. */
#ifndef SAMTALE_PARENT_WORKER_H
#define SAMTALE_PARENT_WORKER_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <uv.h>

#include "base/err.h"
#include "base/metric_row.h"
#include "parent/sockets.h"

/* How a worker is asked to end. They are different signals, because SIGTERM may reach it from others as well. */
enum worker_end {
	WORKER_END_CALMLY = SIGTERM,
	WORKER_END_NOW = SIGUSR1,
	WORKER_KILL = SIGKILL,
};

struct worker {
	pid_t pid; /* 0: not running */
	bool ready;
	bool told; /* to end */
	bool report_open;
	uv_pipe_t report;
	struct metric_row metrics;      /* open */
	void (*changed)(void *context); /* ready, or not any more */
	void *context;
};

/* What every worker of a slot is started with; borrowed for the call. */
struct worker_start {
	uv_loop_t *loop;
	const char *config_path;
	const struct sockets *sockets;
	int papers_fd, signer_fd; /* inherited before the listening sockets */
	int certificates_fd;      /* inherited behind them; -1: none */
	unsigned slot;            /* 1 and up */
};

/* Starts it. ERR_SYSTEM with errno. */
int worker_start(struct worker *worker, const struct worker_start *start) MUST_CHECK;

/* Asks it to end. Nothing happens when it does not run. */
void worker_end(struct worker *worker, enum worker_end how);

/* It has ended: nothing runs here any more. */
void worker_forget(struct worker *worker);

/* Closes what is open; run the loop afterwards. */
void worker_close(struct worker *worker);

#endif
