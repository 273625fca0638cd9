/* A small memory of queue_pool_status. A question that fails leaves the pool unknown: better no
 * number than an old one. */
#include "api/pools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "chat/band.h"
#include "store/queue.h"

enum { BAND_KEPT_MS = 60000 };

struct pools {
	const struct directory *directory;
	struct store *store;
	bool asked[POOLS_MAX];
	struct pool_status statuses[POOLS_MAX];
};

/* Where answers go; NULL when nobody asks any more. */
static struct pools *current;

struct pools *pools_create(const struct directory *directory, struct store *store)
{
	struct pools *pools = calloc(1, sizeof(*pools));
	if (pools) {
		pools->directory = directory;
		pools->store = store;
		current = pools;
	}
	return pools;
}

void pools_destroy(struct pools *pools)
{
	if (pools == current) {
		current = NULL;
	}
	free(pools);
}

/* A free slot and nobody waiting is soon; else the predictor speaks for one who would come now. */
static unsigned band_for_next(const struct queue_pool *pool)
{
	if (pool->on_duty > 0 && pool->waiting == 0 && pool->slots > pool->rooms) {
		return BAND_SOON;
	}
	return pool->on_duty == 0 ? BAND_NOBODY : band_of(pool->waiting, pool->slots, 0);
}

static void take_status(struct pool_status *status, const struct queue_pool *pool)
{
	uint64_t now_ms = clock_mono_ms();
	unsigned band = band_for_next(pool);
	bool on_or_off = (band == BAND_NOBODY) != (status->band == BAND_NOBODY);
	if (!status->known || on_or_off || now_ms - status->band_at_ms >= BAND_KEPT_MS) {
		status->band = band;
		status->band_at_ms = now_ms;
	}
	status->known = true;
	status->waiting = pool->waiting;
	status->on_duty = pool->on_duty;
	snprintf(status->staffed, sizeof(status->staffed), " %s ", pool->staffed ? pool->staffed : "");
}

static void on_status(void *context, struct reply_to to, int err, const struct queue_pool *pool)
{
	(void)context;
	if (!current || to.tag >= POOLS_MAX) {
		return;
	}
	current->asked[to.tag] = false;
	if (err == 0) {
		take_status(&current->statuses[to.tag], pool);
	} else {
		current->statuses[to.tag].known = false;
	}
}

void pools_tick(struct pools *pools)
{
	const struct pool *pool;
	for (size_t i = 0; i < POOLS_MAX && (pool = directory_pool_at(pools->directory, i)); i++) {
		if (pools->asked[i]) {
			continue;
		}
		pools->asked[i] = true;
		int err = queue_pool_status(pools->store, (struct reply_to){.tag = i}, pool->id, on_status);
		if (err != 0) {
			pools->asked[i] = false;
			pools->statuses[i].known = false;
		}
	}
}

const struct pool_status *pools_status(const struct pools *pools, const struct pool *pool)
{
	const struct pool *candidate;
	for (size_t i = 0; i < POOLS_MAX && (candidate = directory_pool_at(pools->directory, i)); i++) {
		if (candidate == pool) {
			return &pools->statuses[i];
		}
	}
	return NULL;
}

bool pool_status_is_staffed(const struct pool_status *status, const char *municipality)
{
	char word[32];
	int len = snprintf(word, sizeof(word), " %s ", municipality);
	return *municipality && status->known && len < (int)sizeof(word) &&
		strstr(status->staffed, word);
}
