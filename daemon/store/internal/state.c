/* What every file of the store may ask of its state, without knowing who acts on it. */
#include "store/internal/state.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"

struct pool *store_find_pool(struct store *store, const char *name)
{
	for (unsigned i = 0; i < store->pool_count; i++) {
		if (strcmp(store->pools[i].name, name) == 0) {
			return &store->pools[i];
		}
	}
	return NULL;
}

bool pool_is_fresh(const struct pool *pool)
{
	return pool->good_ms != 0 && pool->epoch[0] != '\0' &&
		clock_mono_ms() - pool->good_ms < NODE_FENCE_MS;
}

uint64_t pool_clock_ms(const struct pool *pool)
{
	return pool->ahead_ms == 0 ? 0 : clock_mono_ms() + pool->ahead_ms;
}

void pool_learn_clock(struct pool *pool, uint64_t now_ms)
{
	uint64_t mono_ms = clock_mono_ms();
	if (now_ms > mono_ms && now_ms - mono_ms > pool->ahead_ms) {
		pool->ahead_ms = now_ms - mono_ms;
	}
}

bool store_leases_are_fresh(const struct store *store)
{
	for (unsigned i = 0; i < store->pool_count; i++) {
		if (!pool_is_fresh(&store->pools[i])) {
			return false;
		}
	}
	return true;
}

bool store_is_up(const struct store *store)
{
	return store->up && store_leases_are_fresh(store);
}

void store_fence(struct store *store, const char *pool_name)
{
	for (unsigned i = 0; i < store->pool_count; i++) {
		struct pool *pool = &store->pools[i];
		if (pool_name[0] == '\0' || strcmp(pool->name, pool_name) == 0) {
			log_warn("this node is fenced in pool %s: its lease ran out", pool->name);
			pool->epoch[0] = '\0';
			pool->good_ms = 0;
		}
	}
	store_fall(store);
}

void store_review(struct store *store)
{
	store->review(store);
}

void store_fall(struct store *store)
{
	store->fall(store);
}
