/* Each a call of one function in 66_help.lua. */
#include "store/help.h"

#include <string.h>

#include "store/internal/call.h"
#include "store/news.h"

/* OK, then so many texts a call. */
enum { CALL_TEXTS = 10, WORD_MOST = 3 };

static int begin(struct store *store, const struct help_about *about, const char *function,
	struct args *args)
{
	int err = call_routing(store, about->pool, function, args);

	if (err == 0) {
		args_text(args, about->cid);
		args_text(args, about->room);
	}
	return err;
}

int help_ask(struct store *store, struct reply_to to, const struct help_about *about, bool on,
	store_done_fn done)
{
	struct args args;
	int err = begin(store, about, "help", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, on ? 1 : 0);
	return call_send_word(store, to, about->pool, &args, done);
}

int help_advise(struct store *store, struct reply_to to, const struct help_about *about,
	unsigned answer, store_done_fn done)
{
	struct args args;
	int err = begin(store, about, "advise", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, answer);
	return call_send_word(store, to, about->pool, &args, done);
}

int help_decide(struct store *store, struct reply_to to, const struct help_about *about,
	const char *supervisor, unsigned decision, store_done_fn done)
{
	struct args args;
	int err = begin(store, about, "decide", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, supervisor);
	args_number(&args, decision);
	return call_send_word(store, to, about->pool, &args, done);
}

static int read_call(const struct redisReply *reply, size_t at, struct help_call *one)
{
	bool is_good = answer_text(reply, at, &one->room) == 0 &&
		strlen(one->room) == STORE_ID_HEX - 1 && answer_text(reply, at + 1, &one->cid) == 0 &&
		answer_text(reply, at + 2, &one->name) == 0 &&
		answer_text(reply, at + 3, &one->topic) == 0 &&
		answer_number(reply, at + 4, &one->since_ms) == 0 &&
		answer_small(reply, at + 5, WORD_MOST, &one->answer) == 0 &&
		answer_text(reply, at + 6, &one->by) == 0 &&
		answer_text(reply, at + 7, &one->supervisor) == 0 &&
		answer_small(reply, at + 8, WORD_MOST, &one->asks) == 0 &&
		answer_small(reply, at + 9, WORD_MOST, &one->decides) == 0;

	return is_good ? 0 : ERR_DOWN;
}

static void on_listed(struct call *call, const struct redisReply *reply)
{
	help_listed_fn done = (help_listed_fn)call->done;
	struct help_call calls[HELP_CALLS_MAX];
	unsigned count = 0;
	int err = call_routing_err(call, reply);

	for (size_t at = 1; err == 0 && at < answer_count(reply); at += CALL_TEXTS) {
		err = count < HELP_CALLS_MAX ? read_call(reply, at, &calls[count++]) : ERR_DOWN;
	}
	done(call->context, call->to, err, calls, err == 0 ? count : 0);
	call_destroy(call);
}

int help_list(struct store *store, struct reply_to to, const char *pool, const char *cid,
	help_listed_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "calls", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	return call_ask_pool(store, to, pool, &args, (call_done_fn)done, on_listed);
}
