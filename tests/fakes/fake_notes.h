/* What the files of the fake store share: the list of notes. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_NOTES_H
#define SAMTALE_TESTS_FAKES_FAKE_NOTES_H

#include "fakes/fake_store.h"

typedef void (*any_fn)(void);

struct store {
	void *asker;
	int fail;
	struct fake_call calls[FAKE_CALLS_MAX];
	unsigned count;
	unsigned run;
	uint64_t oldest_ms[2]; /* of other pools, and of the pool no */
	unsigned begun_anew;
	const struct store_events *fence; /* whose lost is raised by store_check; NULL: none */
};

/* A new note, or NULL when the store is told to fail. */
struct fake_call *fake_note(struct store *store, enum fake_kind kind, struct reply_to to,
	any_fn done);

/* The same with the pool and the visit, person or room it is about; what the store's function
 * returns. */
int fake_note_of_pool(struct store *store, enum fake_kind kind, struct reply_to to,
	const char *pool, const char *id, any_fn done);

/* The note just made. */
struct fake_call *fake_last(struct store *store);

/* NULL is the empty text. */
void fake_copy(char out[FAKE_TEXT_MAX], const char *text);

#endif
