/* Letters of alarms on their way out: each tried a few times on the thread pool, and nobody waits for one. */
#ifndef SAMTALE_PARENT_NOTIFY_H
#define SAMTALE_PARENT_NOTIFY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <uv.h>

#include "conf/conf.h"
#include "options/work_port.h"
#include "parent/alarm_letter.h"

enum { NOTIFY_ERRANDS_MAX = 32 };

struct notify_errand;

struct notify {
	uv_timer_t timer; /* of the next try */
	const struct conf *conf;
	const struct work_port *work;
	struct texts *texts; /* NULL: nobody gets mail */
	char *secret;        /* of the mail server */
	struct notify_errand *errands[NOTIFY_ERRANDS_MAX];
	atomic_bool ended;
};

/* Reads what it needs to send the mail of a pool. conf and work are borrowed for its life. ERR_SYSTEM: a file cannot be read, the log
 * says which. ERR_NOMEM. */
int notify_open(struct notify *notify, uv_loop_t *loop, const struct conf *conf,
	const struct work_port *work) MUST_CHECK;

/* Sends it to whom the pool with that index names. */
void notify_send(struct notify *notify, size_t pool, const struct alarm_letter *letter);

/* Gives up what is on its way; run the loop until it is dry, then notify_finish. */
void notify_close(struct notify *notify);
void notify_finish(struct notify *notify);

#endif
