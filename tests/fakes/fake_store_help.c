/* Calls for help of daemon/store, each a note in the list. */
#include "fakes/fake_notes.h"
#include "store/help.h"

static int note_help(struct store *store, enum fake_kind kind, struct reply_to to,
	const struct help_about *about, any_fn done)
{
	int err = fake_note_of_pool(store, kind, to, about->pool, about->cid, done);
	if (err == 0) {
		fake_copy(fake_last(store)->room, about->room);
	}
	return err;
}

int help_ask(struct store *store, struct reply_to to, const struct help_about *about, bool on,
	store_done_fn done)
{
	int err = note_help(store, HELP_ASK, to, about, (any_fn)done);
	if (err == 0) {
		fake_last(store)->who = on;
	}
	return err;
}

int help_advise(struct store *store, struct reply_to to, const struct help_about *about,
	unsigned answer, store_done_fn done)
{
	int err = note_help(store, HELP_ADVISE, to, about, (any_fn)done);
	if (err == 0) {
		fake_last(store)->who = answer;
	}
	return err;
}

int help_decide(struct store *store, struct reply_to to, const struct help_about *about,
	const char *supervisor, unsigned decision, store_done_fn done)
{
	int err = note_help(store, HELP_DECIDE, to, about, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->target, supervisor);
		fake_last(store)->who = decision;
	}
	return err;
}

int help_list(struct store *store, struct reply_to to, const char *pool, const char *cid,
	help_listed_fn done)
{
	return fake_note_of_pool(store, HELP_LIST, to, pool, cid, (any_fn)done);
}

void fake_called(struct store *store, const struct fake_call *call, int err,
	const struct help_call *calls, unsigned count)
{
	((help_listed_fn)call->done)(store->asker, call->to, err, calls, count);
}
