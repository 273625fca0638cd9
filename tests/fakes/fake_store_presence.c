/* The counsellor's functions of daemon/store, each a note in the list. */
#include "fakes/fake_notes.h"

#include <stdio.h>
#include <string.h>

int presence_set(struct store *store, struct reply_to to, const struct presence_shift *shift,
	presence_done_fn done)
{
	int err = fake_note_of_pool(store, PRESENCE_SET, to, shift->pool, shift->cid, (any_fn)done);
	if (err == 0) {
		struct fake_call *call = fake_last(store);
		snprintf(call->place, sizeof(call->place), "%s/%s", shift->municipality, shift->county);
		fake_copy(call->word, shift->topics);
		fake_copy(call->text, shift->languages);
		call->urgency = shift->capacity;
		call->who = shift->state;
		call->number = shift->until_ms;
		call->seat = shift->by_clock;
		call->cseq = shift->turn;
	}
	return err;
}

int presence_bind(struct store *store, struct reply_to to, const struct presence_login *login,
	store_done_fn done)
{
	int err = fake_note_of_pool(store, PRESENCE_BIND, to, login->pool, "", (any_fn)done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], login->ticket, 32);
		fake_copy(fake_last(store)->text, login->text);
		fake_last(store)->number = login->ttl_seconds;
		fake_last(store)->who = login->is_new;
	}
	return err;
}

int presence_claim(struct store *store, struct reply_to to, const char *cid,
	const uint8_t ticket[32], presence_turn_fn done)
{
	int err = fake_note_of_pool(store, PRESENCE_CLAIM, to, "", cid, (any_fn)done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], ticket, 32);
	}
	return err;
}

void presence_rest(struct store *store, const char *cid, const uint8_t ticket[32])
{
	struct reply_to nobody = {0};
	int err = fake_note_of_pool(store, PRESENCE_REST, nobody, "", cid, NULL);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], ticket, 32);
	}
}

int presence_resume(struct store *store, struct reply_to to, const struct token_turn *turn,
	uint32_t ttl_seconds, presence_done_fn done)
{
	int err = fake_note_of_pool(store, PRESENCE_RESUME, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], turn->presented, 32);
		memcpy(fake_last(store)->hash[1], turn->next, 32);
		fake_last(store)->cseq = turn->attempt;
		fake_last(store)->number = ttl_seconds;
	}
	return err;
}

int presence_detach(struct store *store, struct reply_to to, const char *pool, const char *cid,
	store_done_fn done)
{
	return fake_note_of_pool(store, PRESENCE_DETACH, to, pool, cid, (any_fn)done);
}

static int note_offer(struct store *store, enum fake_kind kind, struct reply_to to,
	const char *pool, const char *cid, uint64_t offer, store_done_fn done)
{
	int err = fake_note_of_pool(store, kind, to, pool, cid, (any_fn)done);
	if (err == 0) {
		fake_last(store)->number = offer;
	}
	return err;
}

int presence_received(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done)
{
	return note_offer(store, PRESENCE_RECEIVED, to, pool, cid, offer, done);
}

int presence_accept(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done)
{
	return note_offer(store, PRESENCE_ACCEPT, to, pool, cid, offer, done);
}

int presence_decline(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done)
{
	return note_offer(store, PRESENCE_DECLINE, to, pool, cid, offer, done);
}

int presence_pick(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *scope, const char *topic, store_done_fn done)
{
	int err = fake_note_of_pool(store, PRESENCE_PICK, to, pool, cid, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->place, scope);
		fake_copy(fake_last(store)->word, topic);
	}
	return err;
}

static int note_slot(struct store *store, enum fake_kind kind, struct reply_to to, const char *pool,
	const char *id, const char *room, any_fn done)
{
	int err = fake_note_of_pool(store, kind, to, pool, id, done);
	if (err == 0) {
		fake_copy(fake_last(store)->room, room);
	}
	return err;
}

int presence_park(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, store_done_fn done)
{
	return note_slot(store, PRESENCE_PARK, to, pool, cid, room, (any_fn)done);
}

int presence_leave(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, store_done_fn done)
{
	return note_slot(store, PRESENCE_LEAVE, to, pool, cid, room, (any_fn)done);
}

int presence_wrap(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, bool more, store_done_fn done)
{
	int err = note_slot(store, PRESENCE_WRAP, to, pool, cid, room, (any_fn)done);
	if (err == 0) {
		fake_last(store)->who = more;
	}
	return err;
}

int presence_extend(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, presence_ends_fn done)
{
	return note_slot(store, PRESENCE_EXTEND, to, pool, cid, room, (any_fn)done);
}

int handover_propose(struct store *store, struct reply_to to, const struct handover *proposal,
	store_done_fn done)
{
	int err = note_slot(store, HANDOVER_PROPOSE, to, proposal->pool, proposal->cid, proposal->room,
		(any_fn)done);
	if (err == 0) {
		fake_last(store)->who = proposal->kind;
		fake_copy(fake_last(store)->target, proposal->target);
		fake_copy(fake_last(store)->place, proposal->municipality);
	}
	return err;
}

int handover_consent(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *room, bool yes, handover_done_fn done)
{
	int err = note_slot(store, HANDOVER_CONSENT, to, pool, sid, room, (any_fn)done);
	if (err == 0) {
		fake_last(store)->who = yes;
	}
	return err;
}
