/* The order of things: state folder, sockets, Redis, functions, agencies, workers; and the way back. */
#include "parent/parent.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <uv.h>

#include "app_work.h"
#include "base/log.h"
#include "parent/admin_side.h"
#include "parent/bring_up.h"
#include "parent/child.h"
#include "parent/hangup.h"
#include "parent/licences.h"
#include "parent/opening.h"
#include "parent/redis.h"
#include "parent/redis_login.h"
#include "parent/restart.h"
#include "parent/rewrite.h"
#include "parent/sealing.h"
#include "parent/sockets.h"
#include "parent/state_folder.h"
#include "parent/workers.h"

enum {
	OUTSTANDING = 1000,
	WATCHDOG_MS = 5000,
	PATIENCE_MS = 5000,
	AT_ONCE_MS = 2000,
	MS_PER_S = 1000,
	SIGNAL_COUNT = 3
};

/* LET_GO: the workers have ended, and nobody of ours needs Redis any more. */
enum stage { STAGE_UNREADY, STAGE_READY, STAGE_STOPPING, STAGE_LET_GO };

struct parent {
	uv_loop_t loop;
	uv_signal_t signals[SIGNAL_COUNT];
	uv_timer_t patience;
	struct conf *conf;
	struct state_folder folder;
	struct sockets sockets;
	struct redis redis;
	struct redis_login login;
	struct workers workers;
	struct hangup hangup;
	struct rewrite rewrite;
	struct restart restart;
	struct store *store;
	struct staff *staff;
	struct admin_side side;
	struct app_work work;
	struct bring_up up;
	enum stage stage;
	int code; /* to end with */
	bool redis_up;
};

static void say_ready(struct parent *parent)
{
	bool ready = parent->redis_up && workers_ready(&parent->workers) == parent->workers.count;
	if (parent->stage > STAGE_READY) {
		return;
	}
	if (ready && parent->stage != STAGE_READY) {
		log_info("ready workers=%u", parent->workers.count);
	}
	parent->stage = ready ? STAGE_READY : STAGE_UNREADY;
}

/* --- the way up --- */

static void stop(struct parent *parent);

/* A right that is missing in our own Redis will be missing until somebody mends files, and a worker
 * without it leaves transitions half done: better none runs. Whoever runs their own Redis may give
 * the right while we wait. A setting that breaks the promise is refused at the start; one that is
 * changed while people talk stops the acknowledgements and nothing else, until it is changed back. */
static bool is_final(const struct parent *parent, int err)
{
	return (err == ERR_DENIED && redis_is_embedded(parent->conf)) ||
		(err == ERR_RANGE && !parent->up.was_good);
}

static void on_brought_up(void *context, int err)
{
	struct parent *parent = context;
	parent->redis_up = err == 0;
	if (err == 0) {
		workers_start(&parent->workers);
	} else if (is_final(parent, err)) {
		parent->code = EX_CONFIG;
		stop(parent);
	}
	say_ready(parent);
}

/* --- the way down --- */

static void close_handle(uv_handle_t *handle)
{
	if (!uv_is_closing(handle)) {
		uv_close(handle, NULL);
	}
}

static void close_all(struct parent *parent)
{
	workers_close(&parent->workers);
	restart_close(&parent->restart);
	bring_up_close(&parent->up);
	hangup_close(&parent->hangup);
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		close_handle((uv_handle_t *)&parent->signals[i]);
	}
	close_handle((uv_handle_t *)&parent->patience);
	admin_side_end(&parent->side, &parent->loop, parent->code);
	rewrite_close(&parent->rewrite);
	sealing_close(&parent->hangup.sealing);
	if (redis_is_embedded(parent->conf)) {
		close_handle((uv_handle_t *)&parent->redis.again);
	}
}

static void on_patience_over(uv_timer_t *timer)
{
	struct parent *parent = timer->data;
	workers_stop(&parent->workers, WORKER_KILL);
	if (parent->stage == STAGE_LET_GO) {
		signer_child_stop(&parent->hangup.sealing.child, SIGKILL);
	}
	if (redis_is_embedded(parent->conf) && parent->redis.stopping && parent->redis.pid > 0) {
		kill(parent->redis.pid, SIGKILL);
	}
}

/* Workers first, Redis and the signing process after them: they give back what they hold there. */
static void go_on_stopping(struct parent *parent)
{
	if (parent->stage <= STAGE_READY || workers_running(&parent->workers) > 0) {
		return;
	}
	if (parent->stage == STAGE_STOPPING) {
		parent->stage = STAGE_LET_GO;
		admin_side_stop(&parent->side);
		if (parent->store != NULL) {
			store_stop(parent->store);
		}
		if (redis_is_embedded(parent->conf)) {
			redis_stop(&parent->redis);
		}
		signer_child_stop(&parent->hangup.sealing.child, SIGTERM);
		uv_timer_start(&parent->patience, on_patience_over, PATIENCE_MS, PATIENCE_MS);
	}
	bool redis_ended = !redis_is_embedded(parent->conf) || parent->redis.pid == 0;
	if (redis_ended && parent->hangup.sealing.child.pid == 0) {
		close_all(parent);
	}
}

/* Nobody is left in a backlog that no worker reads any more: who dials now is refused, and dials elsewhere or later. */
static void stop(struct parent *parent)
{
	bool again = parent->stage > STAGE_READY;
	parent->stage = again ? parent->stage : STAGE_STOPPING;
	log_info("stopping%s", again ? " at once" : "");
	bring_up_stop(&parent->up);
	sockets_close(&parent->sockets);
	workers_stop(&parent->workers, again ? WORKER_END_NOW : WORKER_END_CALMLY);
	restart_stop(&parent->restart);
	uv_timer_start(&parent->patience, on_patience_over,
		again ? AT_ONCE_MS : parent->restart.drain_ms + PATIENCE_MS, PATIENCE_MS);
	go_on_stopping(parent);
}

static void on_stop_signal(uv_signal_t *signal, int number)
{
	(void)number;
	stop(signal->data);
}

static void on_child(uv_signal_t *signal, int number)
{
	struct parent *parent = signal->data;
	int status = 0;
	pid_t pid;
	(void)number;
	while ((pid = child_collect(&status)) != 0) {
		bool was_redis =
			redis_is_embedded(parent->conf) && redis_on_child(&parent->redis, pid, status);
		if (!was_redis && !signer_child_on_end(&parent->hangup.sealing.child, pid, status)) {
			workers_on_child(&parent->workers, pid, status);
		}
	}
	go_on_stopping(parent);
}

static void on_workers_changed(void *context)
{
	struct parent *parent = context;
	say_ready(parent);
	restart_go_on(&parent->restart);
}

/* --- the control socket's view --- */

static void tell_process(void *context, struct admin_process *ret_process)
{
	const struct parent *parent = context;
	*ret_process = (struct admin_process){
		.workers_running = workers_running(&parent->workers) - workers_told(&parent->workers),
		.workers_draining = workers_told(&parent->workers),
		.redis_up = parent->redis_up,
		.rewrite_failed = rewrite_failed(&parent->rewrite),
		.ready = parent->stage == STAGE_READY,
		.port = parent->sockets.ports[0],
		.profile = parent->conf->profile,
	};
}

static void on_drain_asked(void *context)
{
	stop(context);
}

static int on_restart_asked(void *context, admin_done_fn done, uint64_t asker)
{
	struct parent *parent = context;
	return parent->stage == STAGE_READY ? restart_begin(&parent->restart, done, asker) : ERR_MOMENT;
}

/* --- building --- */

static void start_signals(struct parent *parent)
{
	static const struct {
		int number;
		uv_signal_cb received;
	} wanted[SIGNAL_COUNT] = {
		{SIGCHLD, on_child},
		{SIGTERM, on_stop_signal},
		{SIGINT, on_stop_signal},
	};
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		uv_signal_init(&parent->loop, &parent->signals[i]);
		parent->signals[i].data = parent;
		uv_signal_start(&parent->signals[i], wanted[i].received, wanted[i].number);
	}
	uv_timer_init(&parent->loop, &parent->patience);
	parent->patience.data = parent;
}

static int create_store(struct parent *parent)
{
	struct store_options options = {
		.node = "parent",
		.outstanding = OUTSTANDING,
		.watchdog_ms = WATCHDOG_MS,
		.timers = parent->conf->timers,
	};
	const struct store_events events = bring_up_events(&parent->up);
	redis_login_fill(parent->conf, &parent->login, &options);
	parent->store = store_create(&parent->loop, &options, &events);
	parent->staff = parent->store != NULL
		? staff_create(parent->store, app_work_port(&parent->work), false)
		: NULL;
	parent->up.store = parent->hangup.store = parent->store;
	if (parent->staff != NULL) {
		bring_up_watch(&parent->up);
	}
	return parent->staff != NULL ? EX_OK : EX_OSERR;
}

static int open_admin_side(struct parent *parent)
{
	const struct admin_side_start start = {
		.loop = &parent->loop,
		.conf = parent->conf,
		.folder = &parent->folder,
		.workers = &parent->workers,
		.store = parent->store,
		.staff = parent->staff,
		.work = app_work_port(&parent->work),
		.ports = {.parent = parent,
			.process = tell_process,
			.seal = sealing_port(&parent->hangup.sealing),
			.drain = on_drain_asked,
			.restart = on_restart_asked},
	};
	return admin_side_open(&parent->side, &start);
}

static int build(struct parent *parent)
{
	int code = opening_redis(parent->conf, &parent->loop, &parent->redis);
	if (code == EX_OK && redis_login_read(parent->conf, REDIS_LOADER, &parent->login) != 0) {
		code = EX_CANTCREAT;
	}
	code = code == EX_OK ? create_store(parent) : code;
	code = code == EX_OK ? open_admin_side(parent) : code;
	if (code == EX_OK && workers_create(&parent->workers, &parent->loop, &parent->sockets) != 0) {
		code = EX_OSERR;
	}
	if (code == EX_OK &&
		state_folder_announce(&parent->folder, parent->sockets.ports, parent->conf->listen_count) !=
			0) {
		log_error("state folder %s cannot be written: %s", parent->conf->state_folder,
			strerror(errno));
		code = EX_CANTCREAT;
	}
	return code;
}

static void take_down(struct parent *parent)
{
	admin_side_finish(&parent->side);
	staff_destroy(parent->staff);
	store_destroy(parent->store);
	rewrite_finish(&parent->rewrite);
	workers_destroy(&parent->workers);
	app_work_finish(&parent->work);
	redis_login_finish(&parent->login);
	uv_loop_close(&parent->loop);
	certificates_close(&parent->hangup.certificates);
	sealing_finish(&parent->hangup.sealing);
	sockets_close(&parent->sockets);
	state_folder_close(&parent->folder);
}

int parent_run(struct conf *conf, const char *config_path)
{
	struct parent parent = {.conf = conf, .code = EX_OK, .side.fd = -1};
	parent.up = (struct bring_up){.conf = conf, .done = on_brought_up, .context = &parent};
	parent.workers.config_path = config_path;
	parent.workers.changed = on_workers_changed;
	parent.workers.context = &parent;
	parent.restart.workers = &parent.workers;
	parent.restart.drain_ms = (uint64_t)conf->timers.drain_seconds * MS_PER_S;
	signal(SIGPIPE, SIG_IGN);
	int code = opening_folder(conf, &parent.folder);
	code = code == EX_OK ? opening_certificates(conf, &parent.hangup.certificates) : code;
	code = code == EX_OK ? opening_sealing(conf, &parent.hangup.sealing) : code;
	code = code == EX_OK ? opening_sockets(conf, &parent.sockets) : code;
	code = code == EX_OK ? opening_admin(conf, &parent.side.fd) : code;
	if (code != EX_OK) {
		certificates_close(&parent.hangup.certificates);
		sealing_finish(&parent.hangup.sealing);
		state_folder_close(&parent.folder);
		return code;
	}
	if (uv_loop_init(&parent.loop) != 0) {
		return EX_OSERR;
	}
	app_work_init(&parent.work, &parent.loop);
	start_signals(&parent);
	bring_up_init(&parent.up, &parent.loop);
	rewrite_init(&parent.rewrite, &parent.loop);
	parent.workers.certificates_fd = parent.hangup.certificates.fd;
	parent.workers.sealing = &parent.hangup.sealing;
	hangup_start(&parent.hangup, &parent.loop, &parent.workers);
	sealing_start(&parent.hangup.sealing, &parent.loop);
	restart_init(&parent.restart, &parent.loop);
	code = build(&parent);
	if (code != EX_OK) {
		stop(&parent);
		uv_run(&parent.loop, UV_RUN_DEFAULT);
		take_down(&parent);
		return code;
	}
	licences_warn(conf);
	log_info("listening on %s://%s:%u", listen_has_tls(&conf->listen[0]) ? "https" : "http",
		conf->listen[0].host, parent.sockets.ports[0]);
	store_start(parent.store);
	rewrite_start(&parent.rewrite, conf, &parent.login, parent.store, &parent.redis_up);
	uv_run(&parent.loop, UV_RUN_DEFAULT);
	take_down(&parent);
	return parent.code;
}
