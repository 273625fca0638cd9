/* Duty holds of daemon/store, each a note in the list. */
#include "fakes/fake_notes.h"
#include "store/hold.h"

#include <string.h>

static int note_hold(struct store *store, enum fake_kind kind, struct reply_to to, const char *pool,
	const char *cid, const char *hold, hold_done_fn done)
{
	int err = fake_note_of_pool(store, kind, to, pool, cid, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->room, hold);
	}
	return err;
}

int hold_make(struct store *store, struct reply_to to, const struct hold_make *make,
	hold_done_fn done)
{
	int err = note_hold(store, HOLD_MAKE, to, make->pool, make->cid, make->hold, done);
	if (err == 0) {
		fake_copy(fake_last(store)->word, make->about);
		fake_copy(fake_last(store)->target, make->supervisor);
		fake_copy(fake_last(store)->text, make->name);
		fake_last(store)->who = make->told;
	}
	return err;
}

int hold_open(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return note_hold(store, HOLD_OPEN, to, pool, cid, hold, done);
}

int hold_give(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return note_hold(store, HOLD_GIVE, to, pool, cid, hold, done);
}

int hold_keep(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return note_hold(store, HOLD_KEEP, to, pool, cid, hold, done);
}

int hold_drop(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done)
{
	return note_hold(store, HOLD_DROP, to, pool, cid, hold, done);
}

int hold_list(struct store *store, struct reply_to to, const char *pool, const char *cid,
	hold_listed_fn done, void *context)
{
	int err = note_hold(store, HOLD_LIST, to, pool, cid, "", (hold_done_fn)done);
	if (err == 0) {
		fake_last(store)->payload_len = sizeof context;
		memcpy(fake_last(store)->payload, &context, sizeof context);
	}
	return err;
}

void fake_held(struct store *store, const struct fake_call *call, int err,
	const struct hold_row *rows, unsigned count)
{
	void *context = store->asker;
	if (call->payload_len == sizeof context) {
		memcpy(&context, call->payload, sizeof context);
	}
	((hold_done_fn)call->done)(context, call->to, err, call->room, rows, count);
}

void hold_live(struct store *store, const char *hold, uint64_t seconds)
{
	if (fake_note_of_pool(store, HOLD_LIVE, (struct reply_to){0}, "", "", NULL) == 0) {
		fake_copy(fake_last(store)->room, hold);
		fake_last(store)->number = seconds;
	}
}
