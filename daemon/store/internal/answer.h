/* Reading what Redis answers, strictly: a list of texts, or one text of words, whose first word says OK
 * or why not. Anything else is an answer of the wrong shape and counts as no answer. */
#ifndef SAMTALE_STORE_INTERNAL_ANSWER_H
#define SAMTALE_STORE_INTERNAL_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct redisReply;

/* The error of a function's answer, 0 for OK and DUP. reply NULL (the link is lost) and every shape
 * a function does not give are ERR_DOWN; a Redis without memory is ERR_NOMEM. */
int answer_err(const struct redisReply *reply) MUST_CHECK;

/* The error of a plain command's answer: 0 unless it is NULL or an error. */
int answer_plain(const struct redisReply *reply) MUST_CHECK;

/* Is it an error? NULL is none. */
bool answer_refused(const struct redisReply *reply);

/* Is it an error that says that this server takes no writes, and will not soon? Whoever answers so
 * counts as down. */
bool answer_no_primary(const struct redisReply *reply);

/* Is the first word this one? */
bool answer_is(const struct redisReply *reply, const char *word);

/* Number of items, 0 when it is no list. */
size_t answer_count(const struct redisReply *reply);

/* The text at an index of a list, borrowed from the reply. ERR_SYNTAX when there is none, or it
 * holds a zero. */
int answer_text(const struct redisReply *reply, size_t index, const char **ret_text) MUST_CHECK;
/* The bytes at an index, borrowed. */
int answer_view(const struct redisReply *reply, size_t index, struct view *ret_view) MUST_CHECK;
/* The whole number at an index, written in digits. */
int answer_number(const struct redisReply *reply, size_t index, uint64_t *ret_number) MUST_CHECK;
/* The same, not above a bound; ERR_RANGE. */
int answer_small(const struct redisReply *reply, size_t index, unsigned max,
	unsigned *ret_number) MUST_CHECK;

/* The text of a plain string answer. ERR_GONE when it is nil. */
int answer_string(const struct redisReply *reply, const char **ret_text) MUST_CHECK;

/* Takes the next word of a text of words that one space parts. ERR_SYNTAX when none is left. */
int answer_next_word(struct view *rest, struct view *ret_word) MUST_CHECK;
/* The same, of a word in digits. */
int answer_next_number(struct view *rest, uint64_t *ret_number) MUST_CHECK;
/* What stands behind the first word of an answer that is one text; empty when nothing does. */
struct view answer_rest(const struct redisReply *reply);

/* Digits only, at most 2^64 - 1. ERR_SYNTAX. */
int answer_parse_number(struct view text, uint64_t *ret_number) MUST_CHECK;

#endif
