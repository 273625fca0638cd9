/* Forms, and the lines of an agency that chat adds, each a note in the list. */
#include "fakes/fake_notes.h"
#include "store/agency_edits.h"
#include "store/form.h"

int form_register(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, const char *ticks, form_done_fn done)
{
	int err = fake_note_of_pool(store, FORM_REGISTER, to, pool, cid, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->room, room);
		fake_copy(fake_last(store)->text, ticks);
		fake_last(store)->who = ticks != NULL;
	}
	return err;
}

void form_wrote(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, store_done_fn done)
{
	if (fake_note_of_pool(store, FORM_WROTE, to, pool, id, (any_fn)done) == 0) {
		fake_copy(fake_last(store)->room, room);
	}
}

void fake_form(struct store *store, const struct fake_call *call, int err,
	const struct form_state *form)
{
	((form_done_fn)call->done)(store->asker, call->to, err, form);
}

int agency_note(struct store *store, struct reply_to to, const char *slug,
	const struct agency_line *line, store_done_fn done, void *context)
{
	int err = fake_note_of_pool(store, AGENCY_NOTE, to, "", line->who, (any_fn)done);
	(void)context;
	if (err == 0) {
		fake_copy(fake_last(store)->word, line->what);
		fake_copy(fake_last(store)->target, slug);
	}
	return err;
}
