/* Strict reading of replies: types and lengths are checked before anything is believed. */
#include "store/internal/answer.h"

#include <string.h>

#include <hiredis/hiredis.h>

#include "base/log.h"

/* What the functions' first words mean to the floors above. */
static const struct {
	const char *word;
	int err;
} words[] = {
	{"OK", 0},
	{"DUP", 0},
	{"GONE", ERR_GONE},
	{"STATE", ERR_MOMENT},
	{"LATE", ERR_MOMENT},
	{"FENCED", ERR_DENIED},
	{"NOTOWNER", ERR_DENIED},
	{"STALE", ERR_DENIED},
	{"GAP", ERR_RANGE},
	{"EPOCH", ERR_MOMENT},
	{"FULL", ERR_FULL},
	{"OFF", ERR_OFF},
	{"WISH", ERR_WISH},
	{"RANGE", ERR_RANGE},
};

static int error_of(const struct redisReply *reply)
{
	if (reply->len >= 3 && memcmp(reply->str, "OOM", 3) == 0) {
		return ERR_NOMEM;
	}
	log_warn("redis refused a command: %.100s", reply->str);
	return ERR_DOWN;
}

int answer_plain(const struct redisReply *reply)
{
	if (reply == NULL) {
		return ERR_DOWN;
	}
	return reply->type == REDIS_REPLY_ERROR ? error_of(reply) : 0;
}

bool answer_refused(const struct redisReply *reply)
{
	return reply != NULL && reply->type == REDIS_REPLY_ERROR;
}

bool answer_no_primary(const struct redisReply *reply)
{
	static const char *const errors[] = {"READONLY ", "MASTERDOWN ", "LOADING ", "UNBLOCKED "};

	for (size_t i = 0; answer_refused(reply) && i < sizeof errors / sizeof errors[0]; i++) {
		if (strncmp(reply->str, errors[i], strlen(errors[i])) == 0) {
			return true;
		}
	}
	return false;
}

/* An empty one for an answer of another shape. */
static struct view first_word(const struct redisReply *reply)
{
	struct view word = {0};
	int err;

	if (reply->type == REDIS_REPLY_STRING) {
		struct view text = {(const uint8_t *)reply->str, reply->len};
		err = answer_next_word(&text, &word);
	} else {
		err = answer_view(reply, 0, &word);
	}
	return err == 0 ? word : (struct view){0};
}

static bool is_word(struct view view, const char *word)
{
	return view.len == strlen(word) && memcmp(view.data, word, view.len) == 0;
}

int answer_err(const struct redisReply *reply)
{
	int err = answer_plain(reply);

	if (err != 0) {
		return err;
	}
	struct view word = first_word(reply);
	for (size_t i = 0; word.len > 0 && i < sizeof words / sizeof words[0]; i++) {
		if (is_word(word, words[i].word)) {
			return words[i].err;
		}
	}
	log_error("a redis function gave an answer of an unknown shape");
	return ERR_DOWN;
}

bool answer_is(const struct redisReply *reply, const char *word)
{
	struct view first = reply != NULL ? first_word(reply) : (struct view){0};

	return first.len > 0 && is_word(first, word);
}

size_t answer_count(const struct redisReply *reply)
{
	return reply != NULL && reply->type == REDIS_REPLY_ARRAY ? reply->elements : 0;
}

int answer_view(const struct redisReply *reply, size_t index, struct view *ret_view)
{
	if (index >= answer_count(reply) || reply->element[index]->type != REDIS_REPLY_STRING) {
		return ERR_SYNTAX;
	}
	ret_view->data = (const uint8_t *)reply->element[index]->str;
	ret_view->len = reply->element[index]->len;
	return 0;
}

int answer_text(const struct redisReply *reply, size_t index, const char **ret_text)
{
	struct view view;
	int err = answer_view(reply, index, &view);

	if (err != 0) {
		return err;
	}
	if (memchr(view.data, 0, view.len) != NULL) {
		return ERR_SYNTAX;
	}
	*ret_text = (const char *)view.data; /* hiredis ends every string with a zero */
	return 0;
}

int answer_parse_number(struct view text, uint64_t *ret_number)
{
	uint64_t number = 0;

	if (text.len == 0) {
		return ERR_SYNTAX;
	}
	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = (unsigned)text.data[i] - '0';
		if (digit > 9 || number > (UINT64_MAX - digit) / 10) {
			return ERR_SYNTAX;
		}
		number = number * 10 + digit;
	}
	*ret_number = number;
	return 0;
}

int answer_number(const struct redisReply *reply, size_t index, uint64_t *ret_number)
{
	struct view view;

	if (index < answer_count(reply) && reply->element[index]->type == REDIS_REPLY_INTEGER &&
		reply->element[index]->integer >= 0) {
		*ret_number = (uint64_t)reply->element[index]->integer;
		return 0;
	}
	int err = answer_view(reply, index, &view);

	return err != 0 ? err : answer_parse_number(view, ret_number);
}

int answer_small(const struct redisReply *reply, size_t index, unsigned max, unsigned *ret_number)
{
	uint64_t number;
	int err = answer_number(reply, index, &number);

	if (err != 0) {
		return err;
	}
	if (number > max) {
		return ERR_RANGE;
	}
	*ret_number = (unsigned)number;
	return 0;
}

int answer_string(const struct redisReply *reply, const char **ret_text)
{
	int err = answer_plain(reply);

	if (err != 0) {
		return err;
	}
	if (reply->type != REDIS_REPLY_STRING) {
		return reply->type == REDIS_REPLY_NIL ? ERR_GONE : ERR_DOWN;
	}
	if (memchr(reply->str, 0, reply->len) != NULL) {
		return ERR_DOWN;
	}
	*ret_text = reply->str;
	return 0;
}

int answer_next_word(struct view *rest, struct view *ret_word)
{
	if (rest->len == 0) {
		return ERR_SYNTAX;
	}
	const uint8_t *space = memchr(rest->data, ' ', rest->len);
	size_t length = space == NULL ? rest->len : (size_t)(space - rest->data);
	size_t used = space == NULL ? length : length + 1;

	*ret_word = (struct view){rest->data, length};
	*rest = (struct view){rest->data + used, rest->len - used};
	return 0;
}

int answer_next_number(struct view *rest, uint64_t *ret_number)
{
	struct view word;
	int err = answer_next_word(rest, &word);

	return err != 0 ? err : answer_parse_number(word, ret_number);
}

struct view answer_rest(const struct redisReply *reply)
{
	struct view text = {(const uint8_t *)reply->str,
		reply->type == REDIS_REPLY_STRING ? reply->len : 0};
	struct view word;

	return answer_next_word(&text, &word) == 0 ? text : (struct view){0};
}
