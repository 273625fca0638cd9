/* The pool live, of daemon/store: what the test says. */
#include "fakes/fake_notes.h"
#include "store/scene.h"

static unsigned seconds = 1;

struct scene {
	const char *const *texts;
};

int scene_read(struct store *store, struct reply_to to, const char *pool, scene_fn done)
{
	return fake_note_of_pool(store, SCENE_READ, to, pool, "", (any_fn)done);
}

uint64_t scene_every_ms(const struct scene *scene)
{
	enum { SECOND_MS = 1000 };
	(void)scene;
	return SECOND_MS * seconds;
}

bool scene_fact_at(const struct scene *scene, size_t index, const char **ret_name,
	const char **ret_value)
{
	size_t at = 0;
	while (at < 2 * index && scene->texts[at] != NULL) {
		at++;
	}
	if (scene->texts[at] == NULL) {
		return false;
	}
	*ret_name = scene->texts[at];
	*ret_value = scene->texts[at + 1];
	return true;
}

void fake_scene_stands(unsigned count)
{
	seconds = count;
}

void fake_scene(struct store *store, const struct fake_call *call, int err,
	const char *const *texts)
{
	const struct scene scene = {texts};
	((scene_fn)call->done)(store->asker, call->to, err, err == 0 ? &scene : NULL);
}
