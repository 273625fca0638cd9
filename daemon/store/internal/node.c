/* Bring-up: INFO (run id) and s1_version, then node_up for each pool that has no epoch, node_beat
 * for each that has. */
#include "store/internal/node.h"

#include <stdio.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/internal/call.h"
#include "store/library.h"

static struct pool *pool_of(struct call *call)
{
	return store_find_pool(call->store, call->pool);
}

bool node_is_good(const struct store *store)
{
	bool good = store->library_good || store->pool_count == 0;

	for (unsigned i = 0; i < store->pool_count; i++) {
		good = good && pool_is_fresh(&store->pools[i]);
	}
	return good;
}

static struct call *pool_call(struct store *store, const struct pool *pool, call_answer_fn answer)
{
	struct call *call = call_create(store, (struct reply_to){0}, NULL, answer);

	if (call != NULL) {
		snprintf(call->pool, sizeof call->pool, "%s", pool->name);
	}
	return call;
}

/* The answer to node_up: the epoch that everything is written under. */
static void on_joined(struct call *call, const struct redisReply *reply)
{
	struct pool *pool = pool_of(call);
	const char *epoch;

	pool->beating = false;
	if (answer_err(reply) == 0 && answer_text(reply, 1, &epoch) == 0 &&
		strlen(epoch) < sizeof pool->epoch) {
		snprintf(pool->epoch, sizeof pool->epoch, "%s", epoch);
		snprintf(pool->last_id, sizeof pool->last_id, "0-0");
		pool->news_read = 0;
		pool->good_ms = pool->beat_ms;
	}
	struct store *store = call->store;
	call_destroy(call);
	store_review(store);
}

static void add_settings(struct args *args, const struct timer_options *timers)
{
	enum { MS = 1000 };

	args_format(args,
		"widen1 %u widen2 %u offer %u receipt %u ready %u grace_w %u grace_r %u lost %u wrap %u "
		"max_wait %u",
		timers->widen_county_seconds * MS, timers->widen_nation_seconds * MS,
		timers->offer_seconds * MS, timers->received_seconds * MS, timers->ready_seconds * MS,
		timers->grace_waiting_seconds * MS, timers->grace_room_seconds * MS,
		timers->staff_lost_seconds * MS, timers->wrap_up_seconds * MS,
		timers->max_wait_seconds * MS);
}

static void join(struct store *store, struct pool *pool)
{
	struct args args;

	args_init(&args);
	args_function(&args, "node_up", KEY_POOL, pool->name);
	args_text(&args, store->node);
	args_text(&args, store->run_id);
	args_format(&args, "%d", pool->offset_minutes);
	add_settings(&args, &store->options.timers);
	pool->beat_ms = clock_mono_ms();
	pool->beating = call_send(pool_call(store, pool, on_joined), LINK_ROUTING, &args) == 0;
}

/* The answer to a beat: renewed since the moment it was sent, or fenced. call->text is unused;
 * call->err says what was read when it was sent. */
static void on_beat(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	struct pool *pool = pool_of(call);
	uint64_t thrown_away = 0;
	int err = call_routing_err(call, reply);

	pool->beating = false;
	if (err == 0 && answer_number(reply, 2, &thrown_away) == 0) {
		pool->good_ms = call->link.sent_ms;
		if (thrown_away > pool->news_read) {
			log_warn("news of pool %s were lost: everything is taken up again", pool->name);
			pool->news_read = thrown_away;
			store_fall(store);
		}
	}
	call_destroy(call);
	store_review(store);
}

static void beat(struct store *store, struct pool *pool)
{
	struct args args;
	const char *dash = strchr(pool->last_id, '-');

	args_init(&args);
	args_function(&args, "node_beat", KEY_POOL, pool->name);
	args_text(&args, store->node);
	args_text(&args, pool->epoch);
	args_text(&args, store->run_id);
	args_format(&args, "%d", pool->offset_minutes);
	args_format(&args, "%.*s", (int)(dash - pool->last_id), pool->last_id);
	args_text(&args, dash + 1);
	pool->beat_ms = clock_mono_ms();
	pool->beating = call_send(pool_call(store, pool, on_beat), LINK_ROUTING, &args) == 0;
}

static void renew(struct store *store, struct pool *pool)
{
	if (pool->beating) {
		return;
	}
	if (pool->epoch[0] == '\0') {
		join(store, pool);
	} else {
		beat(store, pool);
	}
}

static void on_version(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	bool there = reply != NULL && reply->type == REDIS_REPLY_ARRAY && answer_err(reply) == 0;

	call_destroy(call);
	store->asking = false;
	store->library_good = there;
	for (unsigned i = 0; there && i < store->pool_count; i++) {
		renew(store, &store->pools[i]);
	}
	store_review(store);
}

static void ask_version(struct store *store)
{
	struct args args;

	args_init(&args);
	args_text(&args, "FCALL");
	args_format(&args, "s%d_version", STORE_LIBRARY_VERSION);
	args_text(&args, "0");
	store->asking = call_send(call_create(store, (struct reply_to){0}, NULL, on_version),
						LINK_ROUTING, &args) == 0;
}

/* The run id out of INFO's lines; a new one means that Redis was restarted or replaced. */
static void on_info(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	const char *text;
	const char *at = answer_string(reply, &text) == 0 ? strstr(text, "run_id:") : NULL;

	call_destroy(call);
	store->asking = false;
	if (at == NULL) {
		return;
	}
	at += strlen("run_id:");
	snprintf(store->run_id, sizeof store->run_id, "%.*s", (int)strcspn(at, "\r\n"), at);
	ask_version(store);
}

static void ask_run_id(struct store *store)
{
	struct args args;

	args_init(&args);
	args_text(&args, "INFO");
	args_text(&args, "server");
	store->asking = call_send(call_create(store, (struct reply_to){0}, NULL, on_info), LINK_ROUTING,
						&args) == 0;
}

void node_link_up(struct store *store)
{
	store->library_good = false;
	store->run_id[0] = '\0';
	store->asking = false;
	for (unsigned i = 0; i < store->pool_count; i++) {
		store->pools[i].beating = false;
		store->pools[i].sweeping = false;
		store->pools[i].good_ms = 0;
	}
	if (store->pool_count > 0) {
		ask_run_id(store);
	}
}

void node_tick(struct store *store, uint64_t now_ms)
{
	if (store->pool_count == 0 || store->asking || !link_is_up(store->links[LINK_ROUTING])) {
		return;
	}
	if (!store->library_good) {
		if (store->run_id[0] == '\0') {
			ask_run_id(store);
		} else {
			ask_version(store);
		}
		return;
	}
	for (unsigned i = 0; i < store->pool_count; i++) {
		struct pool *pool = &store->pools[i];
		if (pool->epoch[0] == '\0' || now_ms - pool->beat_ms >= NODE_BEAT_MS) {
			renew(store, pool);
		}
	}
}

void node_give_back(struct store *store)
{
	for (unsigned i = 0; i < store->pool_count; i++) {
		struct pool *pool = &store->pools[i];
		struct args args;
		if (pool->epoch[0] == '\0') {
			continue;
		}
		args_init(&args);
		args_function(&args, "node_down", KEY_POOL, pool->name);
		args_text(&args, store->node);
		args_text(&args, pool->epoch);
		call_forget(store, LINK_ROUTING, &args);
	}
}
