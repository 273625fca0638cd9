/* Each a call of a function of 82_frozen.lua, without a lease. */
#include "store/frozen.h"

#include <stdio.h>

#include "store/internal/call.h"

/* A call of that function for whoever asks; NULL without memory. */
static struct call *begin(struct store *store, struct reply_to to, const char *pool,
	const char *function, struct args *args)
{
	struct call *call = call_create(store, to, NULL, NULL);

	if (call != NULL) {
		snprintf(call->pool, sizeof call->pool, "%s", pool);
		call->link.passes = true;
		args_init(args);
		args_function(args, function, KEY_POOL, pool);
	}
	return call;
}

static int send_it(struct call *call, const struct args *args, call_done_fn done,
	call_answer_fn answer, void *context)
{
	call->done = done;
	call->answer = answer;
	call->context = context;
	return call_send(call, LINK_ROUTING, args);
}

static void on_frozen(struct call *call, const struct redisReply *reply)
{
	frozen_fn done = (frozen_fn)call->done;
	struct frozen frozen = {0};
	int err = answer_err(reply);

	if (err == 0 &&
		(answer_text(reply, 1, &frozen.json) != 0 || answer_text(reply, 2, &frozen.csv) != 0 ||
			answer_number(reply, 3, &frozen.at_ms) != 0)) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, err == 0 ? &frozen : NULL);
	call_destroy(call);
}

int frozen_read(struct store *store, struct reply_to to, const char *pool, const char *step,
	frozen_fn done, void *context)
{
	struct args args;
	struct call *call = begin(store, to, pool, "frozen", &args);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	args_text(&args, step);
	return send_it(call, &args, (call_done_fn)done, on_frozen, context);
}

static void on_steps(struct call *call, const struct redisReply *reply)
{
	frozen_steps_fn done = (frozen_steps_fn)call->done;
	const char *steps[FROZEN_STEPS_MAX];
	size_t count = 0;
	int err = answer_err(reply);

	while (err == 0 && count < FROZEN_STEPS_MAX && 1 + count < answer_count(reply)) {
		err = answer_text(reply, 1 + count, &steps[count]) == 0 ? 0 : ERR_DOWN;
		count++;
	}
	done(call->context, call->to, err, steps, err == 0 ? count : 0);
	call_destroy(call);
}

int frozen_list(struct store *store, struct reply_to to, const char *pool, frozen_steps_fn done,
	void *context)
{
	struct args args;
	struct call *call = begin(store, to, pool, "frozen", &args);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	args_text(&args, "");
	return send_it(call, &args, (call_done_fn)done, on_steps, context);
}

static void on_kept(struct call *call, const struct redisReply *reply)
{
	call_finish(call, answer_err(reply));
}

int frozen_keep(struct store *store, struct reply_to to, const char *pool, const char *step,
	const struct frozen *frozen, store_done_fn done, void *context)
{
	struct args args;
	struct call *call = begin(store, to, pool, "freeze", &args);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->link.passes = false; /* it is kept when the disk has it */
	args_text(&args, step);
	args_number(&args, frozen->at_ms);
	args_text(&args, frozen->json);
	args_text(&args, frozen->csv);
	return send_it(call, &args, (call_done_fn)done, on_kept, context);
}
