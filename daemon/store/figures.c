/* One question to Redis; it needs no lease, so the parent asks it. */
#include "store/figures.h"

#include <stdio.h>

#include "store/internal/call.h"

static void on_figures(struct call *call, const struct redisReply *reply)
{
	figures_fn done = (figures_fn)call->done;
	struct figures figures = {0};
	int err = answer_err(reply);

	if (err == 0 &&
		(answer_text(reply, 1, &figures.places) != 0 ||
			answer_text(reply, 2, &figures.topics) != 0 ||
			answer_text(reply, 3, &figures.now) != 0 ||
			answer_text(reply, 4, &figures.totals) != 0)) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, err == 0 ? &figures : NULL);
	call_destroy(call);
}

int figures_read(struct store *store, struct reply_to to, const char *pool, figures_fn done)
{
	struct args args;
	struct call *call = call_create(store, to, (call_done_fn)done, on_figures);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	call->link.passes = true;
	args_init(&args);
	args_function(&args, "figures", KEY_POOL, pool);
	return call_send(call, LINK_ROUTING, &args);
}
