/* One question to Redis, handed on as it came. */
#include "store/scene.h"

#include <stdio.h>

#include "store/internal/call.h"

struct scene {
	const struct redisReply *reply;
	uint64_t every_ms;
};

enum { FACTS_AT = 2 };

/* OK and for how long, then a name and a value each. */
static bool is_whole(const struct redisReply *reply)
{
	const char *text;

	for (size_t i = FACTS_AT; i < answer_count(reply); i++) {
		if (answer_text(reply, i, &text) != 0) {
			return false;
		}
	}
	return answer_count(reply) % 2 == 0;
}

static void on_scene(struct call *call, const struct redisReply *reply)
{
	scene_fn done = (scene_fn)call->done;
	struct scene scene = {reply, 0};
	int err = answer_err(reply);

	if (err == 0 && (answer_number(reply, 1, &scene.every_ms) != 0 || !is_whole(reply))) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, err == 0 ? &scene : NULL);
	call_destroy(call);
}

int scene_read(struct store *store, struct reply_to to, const char *pool, scene_fn done)
{
	struct args args;
	struct call *call = call_create(store, to, (call_done_fn)done, on_scene);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	args_init(&args);
	args_function(&args, "scene", KEY_POOL, pool);
	return call_send(call, LINK_ROUTING, &args);
}

uint64_t scene_every_ms(const struct scene *scene)
{
	return scene->every_ms;
}

bool scene_fact_at(const struct scene *scene, size_t index, const char **ret_name,
	const char **ret_value)
{
	return answer_text(scene->reply, FACTS_AT + 2 * index, ret_name) == 0 &&
		answer_text(scene->reply, FACTS_AT + 2 * index + 1, ret_value) == 0;
}
