/* An ask in one block: the numbers, then its texts one behind the other. */
#include "chat/visit_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"

struct visit_ask {
	size_t size;
	struct queue_ask ask; /* its texts lie in text */
	char text[];
};

enum { TEXTS = 5 };

/* The texts of an ask, to be walked. */
static void texts_of(struct queue_ask *ask, const char **ret_texts[TEXTS])
{
	ret_texts[0] = &ask->municipality;
	ret_texts[1] = &ask->county;
	ret_texts[2] = &ask->topic;
	ret_texts[3] = &ask->languages;
	ret_texts[4] = &ask->avoid;
}

struct visit_ask *visit_ask_create(const struct queue_ask *ask)
{
	struct queue_ask copy = *ask;
	const char **texts[TEXTS];
	texts_of(&copy, texts);
	size_t size = sizeof(struct visit_ask);
	for (unsigned i = 0; i < TEXTS; i++) {
		size += strlen(*texts[i]) + 1;
	}
	struct visit_ask *kept = malloc(size);
	if (kept == NULL) {
		return NULL;
	}
	char *at = kept->text;
	for (unsigned i = 0; i < TEXTS; i++) {
		size_t length = strlen(*texts[i]) + 1;
		memcpy(at, *texts[i], length);
		*texts[i] = at;
		at += length;
	}
	copy.pool = NULL;
	copy.sid = NULL;
	copy.token = NULL;
	kept->size = size;
	kept->ask = copy;
	return kept;
}

void visit_ask_destroy(struct visit_ask *ask)
{
	if (ask != NULL) {
		ident_cleanse(ask, ask->size);
	}
	free(ask);
}

struct queue_ask visit_ask_get(const struct visit_ask *ask)
{
	return ask->ask;
}
