/* What has to be right in Redis before a worker may route by it, looked at anew on every connection, and so after every
 * new run id: the function library, the rights of the workers' user, the agencies. */
#ifndef SAMTALE_PARENT_BRING_UP_H
#define SAMTALE_PARENT_BRING_UP_H

#include <stdbool.h>
#include <uv.h>

#include "conf/conf.h"
#include "store/store.h"

struct bring_up {
	struct store *store;     /* borrowed; its asker is this struct */
	const struct conf *conf; /* borrowed */
	uv_timer_t again;
	bool stopped;
	/* Called at the end of each run that came to one: 0, all is right; ERR_DENIED, a right is missing. Whatever else
	 * stands in the way is logged and tried again by itself. */
	void (*done)(void *context, int err);
	void *context;
};

/* Makes the timer; the other fields are the caller's to fill, before the first run. */
void bring_up_init(struct bring_up *up, uv_loop_t *loop);

/* Starts a run: the store is connected. When the connection is lost, the run ends by itself. */
void bring_up_run(struct bring_up *up);

/* No run begins any more, and done is not called. Idempotent. */
void bring_up_stop(struct bring_up *up);

/* Closes the handle. */
void bring_up_close(struct bring_up *up);

#endif
