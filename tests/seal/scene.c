/* What a scene keeps, and values for json_pack. */
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
