/* Shift tickets: {s:<hash>} names the person, {w:<cid>} knows which tickets are good and what was
 * bound to them; in which pool that person's shift is, whoever made the text knows. */
#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "store/internal/shift_read.h"

static int put_index(struct store *store, const char *hash, const char *cid)
{
	struct args args;

	args_init(&args);
	args_text(&args, "SET");
	args_format(&args, KEY_SHIFT, hash);
	args_text(&args, cid);
	args_text(&args, "EX");
	args_number(&args, KEY_INDEX_SECONDS);
	return call_note(store, LINK_ROUTING, &args);
}

/* Whose place a new login has taken is told so. */
static void oust(struct call *call, const struct redisReply *reply)
{
	const char *node, *session;
	struct args args;

	if (answer_text(reply, 1, &node) != 0 || answer_text(reply, 2, &session) != 0 ||
		call_routing(call->store, call->pool, "c_oust", &args) != 0) {
		return;
	}
	args_text(&args, session);
	args_text(&args, call->id);
	args_text(&args, node);
	call_forget(call->store, LINK_ROUTING, &args);
}

static void on_bound(struct call *call, const struct redisReply *reply)
{
	int err = answer_err(reply);

	if (err == 0 && answer_count(reply) > 1) {
		oust(call, reply);
	}
	call_finish(call, err);
}

int presence_bind(struct store *store, struct reply_to to, const struct presence_login *login,
	store_done_fn done)
{
	char hash[2 * IDENT_HASH_LEN + 1];
	struct args args;
	size_t length = strcspn(login->text, "\t");

	if (!store->up) {
		return ERR_DOWN;
	}
	if (length != STORE_ID_HEX - 1) {
		return ERR_RANGE;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_bound);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->id, sizeof call->id, "%.*s", (int)length, login->text);
	snprintf(call->pool, sizeof call->pool, "%s", login->pool);
	ident_hex(login->ticket, IDENT_HASH_LEN, hash);
	int err = put_index(store, hash, call->id);
	if (err != 0) {
		call_destroy(call);
		return err;
	}
	args_init(&args);
	args_function(&args, "ticket_bind", KEY_PERSON, call->id);
	args_number(&args, store_clock_ms(store, NULL));
	args_text(&args, hash);
	args_text(&args, login->text);
	args_number(&args, login->ttl_seconds);
	args_text(&args, store->node);
	args_number(&args, to.session);
	args_number(&args, login->is_new ? 1 : 0);
	return call_send(call, LINK_ROUTING, &args);
}

void presence_rest(struct store *store, const char *cid, const uint8_t ticket[32])
{
	struct args args;

	if (!store->up) {
		return;
	}
	args_init(&args);
	args_function(&args, "ticket_rest", KEY_PERSON, cid);
	args_number(&args, store_clock_ms(store, NULL));
	args_hex(&args, ticket, IDENT_HASH_LEN);
	call_forget(store, LINK_ROUTING, &args);
}

/* Their sockets are told to bind their tickets anew. */
static void on_revoked(struct call *call, const struct redisReply *reply)
{
	struct args args;
	int err = answer_err(reply);

	if (err == 0) {
		args_init(&args);
		args_text(&args, "PUBLISH");
		args_text(&args, CHANNEL_STAFF);
		args_text(&args, call->id);
		call_forget(call->store, LINK_ROUTING, &args);
	}
	call_finish(call, err);
}

int presence_revoke(struct store *store, struct reply_to to, const struct presence_ended *ended,
	store_done_fn done, void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_revoked);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->context = context;
	snprintf(call->id, sizeof call->id, "%s", ended->cid);
	args_init(&args);
	args_function(&args, "ticket_revoke", KEY_PERSON, call->id);
	args_number(&args, store_clock_ms(store, NULL));
	args_text(&args, ended->sessions);
	args_number(&args, ended->all ? 1 : 0);
	args_text(&args, ended->keep);
	return call_send(call, LINK_ROUTING, &args);
}

static void on_claimed(struct call *call, const struct redisReply *reply)
{
	presence_turn_fn done = (presence_turn_fn)call->done;
	uint64_t turn = 0;
	int err = answer_err(reply);

	if (err == 0 && answer_number(reply, 1, &turn) != 0) {
		err = ERR_DOWN;
	}
	if (done != NULL) {
		done(call->context, call->to, err, turn);
	}
	call_destroy(call);
}

int presence_claim(struct store *store, struct reply_to to, const char *cid,
	const uint8_t ticket[32], presence_turn_fn done)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_claimed);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	args_init(&args);
	args_function(&args, "ticket_claim", KEY_PERSON, cid);
	args_number(&args, store_clock_ms(store, NULL));
	args_hex(&args, ticket, IDENT_HASH_LEN);
	return call_send(call, LINK_ROUTING, &args);
}

static void finish(struct call *call, int err, const struct presence_place *place)
{
	presence_done_fn done = (presence_done_fn)call->done;

	if (done != NULL) {
		done(call->context, call->to, err, place);
	}
	call_destroy(call);
}

static void on_attached(struct call *call, const struct redisReply *reply)
{
	struct presence_place place = {0};
	int err = call_routing_err(call, reply);

	if (err == 0) {
		err = shift_read(reply, &place);
	}
	place.person = call->text;
	place.pool = call->pool;
	place.turn = call->number;
	finish(call, err, err == 0 ? &place : NULL);
}

/* The person may be on shift in another pool as well, by another login: that one stays where it is. */
static int attach(struct call *call)
{
	struct store *store = call->store;
	const char *pool = store->events.pool_of(store->events.asker, call->text);
	struct args args;

	if (pool == NULL) {
		return ERR_GONE;
	}
	int err = call_routing(store, pool, "c_attach", &args);
	if (err != 0) {
		return err == ERR_RANGE ? ERR_GONE : err;
	}
	args_number(&args, call->to.session);
	args_text(&args, call->id);
	args_number(&args, call->number);
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	call->answer = on_attached;
	return link_send(store->links[LINK_ROUTING], &args, &call->link);
}

static void on_turned(struct call *call, const struct redisReply *reply)
{
	const char *text;
	int err = answer_err(reply);

	/* From here on the number is that of the turn, by which the attach is known to be late. */
	if (err == 0 &&
		(answer_text(reply, 1, &text) != 0 || answer_number(reply, 2, &call->number) != 0)) {
		err = ERR_DOWN;
	}
	if (err == 0) {
		/* Without its index the new ticket is not handed out, and the client presents the old one again. */
		err = put_index(call->store, call->next_hash, call->id);
	}
	if (err == 0) {
		call->text = strdup(text);
		err = call->text == NULL ? ERR_NOMEM : attach(call);
	}
	if (err != 0) {
		finish(call, err, NULL);
	}
}

/* The index has named the person; is the ticket still good? */
static void on_person_found(struct call *call, const struct redisReply *reply)
{
	struct args args;
	const char *cid;
	int err = answer_string(reply, &cid);

	if (err == 0 && strlen(cid) != sizeof call->id - 1) {
		err = ERR_GONE;
	}
	if (err != 0) {
		finish(call, err, NULL);
		return;
	}
	snprintf(call->id, sizeof call->id, "%s", cid);
	args_init(&args);
	args_function(&args, "ticket_turn", KEY_PERSON, call->id);
	args_number(&args, store_clock_ms(call->store, NULL));
	args_text(&args, call->hash);
	args_text(&args, call->next_hash);
	args_number(&args, call->number);
	args_number(&args, call->count);
	call->answer = on_turned;
	err = link_send(call->store->links[LINK_ROUTING], &args, &call->link);
	if (err != 0) {
		finish(call, err, NULL);
	}
}

int presence_resume(struct store *store, struct reply_to to, const struct token_turn *turn,
	uint32_t ttl_seconds, presence_done_fn done)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_person_found);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	ident_hex(turn->presented, IDENT_HASH_LEN, call->hash);
	ident_hex(turn->next, IDENT_HASH_LEN, call->next_hash);
	call->number = turn->attempt;
	call->count = ttl_seconds;
	args_init(&args);
	args_text(&args, "GET");
	args_format(&args, KEY_SHIFT, call->hash);
	return call_send(call, LINK_ROUTING, &args);
}
