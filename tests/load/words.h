/* Words with whoever started the generator: it says one a line on standard output, and waits for lines on standard input
 * where what comes next is not for it to decide. */
#ifndef SAMTALE_LOAD_WORDS_H
#define SAMTALE_LOAD_WORDS_H

#include "tests/load/load.h"

struct words {
	uv_poll_t poll;
	unsigned come; /* lines; the end of the input counts as one more */
	unsigned used; /* so many have been waited for */
};

/* Listens from now on; the struct stays where it is while the loop runs. */
void words_listen(struct words *words, struct load *load);

/* Says a word, unless it is NULL, and waits for the next line. ERR_DOWN, noted: none came in time. */
int words_wait(struct words *words, struct load *load, const char *word, double seconds);

#endif
