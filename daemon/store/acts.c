/* Each a call of one function in 84_acts.lua. */
#include "store/acts.h"

#include <stdlib.h>

#include "store/internal/call.h"

/* So many texts a row and a line. */
enum { ROW_TEXTS = 2, LINE_TEXTS = 7 };

static int begin(struct store *store, const struct acts_actor *actor, const char *function,
	struct args *args)
{
	int err = call_routing(store, actor->pool, function, args);

	if (err == 0) {
		args_text(args, actor->cid);
		args_text(args, actor->name);
		args_text(args, actor->reach);
	}
	return err;
}

static void on_done(struct call *call, const struct redisReply *reply)
{
	acts_done_fn done = (acts_done_fn)call->done;
	uint64_t id = 0, reached = 0;
	int err = call_routing_err(call, reply);

	if (err == 0 && (answer_number(reply, 1, &id) != 0 || answer_number(reply, 2, &reached) != 0)) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, id, reached);
	call_destroy(call);
}

int acts_do(struct store *store, struct reply_to to, const struct acts_actor *actor,
	const struct acts_wish *wish, acts_done_fn done)
{
	struct args args;
	int err = begin(store, actor, "act", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, actor->municipality);
	args_text(&args, wish->kind);
	args_text(&args, wish->place);
	args_text(&args, wish->scopes);
	args_text(&args, wish->topic);
	args_text(&args, wish->target);
	args_text(&args, wish->municipality);
	args_number(&args, wish->level);
	args_number(&args, wish->until_ms);
	args_text(&args, wish->texts);
	args_number(&args, wish->check ? 1 : 0);
	return call_ask_pool(store, to, actor->pool, &args, (call_done_fn)done, on_done);
}

int acts_undo(struct store *store, struct reply_to to, const struct acts_actor *actor, uint64_t id,
	store_done_fn done)
{
	struct args args;
	int err = begin(store, actor, "act_undo", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, id);
	args_text(&args, actor->may);
	return call_send_word(store, to, actor->pool, &args, done);
}

static int read_row(const struct redisReply *reply, size_t at, struct acts_row *row)
{
	bool is_good =
		answer_number(reply, at, &row->id) == 0 && answer_text(reply, at + 1, &row->text) == 0;

	return is_good ? 0 : ERR_DOWN;
}

static void on_rows(struct call *call, const struct redisReply *reply)
{
	acts_rows_fn done = (acts_rows_fn)call->done;
	size_t texts = answer_count(reply);
	struct acts_row *rows = calloc(texts / ROW_TEXTS + 1, sizeof *rows);
	unsigned count = 0;
	int err = rows != NULL ? answer_err(reply) : ERR_NOMEM;

	for (size_t at = 1; err == 0 && at < texts; at += ROW_TEXTS) {
		err = count < ACTS_ROWS_MAX ? read_row(reply, at, &rows[count++]) : ERR_DOWN;
	}
	done(call->context, call->to, err, rows, err == 0 ? count : 0);
	free(rows);
	call_destroy(call);
}

/* A question about a pool, which needs no lease. */
static int ask(struct store *store, const char *function, const char *pool, struct args *args)
{
	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(args);
	args_function(args, function, KEY_POOL, pool);
	return 0;
}

int acts_standing(struct store *store, struct reply_to to, const char *pool, acts_rows_fn done,
	void *context)
{
	struct args args;
	int err = ask(store, "acts", pool, &args);

	return err != 0 ? err : call_ask(store, to, &args, (call_done_fn)done, on_rows, context);
}

static int read_line(const struct redisReply *reply, size_t at, struct acts_line *line)
{
	bool is_good = answer_text(reply, at, &line->id) == 0 &&
		answer_number(reply, at + 1, &line->at_ms) == 0 &&
		answer_text(reply, at + 3, &line->name) == 0 &&
		answer_text(reply, at + 4, &line->what) == 0 &&
		answer_number(reply, at + 5, &line->act) == 0 &&
		answer_text(reply, at + 6, &line->text) == 0;

	return is_good ? 0 : ERR_DOWN;
}

static void on_log(struct call *call, const struct redisReply *reply)
{
	acts_log_fn done = (acts_log_fn)call->done;
	struct acts_log log = {.count = 0};
	uint64_t leads = 0;
	int err = answer_err(reply);

	if (err == 0) {
		err = answer_number(reply, 1, &leads);
	}
	log.leads = leads == 1;
	for (size_t at = 2; err == 0 && at < answer_count(reply); at += LINE_TEXTS) {
		err = log.count < ACTS_LINES_MAX ? read_line(reply, at, &log.lines[log.count++]) : ERR_DOWN;
	}
	done(call->context, call->to, err, &log);
	call_destroy(call);
}

int acts_log(struct store *store, struct reply_to to, const struct acts_asker *asker,
	acts_log_fn done, void *context)
{
	struct args args;
	int err = ask(store, "act_lines", asker->pool, &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, asker->cid);
	args_text(&args, asker->before);
	return call_ask(store, to, &args, (call_done_fn)done, on_log, context);
}
