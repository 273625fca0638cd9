/* Each a call of one function. */
#include "store/form.h"

#include <stdio.h>

#include "store/internal/call.h"

static void on_registered(struct call *call, const struct redisReply *reply)
{
	form_done_fn done = (form_done_fn)call->done;
	struct form_state form = {.room = call->id, .ticks = ""};
	uint64_t counted = 0, more = 0;
	int err = call_routing_err(call, reply);

	if (err == 0 &&
		(answer_number(reply, 1, &counted) != 0 || answer_number(reply, 2, &form.left_ms) != 0 ||
			answer_number(reply, 3, &more) != 0 || answer_text(reply, 4, &form.ticks) != 0)) {
		err = ERR_DOWN;
	}
	form.counted = counted == 1;
	form.more = more == 1;
	done(call->context, call->to, err, &form);
	call_destroy(call);
}

int form_register(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, const char *ticks, form_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "register", &args);

	if (err != 0) {
		return err;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_registered);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	snprintf(call->id, sizeof call->id, "%s", room);
	args_text(&args, cid);
	args_text(&args, call->id);
	args_number(&args, ticks != NULL);
	args_text(&args, ticks != NULL ? ticks : "");
	return call_send(call, LINK_ROUTING, &args);
}

void form_wrote(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "wrote", &args);

	if (err == 0) {
		args_text(&args, id);
		args_text(&args, room);
		err = call_send_word(store, to, pool, &args, done);
	}
	(void)err; /* as the header says */
}
