/* A list that grows by one; rows own their texts. */
#include "conf/replies.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_MAX = 24, LANGUAGE_MAX = 16, TEXT_MAX = 1000 };

#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define LETTERS SMALL "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* Whether a word of these letters begins with one of those. */
static bool is_word(const char *word, size_t max, const char *first, const char *letters)
{
	const size_t len = strlen(word);
	return len > 0 && len <= max && strchr(first, word[0]) != NULL && strspn(word, letters) == len;
}

const char *conf_reply_fault(const char *code, const char *language, const char *text)
{
	const size_t len = strlen(text);
	if (!is_word(code, CODE_MAX, SMALL, SMALL DIGITS "-")) {
		return "expects a code of 1 to 24 lower-case letters, digits and hyphens, a letter first";
	}
	if (!is_word(language, LANGUAGE_MAX, LETTERS, LETTERS DIGITS "-") || strlen(language) < 2) {
		return "expects a language code such as nb or sma";
	}
	return len == 0 || len > TEXT_MAX ? "expects a text of 1 to 1000 bytes" : NULL;
}

static void free_row(const struct conf_reply *row)
{
	free(row->pool);
	free(row->agency);
	free(row->code);
	free(row->language);
	free(row->text);
}

int conf_replies_add(struct conf_replies *replies, const struct conf_reply *row)
{
	struct conf_reply *rows = reallocarray(replies->rows, replies->count + 1, sizeof(*rows));
	if (!rows) {
		return ERR_NOMEM;
	}
	replies->rows = rows;
	const struct conf_reply copy = {.pool = strdup(row->pool),
		.agency = strdup(row->agency),
		.code = strdup(row->code),
		.language = strdup(row->language),
		.text = strdup(row->text)};
	if (!copy.pool || !copy.agency || !copy.code || !copy.language || !copy.text) {
		free_row(&copy);
		return ERR_NOMEM;
	}
	rows[replies->count++] = copy;
	return 0;
}

int conf_replies_take(struct conf_replies *replies, struct conf_replies *other)
{
	int err = 0;
	for (unsigned i = 0; err == 0 && i < other->count; i++) {
		err = conf_replies_add(replies, &other->rows[i]);
	}
	conf_replies_finish(other);
	return err;
}

void conf_replies_finish(struct conf_replies *replies)
{
	for (unsigned i = 0; i < replies->count; i++) {
		free_row(&replies->rows[i]);
	}
	free(replies->rows);
	*replies = (struct conf_replies){NULL, 0};
}
