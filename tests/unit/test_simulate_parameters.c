/* Reading the simulator's parameters: what is wrong is said with its line and what was expected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "simulate/parameters.h"

enum { SAID_SIZE = 1024 };

static void on_problem(void *context, const char *problem)
{
	char *said = context;
	size_t len = strlen(said);
	snprintf(said + len, SAID_SIZE - len, "%s\n", problem);
}

static struct parameters *from_preset(const char *name)
{
	struct parameters *parameters = NULL;
	char said[SAID_SIZE] = "";
	assert_int_equal(parameters_create(&parameters), 0);
	assert_non_null(parameters_preset(name));
	int err = parameters_read(parameters, name, parameters_preset(name), on_problem, said);
	assert_string_equal(said, "");
	assert_int_equal(err, 0);
	return parameters;
}

static void value_of(const struct parameters *parameters, const char *name,
	struct parameter *ret_parameter)
{
	for (size_t i = 0; parameters_at(parameters, i, ret_parameter); i++) {
		if (strcmp(ret_parameter->name, name) == 0) {
			return;
		}
	}
	fail_msg("no parameter %s", name);
}

static void assert_value(const struct parameters *parameters, const char *name,
	const char *expected)
{
	struct parameter parameter;
	value_of(parameters, name, &parameter);
	assert_string_equal(parameter.value, expected);
}

static void every_preset_is_read_and_goes_together(void **state)
{
	(void)state;
	static const char *const names[] = {"A", "b", "C", "d"};
	for (size_t i = 0; i < 4; i++) {
		char why[200] = "";
		struct parameters *parameters = from_preset(names[i]);
		assert_int_equal(parameters_check(parameters, why, sizeof(why)), 0);
		parameters_destroy(parameters);
	}
	assert_null(parameters_preset("E"));
}

static void every_preset_labels_its_assumptions(void **state)
{
	(void)state;
	static const char *const names[] = {"A", "B", "C", "D"};
	static const char *const assumed[] = {"patience_min", "skill_share", "urgent_share",
		"acute_share", "topic_shares"};
	for (size_t i = 0; i < 4; i++) {
		struct parameters *parameters = from_preset(names[i]);
		struct parameter parameter;
		for (size_t k = 0; k < sizeof(assumed) / sizeof(assumed[0]); k++) {
			value_of(parameters, assumed[k], &parameter);
			assert_true(parameter.assumed);
		}
		value_of(parameters, "capacity", &parameter);
		assert_false(parameter.assumed);
		parameters_destroy(parameters);
	}
}

static void what_is_shown_can_be_set_again(void **state)
{
	(void)state;
	struct parameters *parameters = from_preset("D"), *again = NULL;
	struct parameter first, second;
	char why[200];
	assert_int_equal(parameters_create(&again), 0);
	for (size_t i = 0; parameters_at(parameters, i, &first); i++) {
		if (*first.value) {
			assert_int_equal(parameters_set(again, first.name, first.value, why, sizeof(why)), 0);
		}
	}
	for (size_t i = 0; parameters_at(parameters, i, &first); i++) {
		assert_true(parameters_at(again, i, &second));
		assert_string_equal(second.name, first.name);
		assert_string_equal(second.value, first.value);
		assert_int_equal(second.assumed, first.assumed);
	}
	parameters_destroy(parameters);
	parameters_destroy(again);
}

static void a_wrong_line_is_named_with_what_was_expected(void **state)
{
	(void)state;
	static const char text[] = "# a comment\n"
							   "capacity = 2  # and another\n"
							   "capacity = 9\n"
							   "colour = red\n"
							   "\n"
							   "counsellors 1 2 3\n"
							   "hours = mon 22-17\r\n"
							   "skill_share = 0.5";
	struct parameters *parameters = NULL;
	char said[SAID_SIZE] = "";
	assert_int_equal(parameters_create(&parameters), 0);
	assert_int_equal(parameters_read(parameters, "my.conf", text, on_problem, said), ERR_SYNTAX);
	assert_string_equal(said,
		"my.conf:3: capacity: expected a whole number from 1 to 3\n"
		"my.conf:4: there is no parameter colour\n"
		"my.conf:6: expected name = value\n"
		"my.conf:7: hours: expected times such as 16-20 or 16:30-20:00, the second one later\n");
	assert_value(parameters, "capacity", "2");
	assert_value(parameters, "skill_share", "0.5");
	parameters_destroy(parameters);
}

static void a_wrong_value_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	static const struct {
		const char *name, *value, *why;
	} rows[] = {
		{"capacity", "1.5", "expected a whole number"},
		{"capacity", "", "expected a whole number"},
		{"capacity", "2 2", "expected a whole number"},
		{"skill_share", "nan", "expected a number from 0 to 1"},
		{"skill_share", "0.4x", "expected a number"},
		{"population", "640 -1", "population: expected a number"},
		{"counsellors.0", "1", "a municipality's number from 1"},
		{"counsellors.x", "1", "a municipality's number from 1"},
		{"counsellors.32", "1", "has 30 places"},
		{"counsellors.31", "x", "expected a whole number"},
		{"seed.1", "1", "there is no parameter"},
		{"extra", "thu 16-20", "there is no parameter"},
		{"extra.1", "someday", "expected days"},
		{"come", "17-18", "expected TIME-TIME WEIGHT"},
		{"chat_min", "normal 3 4", "expected lognormal MEDIAN SIGMA"},
		{"patience_min", "lognormal 0 1", "expected lognormal MEDIAN SIGMA"},
		{"policies", "own 30", "expected isolated, own SECONDS+SECONDS or blind"},
		{"policies", "own 30+", "expected isolated"},
		{"policies", "own 30+30x", "expected isolated"},
		{"policies", "own -1+30", "expected isolated"},
		{"policies", "own 30+100000", "expected isolated"},
		{"policies", "blind duty", "expected isolated"},
		{"policies", "blind duty 0", "expected isolated"},
		{"policies", "blind; ", "expected isolated"},
		{"policies", "isolated no-skip", "expected isolated"},
		{"chat_min", "lognormal 33", "expected lognormal MEDIAN SIGMA"},
		{"chat_min", "lognormal 33 0.6 1", "expected lognormal MEDIAN SIGMA"},
		{"chat_min", "exponential33", "expected lognormal MEDIAN SIGMA"},
		{"policies", "", "expected isolated"},
		{"assumed", "patience_min love", "expected names of parameters"},
	};
	struct parameters *parameters = from_preset("A");
	struct parameter before[64], after;
	size_t count = 0;
	while (parameters_at(parameters, count, &before[count])) {
		count++;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char why[300] = "";
		int err = parameters_set(parameters, rows[i].name, rows[i].value, why, sizeof(why));
		if (err >= 0 || !strstr(why, rows[i].why)) {
			fail_msg("%s = %s: expected \"%s\", said \"%s\"", rows[i].name, rows[i].value,
				rows[i].why, why);
		}
	}
	for (size_t i = 0; i < count; i++) {
		assert_true(parameters_at(parameters, i, &after));
		assert_string_equal(after.value, before[i].value);
	}
	parameters_destroy(parameters);
}

static void one_place_of_a_list_can_be_set_or_added(void **state)
{
	(void)state;
	struct parameters *parameters = from_preset("C");
	char why[200];
	assert_int_equal(parameters_set(parameters, "topic_shares", "0.5 0.5", why, sizeof(why)), 0);
	assert_int_equal(parameters_set(parameters, "topic_shares.1", "0.25", why, sizeof(why)), 0);
	assert_int_equal(parameters_set(parameters, "topic_shares.3", "0.25", why, sizeof(why)), 0);
	assert_value(parameters, "topic_shares", "0.25 0.5 0.25");
	assert_int_equal(parameters_set(parameters, "extra.7", "thu 16-20", why, sizeof(why)), 0);
	assert_value(parameters, "extra.7", "thu 16-20");
	parameters_destroy(parameters);
}

static void what_does_not_go_together_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *name, *value, *why;
	} rows[] = {
		{"population.31", "50", "population names 31 municipalities, counsellors 30"},
		{"visits", "1 2", "population names 30 municipalities, visits 2"},
		{"extra.31", "thu 16-20", "hours or extra for municipality 31, and there are 30"},
		{"topic_shares", "0.5 0.4", "a sum of 1, and it is 0.9"},
		{"urgent_share", "0.99", "together at most 1"},
		{"visits_per_1000", "0", "visits: expected"},
		{"visits_per_1000", "1000", "visits: expected up to 200000 a week"},
		{"topic_shares", "", "missing: topic_shares"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct parameters *parameters = from_preset("A");
		char why[200] = "";
		assert_int_equal(parameters_set(parameters, rows[i].name, rows[i].value, why, sizeof(why)),
			0);
		assert_int_equal(parameters_check(parameters, why, sizeof(why)), ERR_RANGE);
		if (!strstr(why, rows[i].why)) {
			fail_msg("%s: expected \"%s\", said \"%s\"", rows[i].name, rows[i].why, why);
		}
		parameters_destroy(parameters);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_preset_is_read_and_goes_together),
		cmocka_unit_test(every_preset_labels_its_assumptions),
		cmocka_unit_test(what_is_shown_can_be_set_again),
		cmocka_unit_test(a_wrong_line_is_named_with_what_was_expected),
		cmocka_unit_test(a_wrong_value_is_refused_and_changes_nothing),
		cmocka_unit_test(one_place_of_a_list_can_be_set_or_added),
		cmocka_unit_test(what_does_not_go_together_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
