/* What vectors are made of: chance that can be repeated, and the lists that grow. */
#ifndef SAMTALE_TESTS_SEAL_WORLD_H
#define SAMTALE_TESTS_SEAL_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

struct world {
	uint64_t seed;
	uint64_t drawn;
	size_t wanted;
	json_t *positive;
	json_t *negative;
};

/* Chance: bytes as hex, a number below a bound, a slug, a text of some letters in hex. */
json_t *world_bytes(struct world *world, size_t len);
uint32_t world_below(struct world *world, uint32_t bound);
json_t *world_slug(struct world *world);
json_t *world_text(struct world *world, size_t len);

/* A key pair: an object with d and pub. */
json_t *world_key(struct world *world);

/* True when there are as many vectors as wanted. */
bool world_is_full(const struct world *world);

/* Runs the op, which must say ok, keeps the vector, and returns its outputs: borrowed while the
 * world lives. Takes in. */
const json_t *world_ask(struct world *world, const char *op, const char *title, json_t *in);

/* Runs the op, which must not say ok, and keeps the vector. Takes in. */
void world_refuse(struct world *world, const char *op, const char *title, json_t *in);

/* A copy of in with one bit of a byte string turned over, at or behind a byte. */
json_t *world_flipped(struct world *world, const json_t *in, const char *key, size_t from);

/* A copy of in with another value. Takes the value. */
json_t *world_with(const json_t *in, const char *key, json_t *value);

#endif
