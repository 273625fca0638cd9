/* The one place where the floors meet: who is created in which order, who is handed whose functions. */
#include "app.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include <uv.h>

#include "api/api.h"
#include "app_agencies.h"
#include "app_work.h"
#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "chat/chat.h"
#include "directory/civil.h"
#include "net/net.h"
#include "parent/certificates.h"
#include "parent/redis_login.h"
#include "staff/staff.h"
#include "store/store.h"

enum {
	TICK_MS = 50,
	API_TICK_MS = 2000,
	DRAIN_MS = 1500,
	WATCHDOG_MS = 5000,
	NODE_NAME = 32,
	MS_PER_S = 1000,
};

struct app {
	uv_loop_t loop;
	uv_timer_t tick, api_tick, drain;
	uv_signal_t term, hangup;
	struct conf *conf;
	struct redis_login login;
	char node[NODE_NAME];
	struct app_work work;
	struct net *net;
	struct chat *chat;
	struct store *store;
	struct staff *staff;
	struct api *api;
	struct store_events chat_events;
	int report_fd, certificates_fd;
	bool stopping;
	bool unread; /* agencies could not be read: the next beat tries again */
};

static void report(const struct app *app, char state)
{
	ssize_t written = write(app->report_fd, &state, 1);
	(void)written; /* the parent is gone: its end ends us too */
}

/* The functions count by the civil day; only we know what the clocks there say. */
static void tell_offsets(struct app *app)
{
	const struct pool *pool;
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	for (size_t i = 0; (pool = directory_pool_at(app->conf->directory, i)) != NULL; i++) {
		store_set_offset(app->store, pool->id, zone_offset_minutes(pool->zone, now_s));
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
	app->chat_events.connected(app->chat_events.context);
	report(app, '1');
}

static void read_agencies(struct app *app)
{
	app->unread = false;
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
}

static void on_agency_changed(void *context, const char *slug)
{
	struct app *app = context;
	app_agencies_reread(app->store, app->conf->directory, slug, on_agency_reread, app);
}

static void on_tick(uv_timer_t *timer)
{
	struct app *app = timer->data;
	uint64_t now_ms = clock_mono_ms();
	net_tick(app->net, now_ms);
	chat_tick(app->chat, now_ms);
}

static void on_api_tick(uv_timer_t *timer)
{
	struct app *app = timer->data;
	tell_offsets(app);
	if (app->unread && store_is_up(app->store)) {
		read_agencies(app);
	}
	api_tick(app->api);
}

static void close_handle(uv_handle_t *handle)
{
	if (!uv_is_closing(handle)) {
		uv_close(handle, NULL);
	}
}

/* Everybody has had the time to hear the close: what is left is closed by force. */
static void on_drained(uv_timer_t *timer)
{
	struct app *app = timer->data;
	net_stop(app->net);
	store_stop(app->store);
	close_handle((uv_handle_t *)&app->tick);
	close_handle((uv_handle_t *)&app->api_tick);
	close_handle((uv_handle_t *)&app->drain);
	close_handle((uv_handle_t *)&app->term);
	close_handle((uv_handle_t *)&app->hangup);
}

static void on_stop(uv_signal_t *signal, int number)
{
	struct app *app = signal->data;
	(void)number;
	if (app->stopping) {
		return;
	}
	size_t sessions = chat_count(app->chat);
	app->stopping = true;
	log_info("stopping sessions=%zu", sessions);
	report(app, '0');
	net_stop_listening(app->net);
	chat_drain(app->chat);
	uv_timer_start(&app->drain, on_drained, sessions > 0 ? DRAIN_MS : 0, 0);
}

/* The parent has found new certificates, and has judged them. */
static void on_hangup(uv_signal_t *signal, int number)
{
	struct app *app = signal->data;
	(void)number;
	int err = app->stopping ? 0 : certificates_show(app->certificates_fd, app->conf, app->net);
	if (err != 0) {
		log_error("the certificates cannot be shown: %s", err_text(err));
	}
}

static int create_net(struct app *app)
{
	const struct conf *conf = app->conf;
	struct net_options options = {
		.web_folder = conf->web_folder,
		.demo = strcmp(conf->profile, "demo") == 0,
		.limits = conf->limits,
	};
	for (unsigned i = 0; i < conf->listen_count; i++) {
		options.tls = options.tls || listen_has_tls(&conf->listen[i]);
	}
	return net_create(&app->loop, &options, &app->net);
}

static int create_chat(struct app *app)
{
	struct chat_options options = {
		.profile = app->conf->profile,
		.limits = app->conf->limits,
		.timers = app->conf->timers,
	};
	app->chat = chat_create(&options, clock_mono_ms());
	if (app->chat == NULL) {
		return ERR_NOMEM;
	}
	app->chat_events = chat_store_events(app->chat);
	return 0;
}

static int create_store(struct app *app)
{
	const struct conf *conf = app->conf;
	struct store_options options = {
		.node = app->node,
		.outstanding = conf->limits.redis_commands,
		.watchdog_ms = WATCHDOG_MS,
		.timers = conf->timers,
		.periods = conf->periods,
		.queue_visits = conf->limits.queue_visits,
		.declines = conf->limits.declines,
	};
	struct store_events events = {
		.asker = app->chat,
		.context = app,
		.connected = on_connected,
		.lost = on_lost,
		.news = on_news,
		.ring = on_ring,
		.agency_changed = on_agency_changed,
	};
	redis_login_fill(conf, &app->login, &options);
	app->store = store_create(&app->loop, &options, &events);
	const struct pool *pool;
	int err = app->store != NULL ? 0 : ERR_NOMEM;
	for (size_t i = 0; err == 0 && (pool = directory_pool_at(conf->directory, i)) != NULL; i++) {
		err = store_add_pool(app->store, pool->id);
	}
	return err;
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
		.body_bytes = conf->limits.http_body_bytes,
	};
	app->staff = staff_create(app->store, app_work_port(&app->work));
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
		.directory = conf->directory,
		.store = app->store,
	};
	chat_connect(app->chat, &ports);
	net_set_chat(app->net, app->chat);
	net_set_http(app->net, api_http_port(app->api));
	return 0;
}

static int listen_on_all(struct app *app, const struct app_start *start)
{
	int err = 0;
	for (unsigned i = 0; err == 0 && i < app->conf->listen_count; i++) {
		const struct listen_options *listen = &app->conf->listen[i];
		uint16_t port = i == 0 ? start->port : listen->port;
		err = net_listen(app->net, start->first_listener_fd + (int)i, listen, port);
	}
	return err == 0 ? certificates_show(app->certificates_fd, app->conf, app->net) : err;
}

static void start_handles(struct app *app)
{
	uv_timer_init(&app->loop, &app->tick);
	uv_timer_init(&app->loop, &app->api_tick);
	uv_timer_init(&app->loop, &app->drain);
	uv_signal_init(&app->loop, &app->term);
	uv_signal_init(&app->loop, &app->hangup);
	app->tick.data = app->api_tick.data = app->drain.data = app->term.data = app->hangup.data = app;
	uv_timer_start(&app->tick, on_tick, TICK_MS, TICK_MS);
	uv_timer_start(&app->api_tick, on_api_tick, 0, API_TICK_MS);
	uv_signal_start(&app->term, on_stop, SIGTERM);
	/* Before the certificates are read for the first time, so that no change of them is missed. */
	uv_signal_start(&app->hangup, on_hangup, SIGHUP);
}

static int build(struct app *app)
{
	int err = create_net(app);
	err = err == 0 ? create_chat(app) : err;
	err = err == 0 ? create_store(app) : err;
	return err == 0 ? create_upper(app) : err;
}

/* The other way round; the loop is dry, so nobody calls anybody any more. */
static void take_down(struct app *app)
{
	api_destroy(app->api);
	staff_destroy(app->staff);
	net_destroy(app->net);
	chat_destroy(app->chat);
	store_destroy(app->store);
	app_work_finish(&app->work);
	redis_login_finish(&app->login);
	uv_loop_close(&app->loop);
}

int app_run(struct conf *conf, const struct app_start *start)
{
	struct app app = {
		.conf = conf,
		.report_fd = start->report_fd,
		.certificates_fd = start->first_listener_fd + (int)conf->listen_count,
	};
	/* Ctrl-C in a terminal reaches every process; the parent decides when we stop. */
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	uint8_t unique[4];
	char unique_hex[2 * sizeof unique + 1];
	ident_random(unique, sizeof unique);
	ident_hex(unique, sizeof unique, unique_hex);
	snprintf(app.node, sizeof app.node, "w%u-%s", start->slot, unique_hex);
	if (redis_login_read(conf, REDIS_WORKER, &app.login) != 0 || uv_loop_init(&app.loop) != 0) {
		return EX_UNAVAILABLE;
	}
	app_work_init(&app.work, &app.loop);
	app_agencies_seed(conf);
	int err = build(&app);
	if (err != 0) {
		log_error("the worker cannot start: %s", err_text(err));
		return EX_SOFTWARE;
	}
	start_handles(&app);
	store_start(app.store);
	err = listen_on_all(&app, start);
	if (err != 0) {
		log_error("the worker cannot listen: %s", err_text(err));
		return EX_UNAVAILABLE;
	}
	uv_run(&app.loop, UV_RUN_DEFAULT);
	take_down(&app);
	return EX_OK;
}
