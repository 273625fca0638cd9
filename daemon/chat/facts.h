/* Facts, each a name and a value, and since which moment each stands as it does: so that whoever has seen one moment is told what
 * is other at a later one. They know nothing of what they are about. */
#ifndef SAMTALE_CHAT_FACTS_H
#define SAMTALE_CHAT_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct fact {
	struct fact *older, *newer; /* by when they changed last */
	uint64_t changed;           /* the moment */
	uint64_t put;               /* the moment it was put last */
	char *value;                /* owned; "": it is gone */
	char name[];
};

struct facts;

/* None, at moment 0; NULL without memory. facts_destroy takes NULL. */
struct facts *facts_create(void);
void facts_destroy(struct facts *facts);

/* A new moment begins, everything that holds in it is put once, and it ends: what was not put is gone. A moment that is not
 * ended has not been, and the next one takes its place. ERR_NOMEM: end it not. Copies. */
void facts_begin(struct facts *facts);
int facts_put(struct facts *facts, const char *name, const char *value) MUST_CHECK;
void facts_end(struct facts *facts);

/* The last moment that has ended; 0: none yet. */
uint64_t facts_moment(const struct facts *facts);

/* Whether what is gone since that moment is still known. If not, only the whole says how it stands. */
bool facts_remember(const struct facts *facts, uint64_t moment);

/* The fact that changed last, or NULL; by older the one that changed before it, and so on. Borrowed until the next moment. */
const struct fact *facts_newest(const struct facts *facts);

#endif
