/* The map of map.h over uthash, which no other file may include. An entry carries its key behind
 * itself, so that a key costs no allocation of its own. */
#include "base/map.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) ((entry)->is_lost = true)
#include <uthash.h>

struct entry {
	UT_hash_handle hh;
	void *value;
	bool is_lost; /* uthash had no memory to put it in */
	unsigned char key[];
};

struct map {
	struct entry *entries;
};

struct map *map_create(void)
{
	return calloc(1, sizeof(struct map));
}

void map_destroy(struct map *map)
{
	if (map == NULL) {
		return;
	}
	/* The table goes first; the entries stay linked to each other until they are freed. */
	struct entry *entry = map->entries;
	HASH_CLEAR(hh, map->entries);
	while (entry != NULL) {
		struct entry *next = entry->hh.next;
		free(entry);
		entry = next;
	}
	free(map);
}

static struct entry *map_find(const struct map *map, const void *key, size_t len)
{
	struct entry *entry = NULL;

	HASH_FIND(hh, map->entries, key, len, entry);
	return entry;
}

int map_put(struct map *map, const void *key, size_t len, void *value)
{
	assert(value != NULL);
	struct entry *entry = map_find(map, key, len);

	if (entry != NULL) {
		entry->value = value;
		return 0;
	}
	entry = calloc(1, sizeof(*entry) + len);
	if (entry == NULL) {
		return ERR_NOMEM;
	}
	memcpy(entry->key, key, len);
	entry->value = value;
	HASH_ADD_KEYPTR(hh, map->entries, entry->key, len, entry);
	if (entry->is_lost) {
		free(entry);
		return ERR_NOMEM;
	}
	return 0;
}

void *map_get(const struct map *map, const void *key, size_t len)
{
	const struct entry *entry = map_find(map, key, len);

	return entry == NULL ? NULL : entry->value;
}

void *map_take(struct map *map, const void *key, size_t len)
{
	struct entry *entry = map_find(map, key, len);

	if (entry == NULL) {
		return NULL;
	}
	void *value = entry->value;
	HASH_DEL(map->entries, entry);
	free(entry);
	return value;
}

size_t map_count(const struct map *map)
{
	return HASH_COUNT(map->entries);
}

void map_each(struct map *map, void (*visit)(void *value, void *context), void *context)
{
	struct entry *entry, *next;

	HASH_ITER (hh, map->entries, entry, next) {
		visit(entry->value, context);
	}
}
