/* What has to be right in Redis before a worker may route by it, looked at anew on every connection, and so after every
 * new run id: its settings and replicas, the function library, the rights of the workers' user, the agencies. */
#ifndef SAMTALE_PARENT_BRING_UP_H
#define SAMTALE_PARENT_BRING_UP_H

#include <stdbool.h>
#include <uv.h>

#include "conf/conf.h"
#include "parent/rota_watch.h"
#include "store/store.h"

struct bring_up {
	struct store *store;     /* borrowed; its asker is this struct */
	const struct conf *conf; /* borrowed */
	uv_timer_t again;
	struct rota_watch rota;
	bool stopped;
	bool was_good; /* a run came to 0 */
	/* Called at the end of each run that came to one: 0, all is right; ERR_DENIED, a right is missing; ERR_RANGE, a
	 * setting is not as the durability profile needs it; ERR_MOMENT, too few replicas are connected. The last two come
	 * at any time, and 0 behind them when it is mended. Whatever else stands in the way is logged and tried again. */
	void (*done)(void *context, int err);
	void *context;
};

/* Makes the timers; the other fields are the caller's to fill, before the first run. */
void bring_up_init(struct bring_up *up, uv_loop_t *loop);

/* What the store tells: that it is lost, which done hears as ERR_DOWN; what agencies and accounts have changed is read anew. */
struct store_events bring_up_events(struct bring_up *up);

/* From now on each connection of the store, which is not started yet, brings a run, and so does a durability that is
 * kept again. When the connection is lost, the run ends by itself. */
void bring_up_watch(struct bring_up *up);

/* No run begins any more, and done is not called. Idempotent. */
void bring_up_stop(struct bring_up *up);

/* Closes the handles. */
void bring_up_close(struct bring_up *up);

#endif
