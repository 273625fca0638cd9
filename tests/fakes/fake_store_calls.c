/* The functions of daemon/store that chat calls, each a note in the list. */
#include "fakes/fake_notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void copy(char out[FAKE_TEXT_MAX], const char *text)
{
	snprintf(out, FAKE_TEXT_MAX, "%s", text != NULL ? text : "");
}

/* A new note, or NULL when the store is told to fail. */
static struct fake_call *note(struct store *store, enum fake_kind kind, struct reply_to to,
	any_fn done)
{
	if (store->fail != 0) {
		return NULL;
	}
	if (store->count == FAKE_CALLS_MAX) {
		fail_msg("more than %d calls of the store", FAKE_CALLS_MAX);
	}
	struct fake_call *call = &store->calls[store->count++];
	*call = (struct fake_call){.kind = kind, .to = to, .done = done};
	return call;
}

static int note_of_pool(struct store *store, enum fake_kind kind, struct reply_to to,
	const char *pool, const char *id, any_fn done)
{
	struct fake_call *call = note(store, kind, to, done);
	if (call == NULL) {
		return store->fail;
	}
	copy(call->pool, pool);
	copy(call->id, id);
	return 0;
}

/* The note just made. */
static struct fake_call *last(struct store *store)
{
	return &store->calls[store->count - 1];
}

int queue_ask(struct store *store, struct reply_to to, const struct queue_ask *ask,
	queue_done_fn done)
{
	int err = note_of_pool(store, QUEUE_ASK, to, ask->pool, ask->sid, (any_fn)done);
	if (err == 0) {
		struct fake_call *call = last(store);
		memcpy(call->hash[0], ask->token, sizeof(call->hash[0]));
		snprintf(call->place, sizeof(call->place), "%s/%s", ask->municipality, ask->county);
		copy(call->word, ask->topic);
		copy(call->text, ask->languages);
		copy(call->room, ask->avoid);
		call->who = ask->who;
		call->urgency = ask->urgency;
	}
	return err;
}

int queue_resume(struct store *store, struct reply_to to, const uint8_t presented[32],
	const uint8_t next[32], queue_done_fn done)
{
	int err = note_of_pool(store, QUEUE_RESUME, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(last(store)->hash[0], presented, 32);
		memcpy(last(store)->hash[1], next, 32);
	}
	return err;
}

int queue_detach(struct store *store, struct reply_to to, const char *pool, const char *sid,
	store_done_fn done)
{
	return note_of_pool(store, QUEUE_DETACH, to, pool, sid, (any_fn)done);
}

int queue_status(struct store *store, struct reply_to to, const char *pool, const char *sid,
	queue_done_fn done)
{
	return note_of_pool(store, QUEUE_STATUS, to, pool, sid, (any_fn)done);
}

int queue_change(struct store *store, struct reply_to to, const char *pool, const char *sid,
	unsigned who, const char *languages, queue_done_fn done)
{
	int err = note_of_pool(store, QUEUE_CHANGE, to, pool, sid, (any_fn)done);
	if (err == 0) {
		last(store)->who = who;
		copy(last(store)->text, languages);
	}
	return err;
}

int queue_cancel(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *word, store_done_fn done)
{
	int err = note_of_pool(store, QUEUE_CANCEL, to, pool, sid, (any_fn)done);
	if (err == 0) {
		copy(last(store)->word, word);
	}
	return err;
}

int queue_ready(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *room, store_done_fn done)
{
	int err = note_of_pool(store, QUEUE_READY, to, pool, sid, (any_fn)done);
	if (err == 0) {
		copy(last(store)->room, room);
	}
	return err;
}

int queue_end(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, const char *word, store_done_fn done)
{
	int err = note_of_pool(store, QUEUE_END, to, pool, id, (any_fn)done);
	if (err == 0) {
		copy(last(store)->room, room);
		copy(last(store)->word, word);
	}
	return err;
}

int queue_bind_leave(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const uint8_t ticket[32], store_done_fn done)
{
	int err = note_of_pool(store, QUEUE_BIND_LEAVE, to, pool, sid, (any_fn)done);
	if (err == 0) {
		memcpy(last(store)->hash[0], ticket, 32);
	}
	return err;
}

int queue_leave(struct store *store, struct reply_to to, const uint8_t ticket[32],
	store_done_fn done)
{
	int err = note_of_pool(store, QUEUE_LEAVE, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(last(store)->hash[0], ticket, 32);
	}
	return err;
}

int queue_pool_status(struct store *store, struct reply_to to, const char *pool, queue_pool_fn done)
{
	return note_of_pool(store, QUEUE_POOL_STATUS, to, pool, "", (any_fn)done);
}

int presence_set(struct store *store, struct reply_to to, const struct presence_shift *shift,
	presence_done_fn done)
{
	int err = note_of_pool(store, PRESENCE_SET, to, shift->pool, shift->cid, (any_fn)done);
	if (err == 0) {
		struct fake_call *call = last(store);
		snprintf(call->place, sizeof(call->place), "%s/%s", shift->municipality, shift->county);
		copy(call->word, shift->topics);
		copy(call->text, shift->languages);
		call->urgency = shift->capacity;
		call->who = shift->state;
	}
	return err;
}

int presence_bind(struct store *store, struct reply_to to, const uint8_t token[32],
	const char *text, uint32_t ttl_seconds, store_done_fn done)
{
	int err = note_of_pool(store, PRESENCE_BIND, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(last(store)->hash[0], token, 32);
		copy(last(store)->text, text);
		last(store)->number = ttl_seconds;
	}
	return err;
}

int presence_resume(struct store *store, struct reply_to to, const uint8_t presented[32],
	const uint8_t next[32], uint32_t ttl_seconds, presence_done_fn done)
{
	int err = note_of_pool(store, PRESENCE_RESUME, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(last(store)->hash[0], presented, 32);
		memcpy(last(store)->hash[1], next, 32);
		last(store)->number = ttl_seconds;
	}
	return err;
}

int presence_detach(struct store *store, struct reply_to to, const char *pool, const char *cid,
	store_done_fn done)
{
	return note_of_pool(store, PRESENCE_DETACH, to, pool, cid, (any_fn)done);
}

static int note_offer(struct store *store, enum fake_kind kind, struct reply_to to,
	const char *pool, const char *cid, uint64_t offer, store_done_fn done)
{
	int err = note_of_pool(store, kind, to, pool, cid, (any_fn)done);
	if (err == 0) {
		last(store)->number = offer;
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

static int note_room(struct store *store, enum fake_kind kind, struct reply_to to, const char *room,
	any_fn done)
{
	return note_of_pool(store, kind, to, "", room, done);
}

int room_open(struct store *store, struct reply_to to, const char *room, store_done_fn done)
{
	return note_room(store, ROOM_OPEN, to, room, (any_fn)done);
}

int room_attach(struct store *store, struct reply_to to, const char *room, unsigned seat,
	room_view_fn done)
{
	int err = note_room(store, ROOM_ATTACH, to, room, (any_fn)done);
	if (err == 0) {
		last(store)->seat = seat;
	}
	return err;
}

int room_append(struct store *store, struct reply_to to, const struct room_append *append,
	room_appended_fn done)
{
	int err = note_room(store, ROOM_APPEND, to, append->room, (any_fn)done);
	if (err == 0) {
		struct fake_call *call = last(store);
		assert_true(append->payload.len <= sizeof(call->payload));
		call->seat = append->seat;
		call->number = append->claim;
		call->cseq = append->cseq;
		call->key_epoch = append->key_epoch;
		call->who = append->kind;
		call->payload_len = append->payload.len;
		if (append->payload.len > 0) {
			memcpy(call->payload, append->payload.data, append->payload.len);
		}
	}
	return err;
}

int room_read(struct store *store, struct reply_to to, const char *room, uint64_t from,
	room_entries_fn done)
{
	int err = note_room(store, ROOM_READ, to, room, (any_fn)done);
	if (err == 0) {
		last(store)->number = from;
	}
	return err;
}

int room_seen(struct store *store, struct reply_to to, const char *room, unsigned seat,
	uint64_t claim, uint64_t offset, store_done_fn done)
{
	int err = note_room(store, ROOM_SEEN, to, room, (any_fn)done);
	if (err == 0) {
		last(store)->seat = seat;
		last(store)->cseq = claim;
		last(store)->number = offset;
	}
	return err;
}

int room_close(struct store *store, struct reply_to to, const char *room, store_done_fn done)
{
	return note_room(store, ROOM_CLOSE, to, room, (any_fn)done);
}

int room_leave(struct store *store, struct reply_to to, const char *room, unsigned seat,
	store_done_fn done)
{
	int err = note_room(store, ROOM_LEAVE, to, room, (any_fn)done);
	if (err == 0) {
		last(store)->seat = seat;
	}
	return err;
}

void room_ring(struct store *store, const char *node, const struct store_ring *ring)
{
	struct fake_call *call = note(store, ROOM_RING, (struct reply_to){0}, NULL);
	if (call != NULL) {
		copy(call->word, node);
		copy(call->room, ring->room);
		call->who = ring->type;
		call->seat = ring->seat;
		call->rung = ring->session;
		call->number = ring->value;
	}
}

const char *store_node(const struct store *store)
{
	(void)store;
	return "here";
}
