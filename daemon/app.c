/* The one place where the floors meet: who is created in which order, who is handed whose functions. */
#include "app.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include <uv.h>

#include "api/api.h"
#include "app_acts.h"
#include "app_agencies.h"
#include "app_count.h"
#include "app_day.h"
#include "app_last.h"
#include "app_listen.h"
#include "app_node.h"
#include "app_seal.h"
#include "app_work.h"
#include "base/clock.h"
#include "base/log.h"
#include "chat/chat.h"
#include "net/net.h"
#include "staff/staff.h"
#include "store/store.h"

enum {
	TICK_MS = 50,
	API_TICK_MS = 2000,
	FAREWELL_MS = 1500,
	HURRY_MS = 200,
	UNREADY_MS = 1000, /* without Redis pages are served all the same, and clients are told */
};
enum { SIGNAL_COUNT = 3, MS_PER_S = 1000, S_PER_MINUTE = 60 };
enum { TICK, API_TICK, TIMER_COUNT };

/* STARTING: nobody is listened to yet. HURRIED: nothing is waited for any more. */
enum stage { STAGE_STARTING, STAGE_RUNNING, STAGE_STOPPING, STAGE_HURRIED };

struct app {
	uv_loop_t loop;
	uv_timer_t timers[TIMER_COUNT];
	uv_signal_t signals[SIGNAL_COUNT];
	struct conf *conf;
	struct app_node node;
	struct app_work work;
	struct app_last last;
	struct app_seal seal;
	struct net *net;
	struct chat *chat;
	struct store *store;
	struct staff *staff;
	struct api *api;
	struct store_events chat_events;
	const struct app_start *start;
	uint64_t began_ms;
	bool unread; /* agencies could not be read: the next beat tries again */
	enum stage stage;
	uint64_t told_ms; /* when every client had been sent on; 0: not yet */
};

static void report(const struct app *app, char state)
{
	ssize_t written = write(app->start->report_fd, &state, 1);
	(void)written; /* the parent is gone: its end ends us too */
}

static void close_handle(uv_handle_t *handle)
{
	if (!uv_is_closing(handle)) {
		uv_close(handle, NULL);
	}
}

/* What is still open is closed by force; idle HTTP connections always are. The loop runs dry then. */
static void end(struct app *app)
{
	net_stop(app->net);
	store_stop(app->store);
	app_seal_stop(&app->seal);
	app_acts_stop();
	for (size_t i = 0; i < TIMER_COUNT; i++) {
		close_handle((uv_handle_t *)&app->timers[i]);
	}
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		close_handle((uv_handle_t *)&app->signals[i]);
	}
	app_last_begin(&app->last, &app->loop);
}

/* Whoever dials before waits in the backlog, or is answered by the worker that this one follows. */
static void listen_now(struct app *app)
{
	if (app->stage != STAGE_STARTING) {
		return;
	}
	app->stage = STAGE_RUNNING;
	int err = app_listen(app->net, app->conf, app->start);
	if (err != 0) {
		log_error("the worker cannot listen: %s", err_text(err));
		app->last.code = EX_UNAVAILABLE;
		end(app);
	}
}

static void on_agencies_read(void *context, int err)
{
	struct app *app = context;
	if (err != 0) {
		log_warn("the agencies cannot be read: %s", err_text(err));
		app->unread = true;
		return;
	}
	if (!store_is_up(app->store)) {
		return; /* lost again meanwhile: whoever took up anything now would not do so when it is back */
	}
	app->chat_events.connected(app->chat_events.context);
	if (app->stage <= STAGE_RUNNING) {
		listen_now(app);
		report(app, '1');
	}
}

static void read_agencies(struct app *app)
{
	app->unread = false;
	app_acts_read(); /* answered before: whoever is let in meets what stands */
	app_agencies_read(app->store, app->conf->directory, on_agencies_read, app);
}

static void on_connected(void *context)
{
	log_info("redis=up");
	read_agencies(context);
}

static void on_lost(void *context)
{
	struct app *app = context;
	log_warn("redis=down");
	report(app, '0');
	app->chat_events.lost(app->chat_events.context);
}

static void on_news(void *context, const struct store_news *news)
{
	struct app *app = context;
	app->chat_events.news(app->chat_events.context, news);
}

static void on_ring(void *context, const struct store_ring *ring)
{
	struct app *app = context;
	app->chat_events.ring(app->chat_events.context, ring);
}

static void on_agency_reread(void *context, int err)
{
	struct app *app = context;
	app->unread = app->unread || err != 0;
	chat_agencies_changed(app->chat);
}

static void on_agency_changed(void *context, const char *slug)
{
	struct app *app = context;
	app_agencies_reread(app->store, app->conf->directory, slug, on_agency_reread, app);
}

static void on_staff_changed(void *context, const char *cid)
{
	struct app *app = context;
	app->chat_events.staff_changed(app->chat_events.context, cid);
}

/* Ends when every client has answered our close, or has had the time to, and no request is without its answer. */
static void end_when_drained(struct app *app, uint64_t now_ms)
{
	if (!chat_is_drained(app->chat)) {
		return;
	}
	app->told_ms = app->told_ms == 0 ? now_ms : app->told_ms;
	uint64_t patience_ms = app->stage == STAGE_HURRIED ? HURRY_MS : FAREWELL_MS;
	bool silent = chat_count(app->chat) == 0 && net_requests(app->net) == 0;
	if (silent || now_ms - app->told_ms >= patience_ms) {
		end(app);
	}
}

static void on_tick(uv_timer_t *timer)
{
	struct app *app = timer->data;
	uint64_t now_ms = clock_mono_ms();
	app_count_lag(now_ms, TICK_MS);
	net_tick(app->net, now_ms);
	chat_tick(app->chat, now_ms);
	if (app->stage > STAGE_RUNNING) {
		end_when_drained(app, now_ms);
	} else if (now_ms - app->began_ms >= UNREADY_MS) {
		listen_now(app);
	}
}

static void on_api_tick(uv_timer_t *timer)
{
	struct app *app = timer->data;
	app_day_tell(app->store, app->conf->directory, app->stage == STAGE_RUNNING);
	if (app->unread && store_is_up(app->store)) {
		read_agencies(app);
	}
	app_seal_go_on(&app->seal, app->api);
	api_tick(app->api);
}

/* Not ready from now on. A second SIGTERM says nothing new; SIGUSR1 does: no calm moment is waited for any more. */
static void on_stop(uv_signal_t *signal, int number)
{
	struct app *app = signal->data;
	enum stage stage = number == SIGUSR1 ? STAGE_HURRIED : STAGE_STOPPING;
	bool hurried = stage == STAGE_HURRIED;
	if (stage <= app->stage) {
		return;
	}
	log_info("stopping%s sessions=%zu", hurried ? " at once" : "", chat_count(app->chat));
	app->stage = stage;
	report(app, '0');
	net_stop_listening(app->net);
	chat_drain(app->chat, hurried ? 0 : (uint64_t)app->conf->timers.drain_seconds * MS_PER_S);
}

/* The parent has found new certificates or papers, and has judged them. */
static void on_hangup(uv_signal_t *signal, int number)
{
	struct app *app = signal->data;
	(void)number;
	app_seal_reread(&app->seal, app->api);
	int err =
		app->stage == STAGE_RUNNING ? app_show_certificates(app->net, app->conf, app->start) : 0;
	if (err != 0) {
		log_error("the certificates cannot be shown: %s", err_text(err));
	}
}

static int create_chat(struct app *app)
{
	struct chat_options options = {
		.profile = app->conf->profile,
		.limits = app->conf->limits,
		.timers = app->conf->timers,
	};
	app->chat = chat_create(&options, clock_mono_ms());
	app->chat_events = chat_store_events(app->chat);
	return app->chat != NULL ? 0 : ERR_NOMEM;
}

static int create_store(struct app *app)
{
	struct store_events events = app->chat_events; /* whose asker asks and is asked */
	events.context = app;
	events.connected = on_connected;
	events.lost = on_lost;
	events.news = on_news;
	events.ring = on_ring;
	events.agency_changed = on_agency_changed;
	events.staff_changed = on_staff_changed;
	app->store = app_node_open(&app->node, &app->loop, app->conf, &events);
	return app->store != NULL ? app_node_add_pools(app->store, app->conf->directory) : ERR_NOMEM;
}

static int create_upper(struct app *app)
{
	const struct conf *conf = app->conf;
	struct http_answer_port answers = net_answer_port(app->net);
	struct api_options options = {
		.profile = conf->profile,
		.web_folder = conf->web_folder,
		.texts_folder = conf->texts_folder,
		.delete_minutes = conf->timers.delete_minutes,
		.last_entry_minutes = conf->periods.last_entry_seconds / S_PER_MINUTE,
		.body_bytes = conf->limits.http_body_bytes,
		.bucket_staff = conf->limits.bucket_staff,
		.refill_staff = conf->limits.refill_staff,
		.proxy_login = conf->proxy_login,
		.work = app_work_port(&app->work),
	};
	app->staff = staff_create(app->store, options.work, strcmp(conf->profile, "production") == 0);
	if (app->staff == NULL) {
		return ERR_NOMEM;
	}
	app->api = api_create(&options, conf->directory, app->store, app->staff, &answers);
	if (app->api == NULL) {
		return ERR_SYSTEM;
	}
	struct chat_ports ports = {
		.io = net_session_io(),
		.auth = staff_auth_port(app->staff),
		.seal = app_seal_port(&app->seal),
		.directory = conf->directory,
		.store = app->store,
	};
	chat_connect(app->chat, &ports);
	net_set_chat(app->net, app->chat);
	net_set_http(app->net, api_http_port(app->api));
	return 0;
}

static void start_handles(struct app *app)
{
	static const struct {
		int number;
		uv_signal_cb received;
	} wanted[SIGNAL_COUNT] = {{SIGTERM, on_stop}, {SIGUSR1, on_stop}, {SIGHUP, on_hangup}};
	for (size_t i = 0; i < TIMER_COUNT; i++) {
		uv_timer_init(&app->loop, &app->timers[i]);
		app->timers[i].data = app;
	}
	uv_timer_start(&app->timers[TICK], on_tick, TICK_MS, TICK_MS);
	uv_timer_start(&app->timers[API_TICK], on_api_tick, 0, API_TICK_MS);
	app_acts_start(&app->loop, app->store, app->conf->directory, app->chat);
	/* Before the certificates are read for the first time, so that no change of them is missed. */
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		uv_signal_init(&app->loop, &app->signals[i]);
		app->signals[i].data = app;
		uv_signal_start(&app->signals[i], wanted[i].received, wanted[i].number);
	}
}

static int build(struct app *app)
{
	int err = app_create_net(&app->loop, app->conf, &app->net);
	err = err == 0 ? create_chat(app) : err;
	err = err == 0 ? create_store(app) : err;
	err = err == 0 ? app_seal_create(&app->seal, &app->loop, app->start) : err;
	return err == 0 ? create_upper(app) : err;
}

/* The other way round; the loop is dry, so nobody calls anybody any more. */
static void take_down(struct app *app)
{
	app_last_finish(&app->last);
	api_destroy(app->api);
	staff_destroy(app->staff);
	app_seal_finish(&app->seal);
	net_destroy(app->net);
	chat_destroy(app->chat);
	store_destroy(app->store);
	app_work_finish(&app->work);
	app_node_finish(&app->node);
	uv_loop_close(&app->loop);
}

int app_run(struct conf *conf, const struct app_start *start)
{
	struct app app = {.conf = conf, .start = start, .began_ms = clock_mono_ms()};
	/* Ctrl-C in a terminal reaches every process; the parent decides when we stop. */
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	if (app_node_init(&app.node, conf, start->slot) != 0 || uv_loop_init(&app.loop) != 0) {
		return EX_UNAVAILABLE;
	}
	app_count_begin(start->metrics_fd);
	app_work_init(&app.work, &app.loop);
	app_agencies_seed(conf);
	int err = build(&app);
	if (err != 0) {
		log_error("the worker cannot start: %s", err_text(err));
		return EX_SOFTWARE;
	}
	start_handles(&app);
	app_seal_reread(&app.seal, app.api);
	store_start(app.store);
	uv_run(&app.loop, UV_RUN_DEFAULT);
	take_down(&app);
	return app.last.code;
}
