/* A timer, and a store of its own for each replica. */
#include "parent/rewrite.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/library.h"

/* Two thirds of the promised minutes, ten of fifteen; the rest is for the looks between, and for Redis to write. */
enum { MS_PER_MINUTE = 60000, AGE_NUM = 2, AGE_DEN = 3, LOOKS_AN_AGE = 10 };
enum { OUTSTANDING = 16, WATCHDOG_MS = 5000 };

/* --- replicas --- */

static bool is_known(const struct rewrite *rewrite, const struct redis_address *address)
{
	for (unsigned i = 1; i < rewrite->server_count; i++) {
		const struct redis_address *known = &rewrite->servers[i].address;
		if (known->port == address->port && strcmp(known->host, address->host) == 0) {
			return true;
		}
	}
	return false;
}

/* A server stays once it is known: which of them is the primary changes, and what it was is seen each time. */
static void know(struct rewrite *rewrite, const struct redis_address *address)
{
	struct rewrite_server *server = &rewrite->servers[rewrite->server_count];
	struct store_options options = {.node = "parent",
		.outstanding = OUTSTANDING,
		.watchdog_ms = WATCHDOG_MS,
		.timers = rewrite->conf->timers};
	struct store_events events = {0};

	if (rewrite->server_count > REDIS_ADDRESSES_MAX || is_known(rewrite, address)) {
		return;
	}
	redis_login_fill(rewrite->conf, rewrite->login, &options);
	options.socket = NULL;
	options.any_role = true;
	options.durability =
		(struct durability_options){.profile = DURABILITY_FSYNC}; /* no WAIT there */
	options.addresses = (struct redis_addresses){.list = {*address}, .count = 1};
	server->address = *address;
	server->rewrite = rewrite;
	server->rewriting.age_ms = rewrite->servers[0].rewriting.age_ms;
	server->store = store_create(rewrite->timer.loop, &options, &events);
	if (server->store != NULL) {
		rewrite->server_count++;
		store_start(server->store);
	}
}

/* --- looking --- */

static void on_looked(void *context, int err, const struct rewriting_state *state)
{
	struct rewrite_server *server = context;
	struct rewrite *rewrite = server->rewrite;
	bool failed = server->rewriting.failed;
	if (err != 0 || uv_is_closing((uv_handle_t *)&rewrite->timer)) {
		return; /* the next look */
	}
	if (rewriting_judge(&server->rewriting, state, clock_mono_ms())) {
		library_rewrite_file(server->store);
	}
	if (server->rewriting.failed && !failed) {
		log_error("redis cannot write its append-only file anew: what was deleted is still in it");
	} else if (failed && !server->rewriting.failed) {
		log_info("redis has written its append-only file anew again");
	}
	for (unsigned i = 0; server == &rewrite->servers[0] && i < state->replica_count; i++) {
		know(rewrite, &state->replicas[i]);
	}
}

static void look(struct rewrite_server *server)
{
	int err = rewriting_look(server->store, on_looked, server);
	(void)err; /* the next look */
}

static void on_due(uv_timer_t *timer)
{
	struct rewrite *rewrite = timer->data;
	if (*rewrite->redis_up) {
		look(&rewrite->servers[0]);
	}
	for (unsigned i = 1; i < rewrite->server_count; i++) {
		if (store_is_up(rewrite->servers[i].store)) {
			look(&rewrite->servers[i]);
		}
	}
}

void rewrite_init(struct rewrite *rewrite, uv_loop_t *loop)
{
	uv_timer_init(loop, &rewrite->timer);
	rewrite->timer.data = rewrite;
}

void rewrite_start(struct rewrite *rewrite, const struct conf *conf,
	const struct redis_login *login, struct store *store, const bool *redis_up)
{
	uint64_t age_ms = (uint64_t)conf->timers.delete_minutes * MS_PER_MINUTE * AGE_NUM / AGE_DEN;
	rewrite->conf = conf;
	rewrite->login = login;
	rewrite->redis_up = redis_up;
	rewrite->server_count = 1;
	rewrite->servers[0].rewrite = rewrite;
	rewrite->servers[0].store = store;
	rewrite->servers[0].rewriting.age_ms = age_ms;
	uv_timer_start(&rewrite->timer, on_due, age_ms / LOOKS_AN_AGE, age_ms / LOOKS_AN_AGE);
}

bool rewrite_failed(const struct rewrite *rewrite)
{
	for (unsigned i = 0; i < rewrite->server_count; i++) {
		const struct rewrite_server *server = &rewrite->servers[i];
		/* Of a replica that is gone nothing is known any more. */
		if (server->rewriting.failed && (i == 0 || store_is_up(server->store))) {
			return true;
		}
	}
	return false;
}

void rewrite_close(struct rewrite *rewrite)
{
	if (uv_is_closing((uv_handle_t *)&rewrite->timer)) {
		return;
	}
	uv_close((uv_handle_t *)&rewrite->timer, NULL);
	for (unsigned i = 1; i < rewrite->server_count; i++) {
		store_stop(rewrite->servers[i].store);
	}
}

void rewrite_finish(struct rewrite *rewrite)
{
	for (unsigned i = 1; i < rewrite->server_count; i++) {
		store_destroy(rewrite->servers[i].store);
	}
}
