/* Each a call of a function of 84_alarms.lua. */
#include "store/alarms.h"

#include <stdio.h>

#include "store/internal/call.h"

enum { BEGUN_TEXTS = 2 };

static void on_judged(struct call *call, const struct redisReply *reply)
{
	alarms_fn done = (alarms_fn)call->done;
	struct alarm_begun begun[ALARMS_BEGUN_MAX];
	unsigned count = 0;
	int err = answer_err(reply);

	for (size_t at = 1; err == 0 && count < ALARMS_BEGUN_MAX && at + 1 < answer_count(reply);
		 at += BEGUN_TEXTS) {
		err = answer_text(reply, at, &begun[count].id);
		err = err == 0 ? answer_text(reply, at + 1, &begun[count].text) : err;
		count += err == 0;
	}
	done(call->context, call->to, err, begun, err == 0 ? count : 0);
	call_destroy(call);
}

int alarms_judge(struct store *store, struct reply_to to, const struct alarms_judgement *judgement,
	alarms_fn done, void *context)
{
	struct args args;
	struct call *call = call_create(store, to, (call_done_fn)done, on_judged);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->context = context;
	call->link.passes = true;
	args_init(&args);
	args_function(&args, "alarms", KEY_POOL, judgement->pool);
	args_text(&args, judgement->machine);
	args_number(&args, judgement->missing);
	args_number(&args, judgement->wait_minutes);
	args_number(&args, judgement->abandoned_percent);
	args_text(&args, judgement->doors);
	return call_send(call, LINK_ROUTING, &args);
}

void alarms_leave(struct store *store, const char *pool, const char *machine)
{
	struct args args;

	args_init(&args);
	args_function(&args, "alarms_leave", KEY_POOL, pool);
	args_text(&args, machine);
	call_forget(store, LINK_ROUTING, &args);
}

int alarm_take(struct store *store, struct reply_to to, const struct alarm_take *take,
	store_done_fn done)
{
	struct args args;
	int err = call_routing(store, take->pool, "alarm_take", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, take->cid);
	args_text(&args, take->agency);
	args_text(&args, take->name);
	args_number(&args, take->whole ? 1 : 0);
	args_text(&args, take->id);
	return call_send_word(store, to, take->pool, &args, done);
}
