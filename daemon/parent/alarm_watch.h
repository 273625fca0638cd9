/* Asks every few seconds for a judgement of each pool's alarms (functions/84_alarms.lua), with what only this machine knows: whose
 * doors are open now, and whether its own workers run. What nobody has been told yet is sent to whom the pool names, as far as there is
 * room for letters. */
#ifndef SAMTALE_PARENT_ALARM_WATCH_H
#define SAMTALE_PARENT_ALARM_WATCH_H

#include <stdbool.h>
#include <uv.h>

#include "admin/admin.h"
#include "conf/conf.h"
#include "parent/notify.h"
#include "parent/workers.h"
#include "store/store.h"

enum { ALARM_MACHINE_SIZE = 17 };

/* What it is built on; borrowed for its life. */
struct alarm_watch_means {
	const struct conf *conf;
	const struct workers *workers;
	struct store *store;
	void *parent;
	void (*process)(void *parent, struct admin_process *ret_process); /* is Redis there? */
};

struct alarm_watch {
	struct alarm_watch_means means;
	uv_timer_t timer;
	struct notify notify;
	char machine[ALARM_MACHINE_SIZE]; /* the same after a restart */
	uint64_t missing_since_ms;        /* a worker does not run; 0: all do */
	uint64_t redis_since_ms;          /* Redis is away; 0: it is there */
	bool redis_told;
};

/* ERR_SYSTEM, ERR_NOMEM as notify_open. */
int alarm_watch_open(struct alarm_watch *watch, uv_loop_t *loop, const struct work_port *work,
	const struct alarm_watch_means *means) MUST_CHECK;

/* No judgement any more; nobody misses this machine. While the store is there. Run the loop afterwards. */
void alarm_watch_close(struct alarm_watch *watch);
void alarm_watch_finish(struct alarm_watch *watch);

#endif
