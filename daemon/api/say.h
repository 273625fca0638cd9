/* Words of the dictionaries written into HTML, escaped, and marked where they are in another
 * language than the page. */
#ifndef SAMTALE_API_SAY_H
#define SAMTALE_API_SAY_H

#include "api/html.h"
#include "api/texts.h"

struct say {
	struct html html;
	const struct texts *texts;
	enum language language;
};

/* The text of a key with so many values put in. */
void say_with(struct say *say, const char *key, const struct text_value *values, size_t count);
void say_key(struct say *say, const char *key);

/* The text of a key with one value. */
void say_one(struct say *say, const char *key, const char *name, const char *value);

#endif
