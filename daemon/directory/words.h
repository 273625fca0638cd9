/* One text in the five languages of the product. */
#ifndef SAMTALE_DIRECTORY_WORDS_H
#define SAMTALE_DIRECTORY_WORDS_H

enum language { LANGUAGE_NB, LANGUAGE_NN, LANGUAGE_SE, LANGUAGE_DA, LANGUAGE_EN, LANGUAGE_COUNT };

/* NULL where a language has none. */
struct words {
	const char *text[LANGUAGE_COUNT];
};

/* "nb" and its like, static. */
const char *language_code(enum language language);

/* The language of a BCP 47 code ("nn-NO" is nynorsk, "no" is bokmål), or LANGUAGE_COUNT. */
enum language language_of(const char *code);

/* The text in that language, else in the first language that has one, else "". */
const char *words_in(const struct words *words, enum language language);

#endif
