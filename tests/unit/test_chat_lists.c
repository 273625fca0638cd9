/* Words in lists, on the wire and in the store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/lists.h"

static struct frame_texts list_of(unsigned count, const char *const *words)
{
	struct frame_texts list = {.count = count};
	for (unsigned i = 0; i < count; i++) {
		list.item[i] = view_text(words[i]);
	}
	return list;
}

static void words_are_joined_by_single_spaces(void **state)
{
	(void)state;
	char out[32];
	struct frame_texts list = list_of(3, (const char *const[]){"nb", "nn-NO", "se_1"});
	assert_int_equal(lists_join(&list, out, sizeof(out)), 0);
	assert_string_equal(out, "nb nn-NO se_1");
}

static void an_empty_list_is_an_empty_text(void **state)
{
	(void)state;
	char out[4] = "xxx";
	struct frame_texts list = {0};
	assert_int_equal(lists_join(&list, out, sizeof(out)), 0);
	assert_string_equal(out, "");
}

static void what_is_no_word_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"", " ", "a b", "a\tb", "a\nb", "é", "a:b", "{a}", "*"};
	char out[32];
	for (unsigned i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct frame_texts list = list_of(1, &bad[i]);
		assert_int_equal(lists_join(&list, out, sizeof(out)), ERR_RANGE);
		assert_false(lists_is_word(view_text(bad[i])));
	}
}

static void a_text_that_is_too_long_is_refused_to_the_byte(void **state)
{
	(void)state;
	char out[6];
	struct frame_texts fits = list_of(2, (const char *const[]){"ab", "cd"});
	struct frame_texts longer = list_of(2, (const char *const[]){"ab", "cde"});
	assert_int_equal(lists_join(&fits, out, sizeof(out)), 0);
	assert_int_equal(lists_join(&longer, out, sizeof(out)), ERR_RANGE);
}

static void splitting_is_the_way_back(void **state)
{
	(void)state;
	struct frame_texts list;
	lists_split("nb nn se", 8, &list);
	assert_int_equal(list.count, 3);
	assert_true(view_is(list.item[0], "nb"));
	assert_true(view_is(list.item[2], "se"));
}

static void splitting_skips_empty_words_and_stops_at_the_limit(void **state)
{
	(void)state;
	struct frame_texts list;
	lists_split("  a  b c ", 2, &list);
	assert_int_equal(list.count, 2);
	assert_true(view_is(list.item[1], "b"));
	lists_split("", 2, &list);
	assert_int_equal(list.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_joined_by_single_spaces),
		cmocka_unit_test(an_empty_list_is_an_empty_text),
		cmocka_unit_test(what_is_no_word_is_refused),
		cmocka_unit_test(a_text_that_is_too_long_is_refused_to_the_byte),
		cmocka_unit_test(splitting_is_the_way_back),
		cmocka_unit_test(splitting_skips_empty_words_and_stops_at_the_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
