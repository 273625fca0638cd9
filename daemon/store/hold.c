/* Each a call of a routing function; rows and lines come as texts, so many each. */
#include "store/hold.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/internal/call.h"

enum { ROW_TEXTS = 11, LINE_TEXTS = 6 };

/* --- reading --- */

static int read_bool(const struct redisReply *reply, size_t at, bool *ret_is)
{
	unsigned number;
	int err = answer_small(reply, at, 1, &number);

	if (err == 0) {
		*ret_is = number == 1;
	}
	return err;
}

static int read_row(const struct redisReply *reply, size_t at, struct hold_row *row)
{
	bool is_good = answer_text(reply, at, &row->id) == 0 && strlen(row->id) == STORE_ID_HEX - 1 &&
		answer_text(reply, at + 1, &row->about) == 0 &&
		answer_small(reply, at + 2, HOLD_SEAT_SUPERVISOR, &row->seat) == 0 &&
		answer_text(reply, at + 3, &row->name) == 0 &&
		answer_text(reply, at + 4, &row->topic) == 0 &&
		answer_number(reply, at + 5, &row->since_ms) == 0 &&
		answer_number(reply, at + 6, &row->until_ms) == 0 &&
		read_bool(reply, at + 7, &row->extended) == 0 &&
		read_bool(reply, at + 8, &row->told) == 0 && read_bool(reply, at + 9, &row->given) == 0 &&
		answer_number(reply, at + 10, &row->keep_seconds) == 0;

	return is_good ? 0 : ERR_DOWN;
}

/* The rows from that text on. On an error *ret_count is 0. */
static int read_rows(const struct redisReply *reply, size_t from, struct hold_row *rows,
	unsigned *ret_count)
{
	int err = 0;
	unsigned count = 0;

	for (size_t at = from; err == 0 && at < answer_count(reply); at += ROW_TEXTS) {
		err = count < HOLD_ROWS_MAX ? read_row(reply, at, &rows[count++]) : ERR_DOWN;
	}
	*ret_count = err == 0 ? count : 0;
	return err;
}

static void on_rows(struct call *call, const struct redisReply *reply)
{
	hold_done_fn done = (hold_done_fn)call->done;
	struct hold_row rows[HOLD_ROWS_MAX];
	unsigned count = 0;
	int err = call_routing_err(call, reply);

	if (err == 0) {
		err = read_rows(reply, 1, rows, &count);
	}
	done(call->context, call->to, err, call->id, rows, count);
	call_destroy(call);
}

static void on_listed(struct call *call, const struct redisReply *reply)
{
	hold_listed_fn done = (hold_listed_fn)call->done;
	struct hold_row rows[HOLD_ROWS_MAX];
	const char *there = "";
	unsigned count = 0;
	int err = call_routing_err(call, reply);

	if (err == 0 && answer_text(reply, 1, &there) != 0) {
		err = ERR_DOWN;
	}
	if (err == 0) {
		err = read_rows(reply, 2, rows, &count);
	}
	done(call->context, call->to, err, there, rows, count);
	call_destroy(call);
}

static int read_line(const struct redisReply *reply, size_t at, struct hold_line *line)
{
	bool is_good = answer_text(reply, at, &line->id) == 0 &&
		answer_number(reply, at + 1, &line->at_ms) == 0 &&
		answer_text(reply, at + 2, &line->who) == 0 &&
		answer_text(reply, at + 3, &line->what) == 0 &&
		answer_text(reply, at + 4, &line->hold) == 0 &&
		answer_text(reply, at + 5, &line->whose) == 0;

	return is_good ? 0 : ERR_DOWN;
}

static void on_lines(struct call *call, const struct redisReply *reply)
{
	hold_lines_fn done = (hold_lines_fn)call->done;
	struct hold_line lines[HOLD_LINES_MAX];
	unsigned count = 0;
	int err = answer_err(reply);

	for (size_t at = 1; err == 0 && at < answer_count(reply); at += LINE_TEXTS) {
		err = count < HOLD_LINES_MAX ? read_line(reply, at, &lines[count++]) : ERR_DOWN;
	}
	done(call->context, call->to, err, lines, err == 0 ? count : 0);
	call_destroy(call);
}

/* --- asking --- */

static int begin(struct store *store, const char *function, const char *pool, const char *cid,
	const char *hold, struct args *args)
{
	int err = call_routing(store, pool, function, args);

	if (err == 0) {
		args_text(args, cid);
		args_text(args, hold);
	}
	return err;
}

static int ask(struct store *store, struct reply_to to, const char *pool, const char *hold,
	const struct args *args, hold_done_fn done)
{
	struct call *call = call_create(store, to, (call_done_fn)done, on_rows);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	snprintf(call->id, sizeof call->id, "%s", hold);
	return call_send(call, LINK_ROUTING, args);
}

int hold_make(struct store *store, struct reply_to to, const struct hold_make *make,
	hold_done_fn done)
{
	struct args args;
	int err = begin(store, "hold_make", make->pool, make->cid, make->hold, &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, make->about);
	args_text(&args, make->supervisor);
	args_text(&args, make->name);
	args_number(&args, make->told ? 1 : 0);
	return ask(store, to, make->pool, make->hold, &args, done);
}

/* What one person does with one hold. */
static int act(struct store *store, struct reply_to to, const char *function, const char *pool,
	const char *cid, const char *hold, hold_done_fn done)
{
	struct args args;
	int err = begin(store, function, pool, cid, hold, &args);

	return err != 0 ? err : ask(store, to, pool, hold, &args, done);
}

int hold_open(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return act(store, to, "hold_open", pool, cid, hold, done);
}

int hold_give(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return act(store, to, "hold_give", pool, cid, hold, done);
}

int hold_keep(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return act(store, to, "hold_keep", pool, cid, hold, done);
}

int hold_drop(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return act(store, to, "hold_drop", pool, cid, hold, done);
}

int hold_list(struct store *store, struct reply_to to, const char *pool, const char *cid,
	hold_listed_fn done, void *context)
{
	struct args args;
	int err = call_routing(store, pool, "hold_list", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	struct call *call = call_create(store, to, (call_done_fn)done, on_listed);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	call->context = context;
	return call_send(call, LINK_ROUTING, &args);
}

void hold_live(struct store *store, const char *hold, uint64_t seconds)
{
	struct args args;

	if (!store->up) {
		return;
	}
	args_init(&args);
	args_function(&args, "hold_live", KEY_ROOM, hold);
	args_number(&args, seconds);
	call_forget(store, LINK_ROOMS, &args);
}

int hold_audit(struct store *store, struct reply_to to, const char *pool, const char *agency,
	const char *after, hold_lines_fn done)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_function(&args, "hold_audit", KEY_POOL, pool);
	args_text(&args, agency);
	args_text(&args, after);
	struct call *call = call_create(store, to, (call_done_fn)done, on_lines);
	return call == NULL ? ERR_NOMEM : call_send(call, LINK_ROUTING, &args);
}
