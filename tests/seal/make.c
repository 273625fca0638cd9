/* Scenes until there are as many vectors as wanted: an agency with its keys, a room with one to
 * three staff, two epochs, texts, notes and an order of entries. */
#include "seal/make.h"

#include "seal/scene.h"

/* Takes a value into the scene's store. */
json_t *scene_own(struct scene *scene, json_t *value)
{
	json_array_append_new(scene->store, value);
	return value;
}

/* A value once more, for json_pack to take. */
json_t *json_again(const json_t *value)
{
	return json_incref((json_t *)value);
}

json_t *json_part(const json_t *pair, const char *key)
{
	return json_again(json_object_get(pair, key));
}

/* The outputs of an op, kept. */
const json_t *scene_ask(struct scene *scene, const char *op, const char *title, json_t *in)
{
	const json_t *out = world_ask(scene->world, op, title, in);

	scene_own(scene, json_again(out));
	return out;
}

static void make_scene(struct world *world)
{
	struct scene scene = {.world = world, .store = json_array()};
	unsigned seat = 0;

	scene.member_count = 1 + world_below(world, STAFF_MAX);
	scene_make_agency(&scene);
	for (size_t i = 0; i < scene.member_count; i++) {
		seat += 1 + world_below(world, 40);
		scene_make_member(&scene, &scene.members[i], seat);
	}
	scene_make_grant(&scene, 0, 1);
	scene_make_grant(&scene, 1, scene.member_count);
	scene_make_texts(&scene);
	scene_make_note(&scene);
	scene_make_sequence(&scene);
	json_decref(scene.store);
}

json_t *make_file(uint64_t seed, size_t count)
{
	struct world world = {seed, 0, count, json_array(), json_array()};

	while (!world_is_full(&world)) {
		make_scene(&world);
	}
	return json_pack("{s:s, s:{s:I, s:I}, s:{}, s:o, s:o}", "format",
		"samtale SE1 vectors, version 1", "counts", "positive",
		(json_int_t)json_array_size(world.positive), "negative",
		(json_int_t)json_array_size(world.negative), "defs", "positive", world.positive, "negative",
		world.negative);
}
