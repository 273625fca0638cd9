/* Scenes until there are as many vectors as wanted: an agency with its keys, a room with one to
 * three staff, two epochs, texts, notes and an order of entries. */
#include "seal/make.h"

#include "seal/scene.h"

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
