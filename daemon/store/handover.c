/* The two halves of a hand-over: each one call of a routing function, which checks the target both
 * times. */
#include "store/handover.h"

#include <stdio.h>
#include <string.h>

#include "store/internal/call.h"

int handover_propose(struct store *store, struct reply_to to, const struct handover *proposal,
	store_done_fn done)
{
	static const char *const kinds[] = {
		[HANDOVER_TOPIC] = "topic",
		[HANDOVER_AGENCY] = "agency",
		[HANDOVER_COUNSELLOR] = "counsellor",
		[HANDOVER_INVITE] = "invite",
	};
	struct args args;
	int err = call_routing(store, proposal->pool, "propose", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, proposal->cid);
	args_text(&args, proposal->room);
	args_text(&args, kinds[proposal->kind]);
	args_text(&args, proposal->target);
	args_text(&args, proposal->municipality);
	return call_send_word(store, to, proposal->pool, &args, done);
}

/* The word that the function answers behind OK. NULL: it is none of those we know. */
static const char *read_outcome(const struct redisReply *reply)
{
	static const char *const words[] = {"done", "no", "off", "full", "wish"};
	const char *word;

	if (answer_text(reply, 1, &word) != 0) {
		return NULL;
	}
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(words[i], word) == 0) {
			return words[i];
		}
	}
	return NULL;
}

static void on_consented(struct call *call, const struct redisReply *reply)
{
	handover_done_fn done = (handover_done_fn)call->done;
	int err = call_routing_err(call, reply);
	const char *word = err == 0 ? read_outcome(reply) : NULL;

	if (err == 0 && word == NULL) {
		err = ERR_DOWN;
	}
	if (done != NULL) {
		done(call->context, call->to, err, word);
	}
	call_destroy(call);
}

int handover_consent(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *room, bool yes, handover_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "consent", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, sid);
	args_text(&args, room);
	args_number(&args, yes ? 1 : 0);
	struct call *call = call_create(store, to, (call_done_fn)done, on_consented);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	return call_send(call, LINK_ROUTING, &args);
}
