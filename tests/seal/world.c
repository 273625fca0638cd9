/* Chance from SHA-256 over a seed and a counter, and the lists of vectors. */
#include "seal/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "protocol/seal/key.h"
#include "seal/op.h"
#include "seal/run.h"

enum { BYTES_MAX = 8192 };

static void draw(struct world *world, uint8_t *out, size_t len)
{
	for (size_t at = 0; at < len; at += IDENT_HASH_LEN) {
		const uint64_t text[] = {world->seed, world->drawn++};
		uint8_t block[IDENT_HASH_LEN];
		ident_hash(text, sizeof(text), block);
		memcpy(out + at, block, len - at < sizeof(block) ? len - at : sizeof(block));
	}
}

json_t *world_bytes(struct world *world, size_t len)
{
	uint8_t bytes[BYTES_MAX];

	draw(world, bytes, len);
	return op_hex((struct view){bytes, len});
}

uint32_t world_below(struct world *world, uint32_t bound)
{
	uint32_t number;

	draw(world, (uint8_t *)&number, sizeof(number));
	return number % bound;
}

static json_t *letters_of(struct world *world, const char *letters, size_t len)
{
	char text[BYTES_MAX];

	for (size_t i = 0; i < len; i++) {
		text[i] = letters[world_below(world, (uint32_t)strlen(letters))];
	}
	return op_hex((struct view){(const uint8_t *)text, len});
}

json_t *world_slug(struct world *world)
{
	return letters_of(world, "abcdefghijklmnopqrstuvwxyz0123456789-", 1 + world_below(world, 32));
}

json_t *world_text(struct world *world, size_t len)
{
	return letters_of(world, " ,.!?aeiouyklmnrstKLMNRST0123456789", len);
}

json_t *world_key(struct world *world)
{
	for (;;) {
		uint8_t number[SEAL_KEY_LEN];
		draw(world, number, sizeof(number));
		struct seal_key *key = seal_key_from_number(number);
		if (key != NULL) {
			const struct view point = {seal_key_point(key), SEAL_POINT_LEN};
			json_t *pair = json_pack("{s:o, s:o}", "d",
				op_hex((struct view){number, sizeof(number)}), "pub", op_hex(point));
			seal_key_destroy(key);
			return pair;
		}
	}
}

bool world_is_full(const struct world *world)
{
	return json_array_size(world->positive) + json_array_size(world->negative) >= world->wanted;
}

static _Noreturn void fail(const char *op, const char *title, const char *verdict)
{
	fprintf(stderr, "%s (%s) says %s\n", op, title, verdict != NULL ? verdict : "nothing");
	exit(1);
}

/* Keeps a vector when there is still a place for it; returns its outputs. */
static const json_t *keep(struct world *world, json_t *vector, bool positive)
{
	const json_t *out = json_object_get(vector, "out");
	json_t *list = positive ? world->positive : world->negative;
	char id[24];

	(void)snprintf(id, sizeof(id), "%c%zu", positive ? 'P' : 'N', json_array_size(list) + 1);
	json_object_set_new(vector, "id", json_string(id));
	if (!world_is_full(world)) {
		json_array_append_new(list, vector);
	}
	return out;
}

const json_t *world_ask(struct world *world, const char *op, const char *title, json_t *in)
{
	json_t *out;
	const char *verdict = run_op(op, in, &out);

	if (verdict == NULL || strcmp(verdict, "ok") != 0) {
		fail(op, title, verdict);
	}
	return keep(world,
		json_pack("{s:s, s:s, s:o, s:s, s:o}", "title", title, "op", op, "in", in, "verdict",
			verdict, "out", out),
		true);
}

void world_refuse(struct world *world, const char *op, const char *title, json_t *in)
{
	json_t *out;
	const char *verdict = run_op(op, in, &out);

	if (verdict == NULL || strcmp(verdict, "ok") == 0) {
		fail(op, title, verdict);
	}
	json_decref(out);
	(void)keep(world,
		json_pack("{s:s, s:s, s:o, s:s}", "title", title, "op", op, "in", in, "verdict", verdict),
		false);
}

json_t *world_with(const json_t *in, const char *key, json_t *value)
{
	json_t *copy = json_deep_copy(in);

	json_object_set_new(copy, key, value);
	return copy;
}

json_t *world_flipped(struct world *world, const json_t *in, const char *key, size_t from)
{
	const char *text = json_string_value(json_object_get(in, key));
	const size_t len = strlen(text) / 2;
	uint8_t bytes[BYTES_MAX];

	if (ident_from_hex(view_text(text), bytes, len) < 0) {
		fail("flip", key, NULL);
	}
	const size_t at = from + world_below(world, (uint32_t)(len - from));
	bytes[at] ^= (uint8_t)(1U << world_below(world, 8));
	return world_with(in, key, op_hex((struct view){bytes, len}));
}
