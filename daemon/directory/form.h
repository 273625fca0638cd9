/* The questions of the form after a conversation, as an agency's field `form` has them (docs/config.md): ticks only, nothing that
 * anybody can write. The question `kind`, whether it counts as a conversation, is in every form and never in the field. */
#ifndef SAMTALE_DIRECTORY_FORM_H
#define SAMTALE_DIRECTORY_FORM_H

#include <stdbool.h>

#include "base/buf.h"

/* The questions when the field is empty; static. */
const char *form_usual(void);

/* True for a right field; "" is one. */
bool form_is_right(const char *text);

/* What a tick is in a form. */
enum form_tick {
	FORM_NO,   /* no question or no answer of it */
	FORM_ONE,  /* an answer of a question that takes one */
	FORM_MANY, /* of one that takes several */
};

/* Whether the form, a right one, has this answer to this question. */
enum form_tick form_find(const char *text, struct view question, struct view answer);

/* The answer that stands for every topic of the pool: ids that only the directory knows. */
#define FORM_POOL_TOPICS "pool"

#endif
