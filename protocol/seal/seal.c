/* Verdicts as words, and the system's random bytes. */
#include "protocol/seal/seal.h"

#include "base/ident.h"

static const char *const words[] = {
	[SEAL_OK] = "ok",
	[SEAL_CANNOT_OPEN] = "cannot_open",
	[SEAL_NOT_PROVEN] = "not_proven",
	[SEAL_CLOCK] = "clock",
};

const char *seal_verdict_word(enum seal_verdict verdict)
{
	return words[verdict];
}

static void fill_from_system(void *context, void *out, size_t len)
{
	(void)context;
	ident_random(out, len);
}

struct seal_random seal_random_system(void)
{
	return (struct seal_random){fill_from_system, NULL};
}
