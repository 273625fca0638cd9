/* The five languages and the choice of one text among them. Knows no dictionary: those are read
 * where they are shown. */
#include "directory/words.h"

#include <ctype.h>
#include <stddef.h>

static const char *const codes[LANGUAGE_COUNT] = {"nb", "nn", "se", "da", "en"};

const char *language_code(enum language language)
{
	return language < LANGUAGE_COUNT ? codes[language] : "";
}

/* Whether the code's first part is exactly this word, in any case. */
static int begins_with(const char *code, const char *word)
{
	while (*word && tolower((unsigned char)*code) == *word) {
		code++;
		word++;
	}
	return *word == '\0' && (*code == '\0' || *code == '-' || *code == '_');
}

enum language language_of(const char *code)
{
	if (!code) {
		return LANGUAGE_COUNT;
	}
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (begins_with(code, codes[i])) {
			return (enum language)i;
		}
	}
	return begins_with(code, "no") ? LANGUAGE_NB : LANGUAGE_COUNT;
}

const char *words_in(const struct words *words, enum language language)
{
	if (language < LANGUAGE_COUNT && words->text[language]) {
		return words->text[language];
	}
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (words->text[i]) {
			return words->text[i];
		}
	}
	return "";
}
