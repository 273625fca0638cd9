/* An allocation that finds no memory, where a test wants it: for programs named test_<floor>_memory, whose calls of calloc,
 * strdup and spares_take the linker sends here. Only those of our own code come by; the libraries are linked already. */
#ifndef SAMTALE_TESTS_UNIT_SUPPORT_FAILING_CALLOC_H
#define SAMTALE_TESTS_UNIT_SUPPORT_FAILING_CALLOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/spares.h"

void *__real_calloc(size_t count, size_t size);
char *__real_strdup(const char *text);
void *__real_spares_take(struct spares *spares);
void *__wrap_calloc(size_t count, size_t size);
char *__wrap_strdup(const char *text);
void *__wrap_spares_take(struct spares *spares);

/* Which of the next allocations fails: 1 is the very next; 0, none. It counts down, and is 0 when it has happened. */
static unsigned failing;

static inline bool fails_now(void)
{
	return failing > 0 && --failing == 0;
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails_now() ? NULL : __real_calloc(count, size);
}

char *__wrap_strdup(const char *text)
{
	return fails_now() ? NULL : __real_strdup(text);
}

/* One allocation, whether a record was kept or not. */
void *__wrap_spares_take(struct spares *spares)
{
	if (fails_now()) {
		return NULL;
	}
	unsigned later = failing;
	failing = 0;
	void *record = __real_spares_take(spares);
	failing = later;
	return record;
}

#endif
