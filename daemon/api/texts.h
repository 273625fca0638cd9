/* The five dictionaries, as far as the daemon writes words itself: the first HTML of a door. */
#ifndef SAMTALE_API_TEXTS_H
#define SAMTALE_API_TEXTS_H

#include <stddef.h>

#include "base/err.h"
#include "directory/words.h"

struct texts;

/* Reads <folder>/nb.json and its like and se-in-nb.txt. NULL: the log says which file and why. */
struct texts *texts_create(const char *folder);
/* Takes NULL. */
void texts_destroy(struct texts *texts);

/* The text of a key, borrowed; the key itself when no dictionary has it. ret_language (may be
 * NULL) is the language it is in: Northern Sami has lines that are bokmål until a speaker has
 * read them. */
const char *texts_get(const struct texts *texts, enum language language, const char *key,
	enum language *ret_language);

/* What stands for {name} in a text. */
struct text_value {
	const char *name;
	const char *value;
};

/* The text with its values put in, cut at size - 1 bytes. An unknown {name} stays as it is. */
void texts_fill(const char *text, const struct text_value *values, size_t count, char *out,
	size_t size);

#endif
