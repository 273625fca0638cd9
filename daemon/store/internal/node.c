/* Bring-up: INFO (run id), s1_version and the voucher for this process, then node_up for each pool that
 * has no epoch, node_beat for each that has. */
#include "store/internal/node.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/internal/call.h"
#include "store/internal/info.h"
#include "store/internal/watch.h"
#include "store/library.h"

enum { VOUCHER_MS = 30000 }; /* after which a voucher that nobody renews is none */

static struct pool *pool_of(struct call *call)
{
	return store_find_pool(call->store, call->pool);
}

bool node_is_good(const struct store *store)
{
	const struct redis_run *run = &store->run;

	return (run->library_good && run->vouched) ? store_leases_are_fresh(store)
											   : store->pool_count == 0;
}

static struct call *pool_call(struct store *store, const struct pool *pool, call_answer_fn answer)
{
	struct call *call = call_create(store, (struct reply_to){0}, NULL, answer);

	if (call != NULL) {
		snprintf(call->pool, sizeof call->pool, "%s", pool->name);
	}
	return call;
}

/* Nodes with other configurations of one pool are a mistake, but one that can be lived with. */
static void warn_of_disputes(const struct pool *pool, const struct redisReply *reply)
{
	const char *names;

	if (answer_text(reply, 3, &names) == 0 && names[0] != '\0') {
		log_warn("pool %s was configured differently by other nodes; what came last holds: %s",
			pool->name, names);
	}
}

/* It has to be asked for again. */
static void forget_run(struct redis_run *run)
{
	run->library_good = run->vouched = false;
	run->id[0] = '\0';
}

/* The answer to node_up: the epoch that everything is written under. */
static void on_joined(struct call *call, const struct redisReply *reply)
{
	struct pool *pool = pool_of(call);
	const char *epoch;
	uint64_t now_ms;

	pool->beating = false;
	if (answer_err(reply) == 0 && answer_text(reply, 1, &epoch) == 0 &&
		answer_number(reply, 2, &now_ms) == 0 && strlen(epoch) < sizeof pool->epoch) {
		pool_learn_clock(pool, now_ms);
		warn_of_disputes(pool, reply);
		snprintf(pool->epoch, sizeof pool->epoch, "%s", epoch);
		snprintf(pool->last_id, sizeof pool->last_id, "0-0");
		pool->news_read = 0;
		pool->good_ms = pool->beat_ms;
	} else {
		forget_run(&call->store->run); /* it was good a moment ago */
	}
	struct store *store = call->store;
	call_destroy(call);
	store_review(store);
}

/* "name value name value ...", as s1_node_up takes it: times in milliseconds, then two counts. */
static void add_settings(struct args *args, const struct store_options *options,
	enum pool_counting counting)
{
	enum { MS = 1000, SETTINGS_MAX = 1024 };
	const struct timer_options *timers = &options->timers;
	const struct period_options *periods = &options->periods;
	const struct {
		const char *name;
		uint32_t seconds;
	} rows[] = {
		{"widen1", timers->widen_county_seconds},
		{"widen2", timers->widen_nation_seconds},
		{"offer", timers->offer_seconds},
		{"receipt", timers->received_seconds},
		{"ready", timers->ready_seconds},
		{"grace_w", timers->grace_waiting_seconds},
		{"grace_r", timers->grace_room_seconds},
		{"park", timers->park_seconds},
		{"told", timers->staff_told_seconds},
		{"choose", timers->staff_choose_seconds},
		{"lost", timers->staff_lost_seconds},
		{"wrap", timers->wrap_up_seconds},
		{"boost1", timers->boost_raised_seconds},
		{"boost2", timers->boost_urgent_seconds},
		{"bonus", timers->local_bonus_seconds},
		{"entry", periods->last_entry_seconds},
		{"warn", periods->shift_warning_seconds},
		{"frame", periods->frame_seconds},
		{"frame_warn", periods->frame_warning_seconds},
		{"extend", periods->frame_extension_seconds},
	};
	char text[SETTINGS_MAX];
	size_t used = 0;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		used += (size_t)snprintf(text + used, sizeof text - used, "%s %" PRIu64 " ", rows[i].name,
			(uint64_t)rows[i].seconds * MS);
	}
	/* a library of before does not know the setting, and has no such pool */
	args_format(args, "%slimit %u streak %u%s", text, options->queue_visits, options->declines,
		counting == POOL_UNCOUNTED ? " counted 0" : "");
}

static void join(struct store *store, struct pool *pool)
{
	struct args args;

	args_init(&args);
	args_function(&args, "node_up", KEY_POOL, pool->name);
	args_text(&args, store->node);
	args_number(&args, pool_clock_ms(pool));
	args_text(&args, store->run.id);
	args_format(&args, "%d", pool->offset_minutes);
	add_settings(&args, &store->options, pool->counting);
	pool->beat_ms = clock_mono_ms();
	pool->beating = call_send(pool_call(store, pool, on_joined), LINK_ROUTING, &args) == 0;
}

/* The answer to a beat: renewed since the moment it was sent, or fenced. call->text is unused;
 * call->err says what was read when it was sent. */
static void on_beat(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	struct pool *pool = pool_of(call);
	uint64_t now_ms, thrown_away;
	int err = call_routing_err(call, reply);

	pool->beating = false;
	if (err == 0 && answer_number(reply, 1, &now_ms) == 0 &&
		answer_number(reply, 2, &thrown_away) == 0) {
		pool_learn_clock(pool, now_ms);
		if (!pool_is_fresh(pool)) {
			store_fall(store); /* between the leases something may have been refused or withheld */
		}
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
	args_number(&args, pool_clock_ms(pool));
	args_text(&args, store->run.id);
	args_format(&args, "%d", pool->offset_minutes);
	args_format(&args, "%.*s", (int)(dash - pool->last_id), pool->last_id);
	args_text(&args, dash + 1);
	args_number(&args, pool->oldest_ms);
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

/* "run-id number": the Redis whose settings a parent has found right. It is another text whenever a parent
 * has looked again, so that its age is counted here and not by Redis' time of the day. */
static bool is_good_voucher(struct redis_run *run, const char *text)
{
	size_t length = strlen(run->id);

	if (strcmp(text, run->voucher) != 0) {
		snprintf(run->voucher, sizeof run->voucher, "%s", text);
		run->voucher_ms = clock_mono_ms();
	}
	return strncmp(text, run->id, length) == 0 && text[length] == ' ' &&
		clock_mono_ms() - run->voucher_ms < VOUCHER_MS;
}

static void on_voucher(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	struct redis_run *run = &store->run;
	const char *text;
	int err = answer_string(reply, &text);
	bool good = err == 0 && is_good_voucher(run, text);
	bool before = run->vouched;

	call_destroy(call);
	run->asking = false;
	run->vouched = good;
	if (before && !run->vouched) {
		log_warn("nobody vouches any more that redis keeps what it acknowledges");
	}
	for (unsigned i = 0; run->vouched && !before && i < store->pool_count; i++) {
		renew(store, &store->pools[i]);
	}
	store_review(store);
}

/* A question about Redis itself: no gate for its answer. */
static struct call *question(struct store *store, call_answer_fn answer)
{
	struct call *call = call_create(store, (struct reply_to){0}, NULL, answer);

	if (call != NULL) {
		call->link.passes = true;
	}
	return call;
}

static void ask_voucher(struct store *store)
{
	char name[WATCH_NAME_MAX];
	struct args args;

	watch_name(store, name);
	args_init(&args);
	args_text(&args, "GET");
	args_format(&args, KEY_DURABLE, name);
	store->run.asked_ms = clock_mono_ms();
	store->run.asking = call_send(question(store, on_voucher), LINK_ROUTING, &args) == 0;
}

static void on_version(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	bool there = reply != NULL && reply->type == REDIS_REPLY_ARRAY && answer_err(reply) == 0;

	call_destroy(call);
	store->run.asking = false;
	store->run.library_good = there;
	if (there) {
		ask_voucher(store);
	}
}

static void ask_version(struct store *store)
{
	struct args args;

	args_init(&args);
	args_text(&args, "FCALL");
	args_format(&args, "s%d_version", STORE_LIBRARY_VERSION);
	args_text(&args, "0");
	store->run.asking = call_send(question(store, on_version), LINK_ROUTING, &args) == 0;
}

/* Another run id: Redis was restarted or replaced. Another history: it was a replica meanwhile, and holds what its primary
 * had, which may be nothing at all. */
static void learn_run(struct redis_run *run, const char *id, const char *history)
{
	if (strcmp(id, run->last) != 0 || strcmp(history, run->history) != 0) {
		run->count++;
	}
	snprintf(run->id, sizeof run->id, "%s", id);
	snprintf(run->last, sizeof run->last, "%s", id);
	snprintf(run->history, sizeof run->history, "%s", history);
}

static void on_info(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	char id[RUN_ID_MAX], history[RUN_ID_MAX];
	const char *info;
	int err = answer_string(reply, &info);

	store->run.asking = false;
	if (err == 0) {
		err = info_field(info, "run_id", id, sizeof id);
	}
	if (err == 0) {
		err = info_field(info, "master_replid", history, sizeof history);
	}
	call_destroy(call);
	if (err == 0) {
		learn_run(&store->run, id, history);
		ask_version(store);
	}
}

static void ask_run_id(struct store *store)
{
	struct args args;

	info_args(&args);
	store->run.asking = call_send(question(store, on_info), LINK_ROUTING, &args) == 0;
}

void node_link_up(struct store *store)
{
	struct redis_run *run = &store->run;

	forget_run(run);
	run->asking = false;
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
	struct redis_run *run = &store->run;

	if (store->pool_count == 0 || run->asking || !link_is_up(store->links[LINK_ROUTING])) {
		return;
	}
	if (!run->library_good || !run->vouched) {
		/* From the beginning: while it was not good, its history may have changed. */
		ask_run_id(store);
		return;
	}
	if (now_ms - run->asked_ms >= NODE_BEAT_MS) {
		ask_voucher(store);
	}
	for (unsigned i = 0; i < store->pool_count; i++) {
		struct pool *pool = &store->pools[i];
		if (pool->epoch[0] == '\0' || now_ms - pool->beat_ms >= NODE_BEAT_MS) {
			renew(store, pool);
		}
	}
}

void node_begin_anew(struct store *store)
{
	/* It may have changed its role, and with it what it holds, without a word to this connection. */
	forget_run(&store->run);
	for (unsigned i = 0; i < store->pool_count; i++) {
		store->pools[i].epoch[0] = '\0';
		store->pools[i].good_ms = 0;
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
		args_number(&args, pool_clock_ms(pool));
		call_forget(store, LINK_ROUTING, &args);
	}
}
