/* A worker: the rooms of the house built, wired to each other, run on one loop, and taken down in order. */
#ifndef SAMTALE_APP_H
#define SAMTALE_APP_H

#include "conf/conf.h"

/* What the parent tells a worker beyond the configuration. */
struct app_start {
	unsigned slot;         /* 1 and up */
	int report_fd;         /* a byte is written there: '1' ready, '0' not ready */
	int papers_fd;         /* the papers of the seal, a file in memory that the parent writes */
	int signer_fd;         /* a socket to the signing process */
	int metrics_fd;        /* where to count, a file in memory that the parent reads */
	int first_listener_fd; /* conf->listen_count of them; with TLS the certificates behind them */
};

/* Runs until SIGTERM, at which every client is sent on at a calm moment, or SIGUSR1, at which they are at once. Returns
 * the exit code. */
int app_run(struct conf *conf, const struct app_start *start);

#endif
