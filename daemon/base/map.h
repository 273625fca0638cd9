/* A map from a few bytes, or from a 64-bit number, to a pointer. Owns its keys, never its values.
 * */
#ifndef SAMTALE_BASE_MAP_H
#define SAMTALE_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct map;

/* An empty map, or NULL without memory. map_destroy takes NULL and leaves the values alone. */
struct map *map_create(void);
void map_destroy(struct map *map);

/* Puts value under the key, replacing what was there. value is not NULL. ERR_NOMEM changes nothing.
 * */
int map_put(struct map *map, const void *key, size_t len, void *value) MUST_CHECK;
/* The value, or NULL. */
void *map_get(const struct map *map, const void *key, size_t len);
/* Takes the key out and returns its value, or NULL when it was not there. */
void *map_take(struct map *map, const void *key, size_t len);

size_t map_count(const struct map *map);

/* Calls visit for each entry in no particular order. visit may take out the entry it is given, and
 * no other. */
void map_each(struct map *map, void (*visit)(void *value, void *context), void *context);

#endif
