/* Sessions as {staff}:s:<hash>, a person's listed in {staff}:so:<name>; the functions are in 89_sessions.lua. */
#include "store/sessions.h"

#include "base/ident.h"
#include "store/internal/account.h"

enum { FIELDS = 3 }; /* of a session in a list */

static struct call *begin(struct store *store, struct reply_to to, call_done_fn done,
	call_answer_fn answer, void *context)
{
	struct call *call = call_create(store, to, done, answer);

	if (call != NULL) {
		call->context = context;
	}
	return call;
}

static void begin_args(struct args *args, const char *function)
{
	args_init(args);
	args_function(args, function, "%s" KEY_STAFF, "");
}

int sessions_open(struct store *store, struct reply_to to, const struct sessions_new *wanted,
	store_done_fn done, void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = begin(store, to, (call_done_fn)done, call_on_word, context);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	begin_args(&args, "session_open");
	args_number(&args, store_clock_ms(store, NULL));
	args_text(&args, wanted->name);
	args_hex(&args, wanted->hash, IDENT_HASH_LEN);
	args_number(&args, wanted->seconds);
	args_text(&args, wanted->password != NULL ? wanted->password : "");
	return call_send(call, LINK_ROUTING, &args);
}

static void on_used(struct call *call, const struct redisReply *reply)
{
	staff_account_fn done = (staff_account_fn)call->done;
	struct staff_account account;
	int err = answer_err(reply);

	/* OK and the beginning stand like a field and its value in front of the account's. */
	if (err == 0) {
		err = account_read(reply, &account);
	}
	done(call->context, call->to, err, err == 0 ? &account : NULL);
	call_destroy(call);
}

int sessions_use(struct store *store, struct reply_to to, const uint8_t hash[32],
	staff_account_fn done, void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = begin(store, to, (call_done_fn)done, on_used, context);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	begin_args(&args, "session_use");
	args_number(&args, store_clock_ms(store, NULL));
	args_hex(&args, hash, IDENT_HASH_LEN);
	return call_send(call, LINK_ROUTING, &args);
}

static void on_listed(struct call *call, const struct redisReply *reply)
{
	staff_session_fn each = (staff_session_fn)call->done;
	int err = answer_err(reply);

	for (size_t at = 1; err == 0 && at < answer_count(reply); at += FIELDS) {
		struct staff_session session;
		err = answer_text(reply, at, &session.id);
		err = err == 0 ? answer_number(reply, at + 1, &session.begun_s) : err;
		err = err == 0 ? answer_number(reply, at + 2, &session.seen_s) : err;
		if (err == 0) {
			each(call->context, call->to, 0, &session);
		}
	}
	each(call->context, call->to, err, NULL);
	call_destroy(call);
}

int sessions_list(struct store *store, struct reply_to to, const char *name, staff_session_fn each,
	void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = begin(store, to, (call_done_fn)each, on_listed, context);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	begin_args(&args, "session_list");
	args_number(&args, store_clock_ms(store, NULL));
	args_text(&args, name);
	return call_send(call, LINK_ROUTING, &args);
}

static void on_ended(struct call *call, const struct redisReply *reply)
{
	sessions_ended_fn done = (sessions_ended_fn)call->done;
	const char *cid = NULL, *ended = NULL;
	int err = answer_err(reply);

	if (err == 0 && (answer_text(reply, 1, &cid) != 0 || answer_text(reply, 2, &ended) != 0)) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, err == 0 ? cid : NULL, err == 0 ? ended : NULL);
	call_destroy(call);
}

int sessions_look(struct store *store, struct reply_to to, const char *name, const char *only,
	sessions_ended_fn done, void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = begin(store, to, (call_done_fn)done, on_ended, context);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	begin_args(&args, "session_look");
	args_text(&args, name);
	args_text(&args, only);
	return call_send(call, LINK_ROUTING, &args);
}

int sessions_end(struct store *store, struct reply_to to, const char *name, const char *only,
	const char *keep, sessions_ended_fn done, void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = begin(store, to, (call_done_fn)done, on_ended, context);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	begin_args(&args, "session_end");
	args_text(&args, name);
	args_text(&args, only);
	args_text(&args, keep);
	return call_send(call, LINK_ROUTING, &args);
}
