/* What the two files of the fake store share: the list of notes. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_NOTES_H
#define SAMTALE_TESTS_FAKES_FAKE_NOTES_H

#include "fakes/fake_store.h"

typedef void (*any_fn)(void);

struct store {
	void *asker;
	int fail;
	struct fake_call calls[FAKE_CALLS_MAX];
	unsigned count;
};

#endif
