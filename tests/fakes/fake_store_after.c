/* What follows a visit, each a note in the list. */
#include <string.h>

#include "fakes/fake_notes.h"
#include "store/after.h"

static int note(struct store *store, enum fake_kind kind, struct reply_to to,
	const struct after_visit *visit, any_fn done)
{
	int err = fake_note_of_pool(store, kind, to, visit->pool, "", done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], visit->token, sizeof(fake_last(store)->hash[0]));
	}
	return err;
}

int after_survey(struct store *store, struct reply_to to, const struct after_visit *visit,
	const struct after_answers *answers, store_done_fn done)
{
	int err = note(store, AFTER_SURVEY, to, visit, (any_fn)done);
	if (err == 0) {
		fake_last(store)->seat = answers->place;
		fake_last(store)->who = answers->before;
		fake_last(store)->urgency = answers->now;
	}
	return err;
}

int after_ask(struct store *store, struct reply_to to, const struct after_visit *visit,
	after_way_fn done)
{
	return note(store, AFTER_ASK, to, visit, (any_fn)done);
}

int after_keep_code(struct store *store, struct reply_to to, const uint8_t hash[32],
	const struct after_way *way, uint32_t seconds, store_done_fn done)
{
	int err = fake_note_of_pool(store, AFTER_KEEP_CODE, to, "", "", (any_fn)done);
	if (err == 0) {
		memcpy(fake_last(store)->hash[0], hash, sizeof(fake_last(store)->hash[0]));
		fake_copy(fake_last(store)->word, way->agency);
		fake_copy(fake_last(store)->text, way->topic);
		fake_last(store)->number = seconds;
	}
	return err;
}

void fake_way(struct store *store, const struct fake_call *call, int err,
	const struct after_way *way)
{
	((after_way_fn)call->done)(store->asker, call->to, err, err == 0 ? way : NULL);
}
