/* The listener is a net of its own, with no chat and no files behind it. */
#include "parent/admin_side.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/socket_port.h"

enum { BEAT_MS = 100, SOCKETS = 64, PATH_BYTES = 512 };

static void on_beat(uv_timer_t *timer)
{
	const struct admin_side *side = timer->data;
	net_tick(side->net, clock_mono_ms());
}

/* Only a few programs come here; none of them has anything to send. */
static int create_net(struct admin_side *side, uv_loop_t *loop, const struct conf *conf)
{
	struct net_options options = {.demo = true, .limits = conf->limits};
	options.limits.sockets = SOCKETS;
	return net_create(loop, &options, &side->net);
}

static int open_listener(struct admin_side *side, const struct conf *conf)
{
	int fd = side->fd;
	side->fd = -1;
	int err = net_listen(side->net, fd, &conf->admin, side->port);
	if (err != 0) {
		close(fd);
	}
	return err;
}

static int64_t tell_metric(void *workers, enum metric metric, unsigned cell)
{
	return workers_metric(workers, metric, cell);
}

static int create_observe(struct admin_side *side, const struct admin_side_start *start)
{
	const struct http_answer_port answers = net_answer_port(side->net);
	const struct observe_means means = {
		.parent = start->ports.parent,
		.process = start->ports.process,
		.workers = (void *)start->workers,
		.metric = tell_metric,
		.store = start->store,
		.directory = start->conf->directory,
	};
	side->observe = observe_create(&means, &answers);
	return side->observe != NULL ? 0 : ERR_NOMEM;
}

static int listen_for_monitoring(struct admin_side *side, const struct admin_side_start *start)
{
	side->port = socket_port(side->fd);
	int err = create_net(side, start->loop, start->conf);
	err = err == 0 ? create_observe(side, start) : err;
	if (err != 0) {
		return err;
	}
	net_set_http(side->net, observe_http_port(side->observe));
	uv_timer_init(start->loop, &side->beat);
	side->beat.data = side;
	uv_timer_start(&side->beat, on_beat, BEAT_MS, BEAT_MS);
	err = open_listener(side, start->conf);
	return err == 0 ? state_folder_announce_admin(start->folder, side->port) : err;
}

static int open_control(struct admin_side *side, const struct admin_side_start *start)
{
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "%s/control.sock", start->conf->state_folder);
	int err = admin_create(start->loop, path, start->store, start->staff, start->conf->directory,
		&start->ports, &side->control);
	if (err != 0) {
		log_error("control socket %s: %s", path, strerror(errno));
		return EX_CANTCREAT;
	}
	return EX_OK;
}

static int open_alarms(struct admin_side *side, const struct admin_side_start *start)
{
	const struct alarm_watch_means means = {.conf = start->conf,
		.workers = start->workers,
		.store = start->store,
		.parent = start->ports.parent,
		.process = start->ports.process};
	int err = alarm_watch_open(&side->alarms, start->loop, start->work, &means);
	if (err != 0) {
		log_error("alarms cannot be sent: %s", err_text(err));
	}
	return err == 0 ? EX_OK : EX_CONFIG;
}

int admin_side_open(struct admin_side *side, const struct admin_side_start *start)
{
	int code = open_control(side, start);
	code = code == EX_OK ? open_alarms(side, start) : code;
	if (code != EX_OK) {
		return code;
	}
	side->freeze = freeze_create(start->loop, start->store, start->conf->directory);
	if (side->freeze == NULL || side->fd < 0) {
		return side->freeze != NULL ? EX_OK : EX_OSERR;
	}
	int err = listen_for_monitoring(side, start);
	if (err != 0) {
		log_error("the admin listener cannot be opened: %s", err_text(err));
		return EX_OSERR;
	}
	log_info("admin listening on http://%s:%u", start->conf->admin.host, side->port);
	return EX_OK;
}

void admin_side_stop(struct admin_side *side)
{
	alarm_watch_close(&side->alarms);
	admin_stop(side->control);
	freeze_stop(side->freeze);
	net_stop(side->net);
	if (side->beat.data != NULL) {
		side->beat.data = NULL;
		uv_close((uv_handle_t *)&side->beat, NULL);
	}
}

void admin_side_end(struct admin_side *side, uv_loop_t *loop, int code)
{
	side->last.code = code;
	if (side->net != NULL) {
		app_last_begin(&side->last, loop);
	}
}

void admin_side_finish(struct admin_side *side)
{
	app_last_finish(&side->last);
	alarm_watch_finish(&side->alarms);
	admin_destroy(side->control);
	freeze_destroy(side->freeze);
	observe_destroy(side->observe);
	net_destroy(side->net);
	if (side->fd >= 0) {
		close(side->fd);
	}
}
