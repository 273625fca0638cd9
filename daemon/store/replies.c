/* Each a call of a function of 89_replies.lua; rows come as four texts each. */
#include "store/replies.h"

#include <string.h>

#include "store/internal/call.h"

enum { ROW_TEXTS = 4, SENT_MAX = 200 };

static const char *const scopes[REPLIES_SCOPES] = {
	[REPLIES_OWN] = "own",
	[REPLIES_AGENCY] = "agency",
	[REPLIES_NETWORK] = "network",
};

const char *replies_word(enum replies_scope scope)
{
	return scope < REPLIES_SCOPES ? scopes[scope] : NULL;
}

enum replies_scope replies_scope_of(const char *word)
{
	enum replies_scope scope = REPLIES_OWN;

	while (scope < REPLIES_SCOPES && strcmp(scopes[scope], word) != 0) {
		scope++;
	}
	return scope;
}

static int read_row(const struct redisReply *reply, size_t at, struct replies_row *row)
{
	const char *scope;
	int err = answer_text(reply, at, &scope);

	row->scope = err == 0 ? replies_scope_of(scope) : REPLIES_SCOPES;
	bool is_good = row->scope < REPLIES_SCOPES && answer_text(reply, at + 1, &row->code) == 0 &&
		answer_text(reply, at + 2, &row->language) == 0 &&
		answer_text(reply, at + 3, &row->text) == 0;

	return is_good ? 0 : ERR_DOWN;
}

static void on_rows(struct call *call, const struct redisReply *reply)
{
	replies_fn done = (replies_fn)call->done;
	struct replies_row rows[REPLIES_ROWS_MAX];
	size_t count = 0;
	int err = answer_err(reply);

	for (size_t at = 1; err == 0 && at < answer_count(reply); at += ROW_TEXTS) {
		err = count < REPLIES_ROWS_MAX ? read_row(reply, at, &rows[count++]) : ERR_DOWN;
	}
	done(call->context, call->to, err, rows, err == 0 ? count : 0);
	call_destroy(call);
}

int replies_read(struct store *store, struct reply_to to, const char *cid, const char *agency,
	const char *pool, replies_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_AGENCIES, "reply_list", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_text(&args, agency);
	args_text(&args, pool);
	return call_ask(store, to, &args, (call_done_fn)done, on_rows, context);
}

int replies_kept(struct store *store, struct reply_to to, const char *agency, replies_fn done,
	void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_AGENCIES, "reply_kept", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, agency);
	return call_ask(store, to, &args, (call_done_fn)done, on_rows, context);
}

int replies_write(struct store *store, struct reply_to to, const struct replies_change *change,
	store_done_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_AGENCIES, "reply_write", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, replies_word(change->row.scope));
	args_text(&args, change->owner);
	args_text(&args, change->cid);
	args_text(&args, change->name);
	args_text(&args, change->row.code);
	args_text(&args, change->row.language);
	args_text(&args, change->row.text);
	args_text(&args, change->was != NULL ? "1" : "0");
	args_text(&args, change->was != NULL ? change->was : "");
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

static void add_rows(struct args *args, const struct replies_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		args_text(args, rows[i].code);
		args_text(args, rows[i].language);
		args_text(args, rows[i].text);
	}
}

int replies_seed(struct store *store, struct reply_to to, const char *owner,
	const struct replies_row *rows, size_t count, store_done_fn done, void *context)
{
	struct args args;
	int err = count == 0 || count > SENT_MAX
		? ERR_RANGE
		: call_keeper(store, KEY_AGENCIES, "reply_seed", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, replies_word(rows[0].scope));
	args_text(&args, owner);
	add_rows(&args, rows, count);
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

int replies_replace(struct store *store, struct reply_to to, const char *agency,
	const struct replies_row *rows, size_t count, store_done_fn done, void *context)
{
	struct args args;
	int err =
		count > SENT_MAX ? ERR_RANGE : call_keeper(store, KEY_AGENCIES, "reply_replace", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, agency);
	add_rows(&args, rows, count);
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}
