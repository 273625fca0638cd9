/* Sessions as {staff}:s:<hash>, a person's listed in {staff}:so:<name>; the functions are in 89_sessions.lua. */
#include "store/sessions.h"

#include "base/ident.h"
#include "store/internal/account.h"

enum { FIELDS = 3 }; /* of a session in a list */

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

static void on_opened(struct call *call, const struct redisReply *reply)
{
	sessions_opened_fn done = (sessions_opened_fn)call->done;
	const char *cid = NULL, *oldest = NULL;
	int err = answer_err(reply);

	if (err == ERR_FULL &&
		(answer_text(reply, 1, &cid) != 0 || answer_text(reply, 2, &oldest) != 0)) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, err == ERR_FULL ? cid : NULL,
		err == ERR_FULL ? oldest : NULL);
	call_destroy(call);
}

int sessions_open(struct store *store, struct reply_to to, const struct sessions_new *wanted,
	sessions_opened_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "session_open", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, store_clock_ms(store, NULL));
	args_text(&args, wanted->name);
	args_hex(&args, wanted->hash, IDENT_HASH_LEN);
	args_number(&args, wanted->seconds);
	args_text(&args, wanted->password != NULL ? wanted->password : "");
	args_text(&args, wanted->closed != NULL ? wanted->closed : "");
	return call_ask(store, to, &args, (call_done_fn)done, on_opened, context);
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
	int err = call_keeper(store, KEY_STAFF, "session_use", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, store_clock_ms(store, NULL));
	args_hex(&args, hash, IDENT_HASH_LEN);
	return call_ask(store, to, &args, (call_done_fn)done, on_used, context);
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
	int err = call_keeper(store, KEY_STAFF, "session_list", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, store_clock_ms(store, NULL));
	args_text(&args, name);
	return call_ask(store, to, &args, (call_done_fn)each, on_listed, context);
}

int sessions_look(struct store *store, struct reply_to to, const char *name, const char *only,
	sessions_ended_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "session_look", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, name);
	args_text(&args, only);
	return call_ask(store, to, &args, (call_done_fn)done, on_ended, context);
}

int sessions_end(struct store *store, struct reply_to to, const char *name, const char *only,
	const char *keep, sessions_ended_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "session_end", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, name);
	args_text(&args, only);
	args_text(&args, keep);
	return call_ask(store, to, &args, (call_done_fn)done, on_ended, context);
}
