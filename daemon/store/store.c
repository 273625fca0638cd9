/* The store's life: links come and go, leases are held, and the floors above hear connected and
 * lost. */
#include "store/store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "base/metric.h"
#include "store/internal/bell.h"
#include "store/internal/call.h"
#include "store/internal/inbox.h"
#include "store/internal/node.h"
#include "store/internal/sentinel.h"
#include "store/internal/state.h"
#include "store/internal/sweep.h"
#include "store/internal/watch.h"
#include "store/room.h"

enum { TICK_LEAST_MS = 200, TICK_SPREAD_MS = 101 }; /* 250 ms, 20 % more or less */
enum { CALLS_KEPT = 256 };

/* Without pools it serves the parent, who loads the library by it, and may want to hear what changes. */
static bool is_wanted(const struct store *store, enum link_kind kind)
{
	bool hears = store->events.agency_changed != NULL || store->events.staff_changed != NULL;

	return kind == LINK_ROUTING || store->pool_count > 0 || (kind == LINK_BELL && hears);
}

/* What stands between the store and connected? */
static bool is_good(const struct store *store)
{
	if (!link_is_up(store->links[LINK_ROUTING]) ||
		(is_wanted(store, LINK_BELL) && !store->bell_good)) {
		return false;
	}
	return store->pool_count == 0 ||
		(link_is_up(store->links[LINK_ROOMS]) && link_is_up(store->links[LINK_INBOX]) &&
			node_is_good(store) && !link_is_shut(store->links[LINK_ROUTING]) &&
			!link_is_shut(store->links[LINK_ROOMS]));
}

static void fall(struct store *store)
{
	if (!store->up) {
		return;
	}
	store->up = false;
	node_begin_anew(store);
	inbox_drop(store);
	metric_add(METRIC_REDIS_LOST, 1);
	metric_set(METRIC_REDIS_UP, 0);
	if (store->stopping) {
		return;
	}
	if (store->events.lost != NULL) {
		store->events.lost(store->events.context);
	}
	node_tick(store, clock_mono_ms());
}

static void review(struct store *store)
{
	bool good = !store->stopping && is_good(store);

	if (!good) {
		fall(store);
	} else if (!store->up) {
		store->up = true;
		metric_set(METRIC_REDIS_UP, 1);
		inbox_read(store);
		if (store->events.connected != NULL) {
			store->events.connected(store->events.context);
		}
	}
}

static void on_up(void *context, enum link_kind kind)
{
	struct store *store = context;

	if (kind == LINK_ROUTING) {
		node_link_up(store);
		watch_link_up(store);
	} else if (kind == LINK_BELL) {
		bell_listen(store);
	}
	review(store);
}

static void on_down(void *context, enum link_kind kind)
{
	struct store *store = context;

	if (kind == LINK_BELL) {
		store->bell_good = false;
	} else if (kind == LINK_ROUTING) {
		watch_link_down(store);
	}
	review(store);
}

static void on_tick(uv_timer_t *timer)
{
	struct store *store = timer->data;
	uint64_t now_ms = clock_mono_ms();
	uint32_t random;

	ident_random(&random, sizeof random);
	uv_timer_start(timer, on_tick, TICK_LEAST_MS + random % TICK_SPREAD_MS, 0);
	for (int i = 0; i < LINK_COUNT; i++) {
		link_watch(store->links[i], now_ms);
	}
	if (store->sentinel != NULL) {
		sentinel_tick(store->sentinel, now_ms);
	}
	node_tick(store, now_ms);
	watch_tick(store, now_ms);
	review(store); /* the lease runs out by itself */
	sweep_all(store);
	inbox_read(store);
}

/* Another server is the primary now: whatever the links wait for, it is no answer any more. */
static void on_moved(void *context)
{
	struct store *store = context;

	for (int i = 0; i < LINK_COUNT; i++) {
		if (is_wanted(store, (enum link_kind)i)) {
			link_connect_anew(store->links[i]);
		}
	}
}

static struct place find_place(struct store *store)
{
	if (store->options.addresses.master[0] == '\0') {
		return place_of(&store->options);
	}
	store->sentinel = sentinel_create(store->loop, &store->options, on_moved, store);
	if (store->sentinel == NULL) {
		log_error("no memory for the store");
		abort();
	}
	return sentinel_place(store->sentinel);
}

struct store *store_create(void *loop, const struct store_options *options,
	const struct store_events *events)
{
	struct store *store = calloc(1, sizeof *store);

	if (store == NULL) {
		return NULL;
	}
	store->loop = loop;
	store->options = *options;
	store->events = *events;
	store->held_end = &store->held;
	spares_init(&store->calls, sizeof(struct call), CALLS_KEPT);
	store->review = review;
	store->fall = fall;
	snprintf(store->node, sizeof store->node, "%s", options->node == NULL ? "" : options->node);
	struct link_events link_events = {.context = store, .up = on_up, .down = on_down};
	struct place place = find_place(store);
	for (int i = 0; i < LINK_COUNT; i++) {
		store->links[i] =
			link_create(loop, (enum link_kind)i, &store->options, &place, &link_events);
		if (store->links[i] == NULL) {
			/* The earlier ones wait for their loop; there is no memory to go on with anyway. */
			log_error("no memory for the store");
			abort();
		}
	}
	uv_timer_init(loop, &store->tick);
	store->tick.data = store;
	return store;
}

int store_add_pool(struct store *store, const char *pool, enum pool_counting counting)
{
	struct pool *slot = &store->pools[store->pool_count];

	if (store->pool_count == POOLS_MAX) {
		return ERR_FULL;
	}
	if (strlen(pool) >= sizeof slot->name || pool[0] == '\0') {
		return ERR_RANGE;
	}
	snprintf(slot->name, sizeof slot->name, "%s", pool);
	snprintf(slot->last_id, sizeof slot->last_id, "0-0");
	slot->counting = counting;
	store->pool_count++;
	return 0;
}

void store_start(struct store *store)
{
	if (store->sentinel != NULL) {
		sentinel_start(store->sentinel);
	}
	for (int i = 0; i < LINK_COUNT; i++) {
		if (is_wanted(store, (enum link_kind)i)) {
			link_start(store->links[i]);
		}
	}
	uv_timer_start(&store->tick, on_tick, TICK_LEAST_MS, 0);
}

void store_stop(struct store *store)
{
	if (store->stopping) {
		return;
	}
	node_give_back(store);
	store->stopping = true;
	fall(store);
	if (store->sentinel != NULL) {
		sentinel_stop(store->sentinel);
	}
	for (int i = 0; i < LINK_COUNT; i++) {
		link_stop(store->links[i]);
	}
	uv_close((uv_handle_t *)&store->tick, NULL);
}

void store_destroy(struct store *store)
{
	if (store == NULL) {
		return;
	}
	assert(store->stopping);
	inbox_drop(store);
	sentinel_destroy(store->sentinel);
	for (int i = 0; i < LINK_COUNT; i++) {
		link_destroy(store->links[i]);
	}
	spares_finish(&store->calls);
	free(store);
}

bool store_check(struct store *store)
{
	if (store->up && !store_is_up(store)) {
		fall(store);
	}
	return store->up;
}

void store_begin_anew(struct store *store)
{
	fall(store);
}

unsigned store_run(const struct store *store)
{
	return store->run.count;
}

uint64_t store_clock_ms(const struct store *store, const char *pool)
{
	for (unsigned i = 0; i < store->pool_count; i++) {
		if (pool == NULL || strcmp(store->pools[i].name, pool) == 0) {
			return pool_clock_ms(&store->pools[i]);
		}
	}
	return 0;
}

void store_set_oldest(struct store *store, const char *pool, uint64_t asked_ms)
{
	struct pool *found = store_find_pool(store, pool);

	if (found != NULL) {
		found->oldest_ms = asked_ms;
	}
}

const char *store_node(const struct store *store)
{
	return store->node;
}

void store_set_offset(struct store *store, const char *pool, int minutes)
{
	struct pool *found = store_find_pool(store, pool);

	if (found != NULL) {
		found->offset_minutes = minutes;
	}
}
