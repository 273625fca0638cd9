/* Shifts, the answers to offers, and what a counsellor does with a slot. Taking a shift up again by its ticket is in
 * presence_resume.c. */
#include "store/presence.h"

#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "store/internal/shift_read.h"

static const char *const letters[] = {
	[PRESENCE_AVAILABLE] = "A",
	[PRESENCE_PAUSED] = "P",
	[PRESENCE_DRAINING] = "Z",
	[PRESENCE_OFF] = "X",
};

static void on_set(struct call *call, const struct redisReply *reply)
{
	presence_done_fn done = (presence_done_fn)call->done;
	struct presence_place place;
	int err = call_routing_err(call, reply);

	if (err == 0) {
		err = shift_read(reply, &place);
	}
	place.person = call->id;
	place.pool = call->pool;
	if (done != NULL) {
		done(call->context, call->to, err, err == 0 ? &place : NULL);
	}
	call_destroy(call);
}

int presence_set(struct store *store, struct reply_to to, const struct presence_shift *shift,
	presence_done_fn done)
{
	struct args args;
	int err = call_routing(store, shift->pool, "c_set", &args);

	if (err != 0) {
		return err;
	}
	if (shift->state > PRESENCE_OFF) {
		return ERR_RANGE;
	}
	args_number(&args, to.session);
	args_text(&args, shift->cid);
	args_number(&args, shift->turn);
	args_text(&args, shift->alias);
	args_text(&args, shift->agency);
	args_text(&args, shift->municipality);
	args_text(&args, shift->county);
	args_text(&args, shift->lives_in);
	args_text(&args, shift->topics);
	args_text(&args, shift->languages);
	args_number(&args, shift->capacity);
	args_number(&args, shift->scope);
	args_number(&args, shift->until_ms);
	args_text(&args,
		shift->by_clock && shift->state == PRESENCE_DRAINING ? "z" : letters[shift->state]);
	struct call *call = call_create(store, to, (call_done_fn)done, on_set);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->id, sizeof call->id, "%s", shift->cid);
	snprintf(call->pool, sizeof call->pool, "%s", shift->pool);
	return call_send(call, LINK_ROUTING, &args);
}

int presence_detach(struct store *store, struct reply_to to, const char *pool, const char *cid,
	store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "c_detach", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, to.session);
	args_text(&args, cid);
	return call_send_word(store, to, pool, &args, done);
}

int presence_received(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "received", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_number(&args, offer);
	return call_send_word(store, to, pool, &args, done);
}

int presence_accept(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done)
{
	uint8_t room[IDENT_ID_LEN];
	struct args args;
	int err = call_routing(store, pool, "accept", &args);

	if (err != 0) {
		return err;
	}
	/* The room's number is made here; an accept that is repeated keeps the first one. */
	ident_random(room, sizeof room);
	args_text(&args, cid);
	args_number(&args, offer);
	args_hex(&args, room, sizeof room);
	return call_send_word(store, to, pool, &args, done);
}

int presence_decline(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "decline", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_number(&args, offer);
	return call_send_word(store, to, pool, &args, done);
}

int presence_pick(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *scope, const char *topic, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "pick", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_text(&args, scope);
	args_text(&args, topic);
	return call_send_word(store, to, pool, &args, done);
}

int presence_park(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "park", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_text(&args, room);
	return call_send_word(store, to, pool, &args, done);
}

int presence_leave(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "invited_leave", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_text(&args, room);
	return call_send_word(store, to, pool, &args, done);
}

int presence_wrap(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, bool more, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "wrap", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_text(&args, room);
	args_text(&args, more ? "more" : "done");
	return call_send_word(store, to, pool, &args, done);
}

static void on_extended(struct call *call, const struct redisReply *reply)
{
	presence_ends_fn done = (presence_ends_fn)call->done;
	uint64_t ends_ms = 0;
	int err = call_routing_err(call, reply);

	if (err == 0 && answer_number(reply, 1, &ends_ms) != 0) {
		err = ERR_DOWN;
	}
	if (done != NULL) {
		done(call->context, call->to, err, ends_ms);
	}
	call_destroy(call);
}

int presence_extend(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, presence_ends_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "extend", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, cid);
	args_text(&args, room);
	struct call *call = call_create(store, to, (call_done_fn)done, on_extended);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	return call_send(call, LINK_ROUTING, &args);
}
