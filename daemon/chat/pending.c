/* A list of slots, the free ones linked by their numbers. */
#include "chat/pending.h"

#include <assert.h>
#include <stdlib.h>

enum { PENDING_MAX = 65536, PENDING_FIRST = 64 };

void pending_init(struct pending_pool *pool)
{
	*pool = (struct pending_pool){.free = UINT32_MAX};
}

void pending_finish(struct pending_pool *pool)
{
	for (uint32_t i = 0; i < pool->count; i++) {
		buf_finish(&pool->slots[i]->payload);
		free(pool->slots[i]);
	}
	free(pool->slots);
	pending_init(pool);
}

static int grow(struct pending_pool *pool)
{
	uint32_t capacity = pool->capacity == 0 ? PENDING_FIRST : 2 * pool->capacity;
	if (capacity > PENDING_MAX) {
		return ERR_FULL;
	}
	struct pending **slots = realloc(pool->slots, capacity * sizeof *slots);
	if (slots == NULL) {
		return ERR_NOMEM;
	}
	pool->slots = slots;
	pool->capacity = capacity;
	return 0;
}

static struct pending *add_slot(struct pending_pool *pool)
{
	if (pool->count == pool->capacity && grow(pool) != 0) {
		return NULL;
	}
	struct pending *pending = calloc(1, sizeof *pending);
	if (pending == NULL) {
		return NULL;
	}
	pending->index = pool->count;
	buf_init(&pending->payload, LIMIT_PAYLOAD);
	pool->slots[pool->count++] = pending;
	return pending;
}

static struct pending *first_free(struct pending_pool *pool)
{
	if (pool->free == UINT32_MAX) {
		return add_slot(pool);
	}
	struct pending *pending = pool->slots[pool->free];
	pool->free = pending->next_free;
	return pending;
}

struct pending *pending_take(struct pending_pool *pool, struct view payload)
{
	struct pending *pending = first_free(pool);
	if (pending == NULL) {
		return NULL;
	}
	buf_clear(&pending->payload);
	if (buf_append(&pending->payload, payload.data, payload.len) != 0) {
		pending_give_back(pool, pending);
		return NULL;
	}
	return pending;
}

struct pending *pending_at(const struct pending_pool *pool, uint64_t index)
{
	assert(index < pool->count);
	return pool->slots[index];
}

void pending_give_back(struct pending_pool *pool, struct pending *pending)
{
	pending->next_free = pool->free;
	pool->free = pending->index;
}
