/* Each a call of a function of 84_alarms.lua. */
#include "store/alarms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal/call.h"

enum { LATE_AT = 1, ROWS_AT = 2, ROW_TEXTS = 3 };

static int read_row(const struct redisReply *reply, size_t at, struct alarm_row *row)
{
	const char *words;
	bool is_good = answer_text(reply, at, &row->id) == 0 &&
		answer_text(reply, at + 1, &row->text) == 0 && answer_text(reply, at + 2, &words) == 0;

	if (!is_good) {
		return ERR_DOWN;
	}
	row->begun = strchr(words, 'b') != NULL;
	row->mail = strchr(words, 'm') != NULL;
	row->webhook = strchr(words, 'w') != NULL;
	row->over = strchr(words, 'o') != NULL;
	return 0;
}

/* What is over and what goes out stand first, and are never more than there was room for. */
static int read_judged(const struct redisReply *reply, struct alarms_judged *judged)
{
	int err = answer_number(reply, LATE_AT, &judged->late);

	judged->early = answer_is(reply, "DUP");

	for (size_t at = ROWS_AT;
		 err == 0 && judged->count < ALARMS_ROWS_MAX && at < answer_count(reply); at += ROW_TEXTS) {
		err = read_row(reply, at, &judged->rows[judged->count]);
		judged->count += err == 0;
	}
	return err;
}

static void on_judged(struct call *call, const struct redisReply *reply)
{
	alarms_fn done = (alarms_fn)call->done;
	struct alarms_judged *judged = calloc(1, sizeof *judged);
	int err = judged != NULL ? answer_err(reply) : ERR_NOMEM;

	err = err == 0 ? read_judged(reply, judged) : err;
	done(call->context, call->to, err, err == 0 ? judged : NULL);
	free(judged);
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
	args_text(&args, judgement->ways);
	args_text(&args, judgement->lying);
	return call_send(call, LINK_ROUTING, &args);
}

int alarm_again(struct store *store, const char *pool, const char *id, const char *way)
{
	struct args args;

	if (!store_is_up(store)) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_function(&args, "alarm_again", KEY_POOL, pool);
	args_text(&args, id);
	args_text(&args, way);
	call_forget(store, LINK_ROUTING, &args);
	return 0;
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
