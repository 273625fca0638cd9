/* Each a call of a function of 83_rota.lua; a watch comes as four texts. */
#include "store/rota.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/internal/call.h"

enum { ROW_TEXTS = 4 };

static int read_row(const struct redisReply *reply, size_t at, struct rota_row *row)
{
	bool is_good = answer_text(reply, at, &row->cid) == 0 &&
		answer_number(reply, at + 1, &row->from_ms) == 0 &&
		answer_number(reply, at + 2, &row->until_ms) == 0 &&
		answer_text(reply, at + 3, &row->name) == 0;

	return is_good ? 0 : ERR_DOWN;
}

static void on_rows(struct call *call, const struct redisReply *reply)
{
	rota_fn done = (rota_fn)call->done;
	struct rota_row *rows = calloc(ROTA_ROWS_MAX, sizeof *rows);
	unsigned count = 0;
	int err = rows != NULL ? answer_err(reply) : ERR_NOMEM;

	for (size_t at = 1; err == 0 && at < answer_count(reply); at += ROW_TEXTS) {
		err = count < ROTA_ROWS_MAX ? read_row(reply, at, &rows[count++]) : ERR_DOWN;
	}
	done(call->context, call->to, err, rows, err == 0 ? count : 0);
	free(rows);
	call_destroy(call);
}

int rota_read(struct store *store, struct reply_to to, const char *pool, uint64_t from_ms,
	rota_fn done, void *context)
{
	struct args args;

	args_init(&args);
	args_function(&args, "rota", KEY_POOL, pool);
	args_number(&args, from_ms);
	return call_ask(store, to, &args, (call_done_fn)done, on_rows, context);
}

static int begin(struct store *store, const char *function, const struct rota_writer *writer,
	const struct rota_row *row, struct args *args)
{
	int err = call_routing(store, writer->pool, function, args);

	if (err == 0) {
		args_text(args, writer->cid);
		args_text(args, writer->agency);
		args_text(args, row->cid);
		args_number(args, row->from_ms);
	}
	return err;
}

static int send_word(struct store *store, struct reply_to to, const struct rota_writer *writer,
	const struct args *args, store_done_fn done, void *context)
{
	struct call *call = call_create(store, to, (call_done_fn)done, call_on_word);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->context = context;
	snprintf(call->pool, sizeof call->pool, "%s", writer->pool);
	return call_send(call, LINK_ROUTING, args);
}

int rota_add(struct store *store, struct reply_to to, const struct rota_writer *writer,
	const struct rota_row *row, store_done_fn done, void *context)
{
	struct args args;
	int err = begin(store, "rota_add", writer, row, &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, row->until_ms);
	args_text(&args, row->name);
	return send_word(store, to, writer, &args, done, context);
}

int rota_drop(struct store *store, struct reply_to to, const struct rota_writer *writer,
	const struct rota_row *row, store_done_fn done, void *context)
{
	struct args args;
	int err = begin(store, "rota_drop", writer, row, &args);

	return err == 0 ? send_word(store, to, writer, &args, done, context) : err;
}

void rota_strike(struct store *store, const char *pool, const char *agency, const char *cid)
{
	struct args args;

	args_init(&args);
	args_function(&args, "rota_strike", KEY_POOL, pool);
	args_text(&args, agency);
	args_text(&args, cid);
	call_forget(store, LINK_ROUTING, &args);
}
