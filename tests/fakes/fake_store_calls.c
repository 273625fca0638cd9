/* The functions of daemon/store that chat calls, each a note in the list. */
#include "fakes/fake_notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"

void fake_copy(char out[FAKE_TEXT_MAX], const char *text)
{
	snprintf(out, FAKE_TEXT_MAX, "%s", text != NULL ? text : "");
}

struct fake_call *fake_note(struct store *store, enum fake_kind kind, struct reply_to to,
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

int fake_note_of_pool(struct store *store, enum fake_kind kind, struct reply_to to,
	const char *pool, const char *id, any_fn done)
{
	struct fake_call *call = fake_note(store, kind, to, done);
	if (call == NULL) {
		return store->fail;
	}
	fake_copy(call->pool, pool);
	fake_copy(call->id, id);
	return 0;
}

struct fake_call *fake_last(struct store *store)
{
	return &store->calls[store->count - 1];
}

static int note_ask(struct store *store, enum fake_kind kind, struct reply_to to,
	const struct queue_ask *ask, queue_done_fn done)
{
	int err = fake_note_of_pool(store, kind, to, ask->pool, ask->sid, (any_fn)done);
	if (err == 0) {
		struct fake_call *call = fake_last(store);
		memcpy(call->hash[0], ask->token, sizeof(call->hash[0]));
		snprintf(call->place, sizeof(call->place), "%s/%s", ask->municipality, ask->county);
		fake_copy(call->word, ask->topic);
		fake_copy(call->text, ask->languages);
		fake_copy(call->room, ask->avoid);
		call->who = ask->who;
		call->urgency = ask->urgency;
	}
	return err;
}

int queue_ask(struct store *store, struct reply_to to, const struct queue_ask *ask,
	queue_done_fn done)
{
	return note_ask(store, QUEUE_ASK, to, ask, done);
}

int queue_put_back(struct store *store, struct reply_to to, const struct queue_back *back,
	queue_done_fn done)
{
	int err = note_ask(store, QUEUE_PUT_BACK, to, &back->ask, done);
	if (err == 0) {
		struct fake_call *call = fake_last(store);
		call->number = back->asked_ms;
		call->seat = back->level;
		call->cseq = back->answered_ms;
		fake_copy(call->room, back->room);
		fake_copy(call->target, back->cid);
	}
	return err;
}

int queue_resume(struct store *store, struct reply_to to, const struct token_turn *turn,
	queue_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_RESUME, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], turn->presented, 32);
		memcpy(fake_last(store)->hash[1], turn->next, 32);
		fake_last(store)->cseq = turn->attempt;
	}
	return err;
}

int queue_detach(struct store *store, struct reply_to to, const char *pool, const char *sid,
	store_done_fn done)
{
	return fake_note_of_pool(store, QUEUE_DETACH, to, pool, sid, (any_fn)done);
}

int queue_status(struct store *store, struct reply_to to, const char *pool, const char *sid,
	queue_done_fn done)
{
	return fake_note_of_pool(store, QUEUE_STATUS, to, pool, sid, (any_fn)done);
}

int queue_change(struct store *store, struct reply_to to, const char *pool, const char *sid,
	unsigned who, const char *languages, queue_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_CHANGE, to, pool, sid, (any_fn)done);
	if (err == 0) {
		fake_last(store)->who = who;
		fake_copy(fake_last(store)->text, languages);
	}
	return err;
}

int queue_cancel(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *word, store_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_CANCEL, to, pool, sid, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->word, word);
	}
	return err;
}

int queue_ready(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *room, store_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_READY, to, pool, sid, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->room, room);
	}
	return err;
}

int queue_end(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, const char *word, store_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_END, to, pool, id, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->room, room);
		fake_copy(fake_last(store)->word, word);
	}
	return err;
}

int queue_swap(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, bool elsewhere, store_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_SWAP, to, pool, id, (any_fn)done);
	if (err == 0) {
		fake_last(store)->who = elsewhere;
		fake_copy(fake_last(store)->room, room);
	}
	return err;
}

int queue_bind_leave(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const uint8_t ticket[32], store_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_BIND_LEAVE, to, pool, sid, (any_fn)done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], ticket, 32);
	}
	return err;
}

int queue_leave(struct store *store, struct reply_to to, const uint8_t ticket[32], const char *word,
	store_done_fn done)
{
	int err = fake_note_of_pool(store, QUEUE_LEAVE, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], ticket, 32);
		fake_copy(fake_last(store)->word, word);
	}
	return err;
}

int queue_pool_status(struct store *store, struct reply_to to, const char *pool, queue_pool_fn done)
{
	return fake_note_of_pool(store, QUEUE_POOL_STATUS, to, pool, "", (any_fn)done);
}

static int note_room(struct store *store, enum fake_kind kind, struct reply_to to, const char *room,
	any_fn done)
{
	return fake_note_of_pool(store, kind, to, "", room, done);
}

int room_open(struct store *store, struct reply_to to, const char *room, uint64_t log_epoch,
	store_done_fn done)
{
	int err = note_room(store, ROOM_OPEN, to, room, (any_fn)done);
	if (err == 0) {
		fake_last(store)->number = log_epoch;
	}
	return err;
}

int room_attach(struct store *store, struct reply_to to, const char *room, unsigned seat,
	unsigned from, room_view_fn done)
{
	int err = note_room(store, ROOM_ATTACH, to, room, (any_fn)done);
	if (err == 0) {
		fake_last(store)->seat = seat;
		fake_last(store)->number = from;
	}
	return err;
}

int room_append(struct store *store, struct reply_to to, const struct room_append *append,
	room_appended_fn done)
{
	int err = note_room(store, ROOM_APPEND, to, append->room, (any_fn)done);
	if (err == 0) {
		struct fake_call *call = fake_last(store);
		assert_true(append->payload.len <= sizeof(call->payload));
		call->seat = append->seat;
		call->number = append->claim;
		call->cseq = append->cseq;
		call->urgency = (unsigned)append->key_epoch;
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
		fake_last(store)->number = from;
	}
	return err;
}

int note_append(struct store *store, struct reply_to to, const struct note_append *append,
	note_appended_fn done)
{
	int err = note_room(store, NOTE_APPEND, to, append->room, (any_fn)done);
	if (err == 0) {
		struct fake_call *call = fake_last(store);
		assert_true(append->payload.len <= sizeof(call->payload));
		call->seat = append->seat;
		call->number = append->claim;
		call->cseq = append->cseq;
		call->urgency = (unsigned)append->key_epoch;
		call->payload_len = append->payload.len;
		memcpy(call->payload, append->payload.data, append->payload.len);
	}
	return err;
}

int notes_read(struct store *store, struct reply_to to, const char *room, uint64_t from,
	room_entries_fn done)
{
	int err = note_room(store, NOTES_READ, to, room, (any_fn)done);
	if (err == 0) {
		fake_last(store)->number = from;
	}
	return err;
}

int room_look(struct store *store, struct reply_to to, const struct room_look *looks,
	unsigned count, room_looked_fn done)
{
	struct fake_call *call = fake_note(store, ROOM_LOOK, to, (any_fn)done);
	if (call == NULL) {
		return store->fail;
	}
	assert_in_range(count, 1, ROOM_LOOKS_MAX);
	call->number = count;
	for (unsigned i = 0; i < count && i < FAKE_LOOKS_MAX; i++) {
		struct fake_look kept = {.after = looks[i].after, .notes = looks[i].notes};
		snprintf(kept.room, sizeof(kept.room), "%s", looks[i].room);
		memcpy(call->payload + i * sizeof(kept), &kept, sizeof(kept));
	}
	return 0;
}

int room_seen(struct store *store, struct reply_to to, const char *room, unsigned seat,
	uint64_t claim, uint64_t offset, store_done_fn done)
{
	int err = note_room(store, ROOM_SEEN, to, room, (any_fn)done);
	if (err == 0) {
		fake_last(store)->seat = seat;
		fake_last(store)->cseq = claim;
		fake_last(store)->number = offset;
	}
	return err;
}

int room_vacate(struct store *store, struct reply_to to, const char *room, unsigned from,
	unsigned seat, store_done_fn done)
{
	int err = note_room(store, ROOM_VACATE, to, room, (any_fn)done);
	if (err == 0) {
		fake_last(store)->seat = seat;
		fake_last(store)->number = from;
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
		fake_last(store)->seat = seat;
	}
	return err;
}

void room_ring(struct store *store, const char *node, const struct store_ring *ring)
{
	struct fake_call *call = fake_note(store, ROOM_RING, (struct reply_to){0}, NULL);
	if (call != NULL) {
		fake_copy(call->word, node);
		fake_copy(call->room, ring->room);
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

void store_begin_anew(struct store *store)
{
	store->begun_anew++;
}

unsigned store_run(const struct store *store)
{
	return store->run;
}

uint64_t store_clock_ms(const struct store *store, const char *pool)
{
	(void)store;
	(void)pool;
	return clock_wall_ms();
}

void store_set_oldest(struct store *store, const char *pool, uint64_t asked_ms)
{
	store->oldest_ms[strcmp(pool, "no") == 0] = asked_ms;
}

bool store_check(struct store *store)
{
	const struct store_events *events = store->fence;
	if (events == NULL) {
		return true;
	}
	events->lost(events->context);
	return false;
}
