/* How work that would block the loop gets onto the thread pool. Wired in app. */
#ifndef SAMTALE_OPTIONS_WORK_PORT_H
#define SAMTALE_OPTIONS_WORK_PORT_H

#include "base/err.h"

struct work_port {
	void *pool;
	/* Runs work(data) on a thread, then done(data) on the loop. ERR_FULL or ERR_NOMEM: neither is called. */
	int (*submit)(void *pool, void (*work)(void *data), void (*done)(void *data), void *data);
};

#endif
