/* What stands, read from the texts that routing keeps, and whom each reaches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "directory/acts.h"

enum { NOW = 1000, LATER = 2000, LONG_AGO = 10 };

static int add(struct acts *acts, uint64_t id, const char *text)
{
	return acts_add(acts, id, text);
}

static struct acts *house(void)
{
	struct acts *acts = acts_create();
	assert_non_null(acts);
	int err =
		add(acts, 1, "door 5 2000 1 oslo oslo - - closed - 0 ab\nKari\nnb Vi er borte.\nen Away.") +
		add(acts, 2, "text 5 2000 1 - - c03,m4204 online - - 0 ab\nKari\nnb Mange.") +
		add(acts, 3, "text 5 2000 1 - - n - - - 0 ab\nKari\nnb Alle.") +
		add(acts, 4, "announce 5 2000 1 - oslo - - - - 0 ab\nKari\nnb Hei.");
	assert_int_equal(err, 0);
	return acts;
}

static void a_text_is_read_into_words(void **state)
{
	(void)state;
	struct acts *acts = house();
	const struct act_row *act = acts_at(acts, 1);
	assert_string_equal(act->kind, "text");
	assert_string_equal(act->scopes, "c03 m4204");
	assert_string_equal(act->topic, "online");
	assert_string_equal(act->reach, "");
	assert_string_equal(act->name, "Kari");
	assert_int_equal(act->until_ms, LATER);
	assert_null(acts_at(acts, 4));
	acts_destroy(acts);
}

static void what_is_no_act_is_refused(void **state)
{
	(void)state;
	struct acts *acts = acts_create();
	assert_int_equal(add(acts, 1, ""), ERR_SYNTAX);
	assert_int_equal(add(acts, 1, "door 5 2000\nKari\nnb x"), ERR_SYNTAX);
	assert_int_equal(add(acts, 1, "door 5 2000 1 - - - - closed - 0 ab"), ERR_SYNTAX);
	assert_null(acts_at(acts, 0));
	acts_destroy(acts);
}

static void a_list_has_its_bound(void **state)
{
	(void)state;
	struct acts *acts = acts_create();
	for (int i = 0; i < ACTS_MAX; i++) {
		assert_int_equal(add(acts, (uint64_t)i, "text 5 2000 1 - - n - - - 0 ab\nKari\nnb x"), 0);
	}
	assert_int_equal(add(acts, 99, "text 5 2000 1 - - n - - - 0 ab\nKari\nnb x"), ERR_FULL);
	acts_destroy(acts);
}

static void lists_are_the_same_by_what_they_say(void **state)
{
	(void)state;
	struct acts *one = house(), *other = house(), *none = acts_create();
	assert_true(acts_same(one, other));
	assert_true(acts_same(none, NULL));
	assert_false(acts_same(one, none));
	assert_int_equal(add(other, 5, "text 5 2000 1 - - n - - - 0 ab\nKari\nnb x"), 0);
	assert_false(acts_same(one, other));
	acts_destroy(one);
	acts_destroy(other);
	acts_destroy(none);
}

static void a_closed_pool_closes_every_door_until_its_time(void **state)
{
	(void)state;
	struct acts *acts = house();
	assert_int_equal(acts_door(acts, "oslo", NOW)->id, 1);
	assert_null(acts_door(acts, "bergen", NOW));
	assert_null(acts_door(acts, "oslo", LATER));
	assert_null(acts_door(NULL, "oslo", NOW));
	assert_int_equal(add(acts, 6, "door 5 2000 1 - - - - closed - 0 ab\nKari\n"), 0);
	assert_int_equal(acts_door(acts, "oslo", NOW)->id, 6);
	assert_int_equal(acts_door(acts, "bergen", LONG_AGO)->id, 6);
	acts_destroy(acts);
}

static void a_text_reaches_by_place_and_topic_and_the_newest_is_told(void **state)
{
	(void)state;
	struct acts *acts = acts_create();
	assert_int_equal(add(acts, 2, "text 5 2000 1 - - c03,m4204 online - - 0 ab\nKari\nnb x"), 0);
	const struct acts_waiting in_county = {"0301", "03", "online", "online", false},
							  own = {"4204", "42", "online", "online", false},
							  not_mine = {"4204", "42", "online", "online", true},
							  other_topic = {"0301", "03", "mind", "mind", false},
							  longer = {"42041", "031", "online", "online", false},
							  led = {"0301", "03", "special", "online", false},
							  unsaid = {"", "", "online", "online", false};
	assert_non_null(acts_notice(acts, &in_county, NOW));
	assert_non_null(acts_notice(acts, &own, NOW));
	assert_null(acts_notice(acts, &not_mine, NOW));
	assert_null(acts_notice(acts, &other_topic, NOW));
	assert_null(acts_notice(acts, &longer, NOW));
	assert_non_null(acts_notice(acts, &led, NOW));
	assert_null(acts_notice(acts, &unsaid, NOW));
	assert_null(acts_notice(acts, &in_county, LATER));
	assert_int_equal(add(acts, 3, "text 5 2000 1 - - n - - - 0 ab\nKari\nnb y"), 0);
	assert_int_equal(acts_notice(acts, &in_county, NOW)->id, 3);
	assert_int_equal(acts_notice(acts, &unsaid, NOW)->id, 3);
	acts_destroy(acts);
}

static void of_one_kind_two_lists_may_be_the_same(void **state)
{
	(void)state;
	struct acts *acts = house(), *other = house();
	assert_true(acts_same_kind(acts, other, "text"));
	assert_int_equal(add(other, 5, "door 5 2000 1 - - - - closed - 0 ab\nKari\n"), 0);
	assert_true(acts_same_kind(acts, other, "text"));
	assert_false(acts_same_kind(acts, other, "door"));
	assert_int_equal(add(other, 6, "text 5 2000 1 - - c03 - - - 0 ab\nKari\nnb y"), 0);
	assert_false(acts_same_kind(acts, other, "text"));
	assert_false(acts_same_kind(other, NULL, "text"));
	assert_true(acts_same_kind(other, NULL, "scope"));
	acts_destroy(acts);
	acts_destroy(other);
}

static void an_announcement_is_for_its_agency(void **state)
{
	(void)state;
	struct acts *acts = house();
	assert_int_equal(acts_announcement(acts, "oslo", NOW)->id, 4);
	assert_null(acts_announcement(acts, "bergen", NOW));
	acts_destroy(acts);
}

static void a_language_without_a_line_reads_the_first(void **state)
{
	(void)state;
	unsigned len;
	const char *texts = "nb Vi er borte.\nen Away.";
	const char *text = act_text(texts, "en", &len);
	assert_int_equal(len, strlen("Away."));
	assert_memory_equal(text, "Away.", len);
	text = act_text(texts, "da", &len);
	assert_memory_equal(text, "Vi er borte.", len);
	assert_int_equal(len, strlen("Vi er borte."));
	act_text("", "nb", &len);
	assert_int_equal(len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_read_into_words),
		cmocka_unit_test(what_is_no_act_is_refused),
		cmocka_unit_test(a_list_has_its_bound),
		cmocka_unit_test(lists_are_the_same_by_what_they_say),
		cmocka_unit_test(a_closed_pool_closes_every_door_until_its_time),
		cmocka_unit_test(a_text_reaches_by_place_and_topic_and_the_newest_is_told),
		cmocka_unit_test(of_one_kind_two_lists_may_be_the_same),
		cmocka_unit_test(an_announcement_is_for_its_agency),
		cmocka_unit_test(a_language_without_a_line_reads_the_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
