/* One step after the other: settings, library, rights, agencies written, agencies read. */
#include "parent/bring_up.h"

#include "app_agencies.h"
#include "base/log.h"
#include "parent/import.h"
#include "parent/redis_login.h"
#include "store/durability.h"
#include "store/library.h"

enum { AGAIN_MS = 5000 };

static void run(struct bring_up *up);

/* The links come up in any order, and one may be lost alone: whichever of connected and kept comes last begins the run. What changes
 * while it goes on brings another. */
static bool is_wanted(const struct bring_up *up)
{
	return !up->stopped && store_is_up(up->store) && durability_is_kept(up->store);
}

static void on_again(uv_timer_t *timer)
{
	run(timer->data);
}

/* A lost connection needs no second try from here: the next one brings its own run. */
static void give_up(struct bring_up *up, const char *what, int err)
{
	if (up->stopped) {
		return;
	}
	log_error("%s: %s", what, err_text(err));
	uv_timer_start(&up->again, on_again, AGAIN_MS, 0);
}

static void on_read(void *context, int err)
{
	struct bring_up *up = context;
	if (err != 0) {
		give_up(up, "the agencies could not be read", err);
	} else if (is_wanted(up)) {
		up->was_good = true;
		/* Redis has just read its log, and grows it from here: whoever waits for the next start
		 * shall not wait for this one's past again. */
		if (redis_is_embedded(up->conf)) {
			library_rewrite_file(up->store);
		}
		up->done(up->context, 0);
		rota_watch_look(&up->rota, NULL);
	}
}

static void on_imported(void *context, int err)
{
	struct bring_up *up = context;
	if (err != 0) {
		give_up(up, "the agencies could not be written", err);
		return;
	}
	app_agencies_read(up->store, up->conf->directory, on_read, up);
}

static void on_rights(void *context, struct reply_to to, int err)
{
	struct bring_up *up = context;
	(void)to;
	if (err == 0) {
		import_agencies(up->store, up->conf, on_imported, up);
		return;
	}
	give_up(up, "the rights of the workers' user are not as they must be", err);
	if (err == ERR_DENIED && !up->stopped) {
		up->done(up->context, err);
	}
}

static void on_loaded(void *context, struct reply_to to, int err)
{
	struct bring_up *up = context;
	(void)to;
	if (err != 0) {
		give_up(up, "the functions could not be loaded", err);
		return;
	}
	err = library_check_rights(up->store, redis_worker_user(up->conf), (struct reply_to){0},
		on_rights);
	if (err != 0) {
		give_up(up, "the rights of the workers' user could not be asked for", err);
	}
}

void bring_up_init(struct bring_up *up, uv_loop_t *loop)
{
	uv_timer_init(loop, &up->again);
	up->again.data = up;
	rota_watch_init(&up->rota, loop);
}

static void on_connected(void *context)
{
	run(context);
}

static void on_lost(void *context)
{
	struct bring_up *up = context;
	if (!up->stopped) {
		up->done(up->context, ERR_DOWN);
	}
}

/* Alarms are judged by the hours and limits that agencies have now. */
static void on_agency_changed(void *context, const char *slug)
{
	struct bring_up *up = context;
	app_agencies_reread(up->store, up->conf->directory, slug, NULL, NULL);
}

static void on_staff_changed(void *context, const char *cid)
{
	struct bring_up *up = context;
	rota_watch_look(&up->rota, cid);
}

struct store_events bring_up_events(struct bring_up *up)
{
	return (struct store_events){
		.asker = up,
		.context = up,
		.connected = on_connected,
		.lost = on_lost,
		.agency_changed = on_agency_changed,
		.staff_changed = on_staff_changed,
	};
}

static void run(struct bring_up *up)
{
	if (!is_wanted(up)) {
		return;
	}
	uv_timer_stop(&up->again);
	int err = library_load(up->store, (struct reply_to){0}, on_loaded);
	if (err != 0) {
		give_up(up, "the functions could not be loaded", err);
	}
}

static void on_verdict(void *context, enum durability_verdict verdict)
{
	struct bring_up *up = context;
	if (verdict == DURABILITY_KEPT) {
		run(up);
	} else if (!up->stopped) {
		uv_timer_stop(&up->again);
		up->done(up->context, verdict == DURABILITY_WRONG ? ERR_RANGE : ERR_MOMENT);
	}
}

void bring_up_watch(struct bring_up *up)
{
	up->rota.store = up->store;
	up->rota.directory = up->conf->directory;
	durability_watch(up->store, on_verdict, up);
}

void bring_up_stop(struct bring_up *up)
{
	up->stopped = true;
	uv_timer_stop(&up->again);
}

void bring_up_close(struct bring_up *up)
{
	if (!uv_is_closing((uv_handle_t *)&up->again)) {
		uv_close((uv_handle_t *)&up->again, NULL);
	}
	rota_watch_close(&up->rota);
}
