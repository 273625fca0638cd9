/* The list of notes, and the answers to them. */
#include "fakes/fake_notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct store *fake_store_create(void *asker)
{
	struct store *store = calloc(1, sizeof(*store));
	assert_non_null(store);
	store->asker = asker;
	store->run = 1;
	return store;
}

void fake_store_destroy(struct store *store)
{
	free(store);
}

void fake_store_fail(struct store *store, int err)
{
	store->fail = err;
}

void fake_store_replace(struct store *store)
{
	store->run++;
}

void fake_store_fence(struct store *store, const struct store_events *events)
{
	store->fence = events;
}

unsigned fake_store_begun_anew(const struct store *store)
{
	return store->begun_anew;
}

uint64_t fake_store_oldest(const struct store *store, const char *pool)
{
	return store->oldest_ms[strcmp(pool, "no") == 0];
}

void fake_store_forget(struct store *store)
{
	store->count = 0;
}

struct fake_call *fake_try(struct store *store, enum fake_kind kind)
{
	for (unsigned i = 0; i < store->count; i++) {
		if (store->calls[i].kind == kind && !store->calls[i].taken) {
			store->calls[i].taken = true;
			return &store->calls[i];
		}
	}
	return NULL;
}

struct fake_call *fake_take(struct store *store, enum fake_kind kind)
{
	struct fake_call *call = fake_try(store, kind);
	if (call == NULL) {
		fail_msg("the store was not called for kind %d", (int)kind);
	}
	return call;
}

unsigned fake_count(const struct store *store, enum fake_kind kind)
{
	unsigned count = 0;
	for (unsigned i = 0; i < store->count; i++) {
		count += store->calls[i].kind == kind && !store->calls[i].taken ? 1 : 0;
	}
	return count;
}

/* --- answers --- */

void fake_done(struct store *store, const struct fake_call *call, int err)
{
	store_done_fn done = (store_done_fn)call->done;
	if (done != NULL) {
		done(store->asker, call->to, err);
	}
}

void fake_place(struct store *store, const struct fake_call *call, int err,
	const struct queue_place *place)
{
	struct queue_place whole = place != NULL ? *place : (struct queue_place){0};
	whole.beside = whole.beside != NULL ? whole.beside : ""; /* nobody, where a test does not say */
	((queue_done_fn)call->done)(store->asker, call->to, err, place != NULL ? &whole : NULL);
}

void fake_presence(struct store *store, const struct fake_call *call, int err,
	const struct presence_place *place)
{
	((presence_done_fn)call->done)(store->asker, call->to, err, place);
}

void fake_view(struct store *store, const struct fake_call *call, int err,
	const struct room_view *view)
{
	((room_view_fn)call->done)(store->asker, call->to, err, view);
}

void fake_appended(struct store *store, const struct fake_call *call, int err,
	const struct room_appended *appended)
{
	((room_appended_fn)call->done)(store->asker, call->to, err, appended);
}

void fake_note_appended(struct store *store, const struct fake_call *call, int err,
	const struct note_appended *appended)
{
	((note_appended_fn)call->done)(store->asker, call->to, err, appended);
}

void fake_entries(struct store *store, const struct fake_call *call, int err,
	const struct room_entry *entries, unsigned count)
{
	((room_entries_fn)call->done)(store->asker, call->to, err, entries, count);
}

void fake_looked(struct store *store, const struct fake_call *call, int err,
	const struct room_found *found, unsigned count)
{
	((room_looked_fn)call->done)(store->asker, call->to, err, found, count);
}

void fake_pool(struct store *store, const struct fake_call *call, int err,
	const struct queue_pool *pool)
{
	((queue_pool_fn)call->done)(store->asker, call->to, err, pool);
}

void fake_claimed(struct store *store, const struct fake_call *call, int err, uint64_t turn)
{
	((presence_turn_fn)call->done)(store->asker, call->to, err, turn);
}

void fake_ends(struct store *store, const struct fake_call *call, int err, uint64_t ends_ms)
{
	((presence_ends_fn)call->done)(store->asker, call->to, err, ends_ms);
}

void fake_consented(struct store *store, const struct fake_call *call, int err, const char *word)
{
	((handover_done_fn)call->done)(store->asker, call->to, err, word);
}

void fake_finish(struct store *store, enum fake_kind kind, int err)
{
	fake_done(store, fake_take(store, kind), err);
}
