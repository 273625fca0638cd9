/* The questions of the form after a conversation: which fields are right, and which ticks are of a form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "directory/form.h"

static enum form_tick find(const char *text, const char *question, const char *answer)
{
	return form_find(text, view_text(question), view_text(answer));
}

static void the_usual_form_and_an_empty_one_are_right(void **state)
{
	(void)state;
	assert_true(form_is_right(""));
	assert_true(form_is_right(form_usual()));
}

static void own_questions_and_answers_are_right_with_a_label(void **state)
{
	(void)state;
	assert_true(form_is_right("met=Har vi skrevet før?: yes=Ja, no=Nei; age: 13-15"));
	assert_true(form_is_right("referral*: nurse=Helsesykepleier, spare-time = Fritid"));
}

static void what_no_screen_could_show_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {"met: yes=Ja", "age: 14-15", "age: ", "age", ": 13-15",
		"age: 13-15,", "age: 13-15; ; ", "age: 13-15, 13-15", "age: 13-15; age: o20", "kind: yes",
		"kind=Kind: yes=Yes", "age: pool", "Age=Alder: 13-15", "met=: yes=Ja", "age: 13_15=x",
		"age: 13-15=a\nb", "*: 13-15",
		"q=a: a=1, b=1, c=1, d=1, e=1, f=1, g=1, h=1, i=1, j=1, k=1, l=1, m=1, n=1, o=1, p=1, q=1",
		"a=1: x=1; b=1: x=1; c=1: x=1; d=1: x=1; e=1: x=1; f=1: x=1; g=1: x=1; h=1: x=1; i=1: x=1",
		"met=This label is longer than a label may be, which is sixty bytes: yes=Ja",
		"word-that-is-far-too-long-for-it=x: yes=Ja"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (form_is_right(wrong[i])) {
			fail_msg("let through: %s", wrong[i]);
		}
	}
	char longest[1600] = "met=x: a=";
	memset(longest + 9, 'x', 1580);
	assert_false(form_is_right(longest));
}

static void a_tick_is_an_answer_of_its_question(void **state)
{
	(void)state;
	const char *form = "topic*: pool, else; age: 13-15, o20; met=Met?: yes=Ja, no=Nei";
	assert_int_equal(find(form, "age", "13-15"), FORM_ONE);
	assert_int_equal(find(form, "topic", "else"), FORM_MANY);
	assert_int_equal(find(form, "met", "no"), FORM_ONE);
	assert_int_equal(find(form, "age", "16-17"), FORM_NO);
	assert_int_equal(find(form, "outcome", "left"), FORM_NO);
	assert_int_equal(find(form, "age", "yes"), FORM_NO);
	assert_int_equal(find(form, "", ""), FORM_NO);
}

static void kind_is_in_every_form_and_takes_one(void **state)
{
	(void)state;
	static const char *const kinds[] = {"yes", "test", "hoax", "wrong"};
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(find("age: 13-15", "kind", kinds[i]), FORM_ONE);
	}
	assert_int_equal(find("age: 13-15", "kind", "13-15"), FORM_NO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_usual_form_and_an_empty_one_are_right),
		cmocka_unit_test(own_questions_and_answers_are_right_with_a_label),
		cmocka_unit_test(what_no_screen_could_show_is_refused),
		cmocka_unit_test(a_tick_is_an_answer_of_its_question),
		cmocka_unit_test(kind_is_in_every_form_and_takes_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
