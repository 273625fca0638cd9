/* The doors of operators in the parent: the control socket, and the listener where monitoring asks. Beside them what is done
 * without being asked: alarms are judged and told, and the tables of steps that are over are frozen. */
#ifndef SAMTALE_PARENT_ADMIN_SIDE_H
#define SAMTALE_PARENT_ADMIN_SIDE_H

#include <uv.h>

#include "admin/admin.h"
#include "admin/freeze.h"
#include "admin/observe.h"
#include "app_last.h"
#include "conf/conf.h"
#include "net/net.h"
#include "parent/alarm_watch.h"
#include "parent/state_folder.h"
#include "parent/workers.h"

struct admin_side {
	struct admin *control;
	struct freeze *freeze;
	int fd; /* bound, until admin_side_open takes it over; -1: no listener is wanted */
	uint16_t port;
	struct net *net;
	struct observe *observe;
	uv_timer_t beat; /* of net */
	struct app_last last;
	struct alarm_watch alarms;
};

/* What it is built on; borrowed for its life. */
struct admin_side_start {
	uv_loop_t *loop;
	const struct conf *conf;
	const struct state_folder *folder;
	const struct workers *workers;
	struct store *store;
	struct staff *staff;
	const struct work_port *work;
	struct admin_ports ports;
};

/* Opens the control socket and, where fd is bound, the listener, and announces its port. The exit code, 0 for none; the log
 * says what stood in the way. */
int admin_side_open(struct admin_side *side, const struct admin_side_start *start) MUST_CHECK;

/* Nobody is answered any more, and no verb is begun. */
void admin_side_stop(struct admin_side *side);

/* All else is closed: the loop has a few seconds to run dry, then the process ends with the code. */
void admin_side_end(struct admin_side *side, uv_loop_t *loop, int code);

/* The loop is dry. */
void admin_side_finish(struct admin_side *side);

#endif
