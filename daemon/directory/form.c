/* form := question (";" question)*    question := word ["=" label] ["*"] ":" answer ("," answer)*    answer := word ["=" label]
 * A word without a label is one whose text is in the dictionaries; "*" lets a question have several answers. */
#include "directory/form.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { FORM_MAX = 1536, WORD_MAX = 24, LABEL_MAX = 60, QUESTIONS_MAX = 8, ANSWERS_MAX = 16 };

/* Words that have a text in every language. */
static const char *const questions[] = {"topic", "age", "outcome", "referral", NULL};
static const char *const answers[] = {FORM_POOL_TOPICS, "u13", "13-15", "16-17", "18-20", "o20",
	"unknown", "talked", "left", "handed", "reported", "none", "nurse", "school", "leisure",
	"national", "else", NULL};
static const char *const kinds[] = {"yes", "test", "hoax", "wrong", NULL};

const char *form_usual(void)
{
	return "topic*: pool, else; age: u13, 13-15, 16-17, 18-20, o20, unknown; "
		   "outcome: talked, left, handed, reported; "
		   "referral*: none, nurse, school, leisure, national, else";
}

static bool is_among(struct view word, const char *const *list)
{
	while (*list != NULL && !view_is(word, *list)) {
		list++;
	}
	return *list != NULL;
}

static struct view trim(struct view text)
{
	while (text.len > 0 && text.data[0] == ' ') {
		text = (struct view){text.data + 1, text.len - 1};
	}
	while (text.len > 0 && text.data[text.len - 1] == ' ') {
		text.len--;
	}
	return text;
}

/* Takes what stands before the separator off the front of rest, trimmed; all of it when there is none, and then rest has no
 * data any more. */
static struct view pass(struct view *rest, char separator)
{
	const uint8_t *end = rest->len > 0 ? memchr(rest->data, separator, rest->len) : NULL;
	size_t len = end != NULL ? (size_t)(end - rest->data) : rest->len;
	struct view part = {rest->data, len};
	*rest = end != NULL ? (struct view){end + 1, rest->len - len - 1} : (struct view){NULL, 0};
	return trim(part);
}

static bool is_word(struct view word)
{
	static const char within[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	for (size_t i = 0; i < word.len; i++) {
		if (word.data[i] == '\0' || strchr(within, word.data[i]) == NULL) {
			return false;
		}
	}
	return word.len > 0 && word.len <= WORD_MAX;
}

/* "word" when it is known, or "word=label"; *ret_word is the word. */
static bool is_named(struct view item, const char *const *known, struct view *ret_word)
{
	bool labelled = item.len > 0 && memchr(item.data, '=', item.len) != NULL;
	*ret_word = pass(&item, '=');
	struct view label = trim(item);
	bool fits = !labelled || (label.len > 0 && label.len <= LABEL_MAX);
	return is_word(*ret_word) && fits && (labelled || is_among(*ret_word, known));
}

struct question {
	struct view word;
	struct view answers; /* the list as it stands */
	bool many;
};

/* The next question off the front; false when it is wrong. */
static bool pass_question(struct view *rest, struct question *ret)
{
	struct view list = pass(rest, ';');
	struct view head = pass(&list, ':');
	ret->many = head.len > 0 && head.data[head.len - 1] == '*';
	if (ret->many) {
		head = trim((struct view){head.data, head.len - 1});
	}
	ret->answers = list;
	return list.data != NULL && is_named(head, questions, &ret->word);
}

/* Whether the answers are right, and none is there twice. */
static bool are_right(const struct question *question)
{
	struct view seen[ANSWERS_MAX], rest = question->answers;
	size_t count = 0;
	while (rest.data != NULL) {
		struct view word;
		if (count == ANSWERS_MAX || !is_named(pass(&rest, ','), answers, &word) ||
			(view_is(word, FORM_POOL_TOPICS) && !view_is(question->word, "topic"))) {
			return false;
		}
		for (size_t i = 0; i < count; i++) {
			if (view_equal(seen[i], word)) {
				return false;
			}
		}
		seen[count++] = word;
	}
	return true;
}

bool form_is_right(const char *text)
{
	struct view seen[QUESTIONS_MAX], rest = view_text(text);
	size_t count = 0;
	if (rest.len > FORM_MAX || !utf8_is_plain(rest)) {
		return false;
	}
	while (rest.len > 0) {
		struct question question;
		if (count == QUESTIONS_MAX || !pass_question(&rest, &question) ||
			view_is(question.word, "kind") || !are_right(&question)) {
			return false;
		}
		for (size_t i = 0; i < count; i++) {
			if (view_equal(seen[i], question.word)) {
				return false;
			}
		}
		seen[count++] = question.word;
	}
	return true;
}

enum form_tick form_find(const char *text, struct view question, struct view answer)
{
	struct view rest = view_text(text);
	if (view_is(question, "kind")) {
		return is_among(answer, kinds) ? FORM_ONE : FORM_NO;
	}
	while (rest.len > 0) {
		struct question one;
		if (!pass_question(&rest, &one) || !view_equal(one.word, question)) {
			continue;
		}
		while (one.answers.data != NULL) {
			struct view item = pass(&one.answers, ',');
			if (view_equal(pass(&item, '='), answer)) {
				return one.many ? FORM_MANY : FORM_ONE;
			}
		}
	}
	return FORM_NO;
}
