/* Steps of the calendar, and what sums of counters say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "figures/step.h"
#include "figures/tally.h"

static void a_step_is_written_as_it_was_read(void **state)
{
	static const char *const texts[] = {"2026-01", "2026-12", "2026-Q1", "2026-Q4", "2026"};
	char written[STEP_BYTES];
	struct step step;
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(step_parse(texts[i], &step), 0);
		step_write(&step, written);
		assert_string_equal(written, texts[i]);
	}
}

static void what_is_no_step_is_refused(void **state)
{
	static const char *const texts[] = {"", "26", "2026-", "2026-00", "2026-13", "2026-Q0",
		"2026-Q5", "2026-q1", "2026-1", "2026-011", "2026/01", "1969", "-026", "2026-Qx",
		"2026-Q12"};
	struct step step = {.year = 1};
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(step_parse(texts[i], &step), ERR_SYNTAX);
	}
	assert_int_equal(step.year, 1);
}

static void a_year_is_its_quarters_and_a_quarter_its_months(void **state)
{
	const struct step year = {.kind = STEP_YEAR, .year = 2026};
	struct step quarter, month, none;
	char written[STEP_BYTES];
	(void)state;
	assert_true(step_part(&year, 3, &quarter));
	assert_false(step_part(&year, 4, &none));
	assert_true(step_part(&quarter, 2, &month));
	assert_false(step_part(&quarter, 3, &none));
	assert_false(step_part(&month, 0, &none));
	step_write(&month, written);
	assert_string_equal(written, "2026-12");
	assert_int_equal(step_first_month(&quarter), 10);
	assert_int_equal(step_months(&quarter), 3);
}

static void add(struct tally *tally, enum tally_kind kind, const char *field, int64_t number)
{
	assert_int_equal(tally_add(tally, kind, field, number), 0);
}

static void what_arrived_is_the_sum_of_what_became_of_it(void **state)
{
	struct tally *tally = tally_create();
	struct tally_sum sum;
	(void)state;
	add(tally, TALLY_DAY, "m0301 arrived", 20);
	add(tally, TALLY_DAY, "m0301 answered:30", 9);
	add(tally, TALLY_DAY, "m0301 answered:more", 1);
	add(tally, TALLY_DAY, "m0301 abandoned:left", 3);
	add(tally, TALLY_DAY, "m0301 abandoned:lost", 2);
	add(tally, TALLY_DAY, "m0301 refused", 1);
	add(tally, TALLY_DAY, "m0301 diverted", 2);
	add(tally, TALLY_DAY, "m0301 ended:left:600", 8);
	add(tally, TALLY_DAY, "m0301 silent", 2);
	add(tally, TALLY_DAY, "m0301 uncounted", 1);
	add(tally, TALLY_DAY, "c03 arrived", 7);
	add(tally, TALLY_MONTH, "m0301 family arrived", 100);
	tally_visits(tally, "m0301", &sum);
	assert_int_equal(sum.arrived, 20);
	assert_int_equal(sum.answered, 10);
	assert_int_equal(sum.abandoned, 5);
	assert_int_equal(sum.waiting, 2);
	assert_int_equal(sum.ended, 8);
	assert_int_equal(sum.conversations, 5);
	tally_visits(tally, NULL, &sum);
	assert_int_equal(sum.arrived, 27);
	tally_destroy(tally);
}

static void a_field_of_no_known_form_is_left_out(void **state)
{
	struct tally *tally = tally_create();
	(void)state;
	add(tally, TALLY_DAY, "arrived", 5);
	add(tally, TALLY_DAY, "m0301 family arrived", 5);
	add(tally, TALLY_DAY, "", 5);
	assert_int_equal(tally_count(tally, TALLY_DAY, NULL, NULL, "arrived"), 0);
	assert_int_equal(tally_add(tally, (enum tally_kind)'x', "m0301 arrived", 1), ERR_RANGE);
	tally_destroy(tally);
}

static void days_with_an_open_door_are_counted_once_each(void **state)
{
	struct tally *tally = tally_create();
	(void)state;
	add(tally, TALLY_OPEN, "oslo", 240);
	add(tally, TALLY_OPEN, "oslo", 0);
	add(tally, TALLY_OPEN, "oslo", 60);
	add(tally, TALLY_OPEN, "bergen", 60);
	assert_int_equal(tally_agency(tally, TALLY_OPEN, "oslo", "minutes"), 300);
	assert_int_equal(tally_agency(tally, TALLY_OPEN, "oslo", "days"), 2);
	tally_destroy(tally);
}

static void a_percentile_is_the_edge_that_the_share_stays_under(void **state)
{
	struct span span;
	struct tally *tally = tally_create();
	(void)state;
	add(tally, TALLY_DAY, "m0301 answered:10", 5);
	add(tally, TALLY_DAY, "c03 answered:60", 4);
	tally_span(tally, NULL, "answered", &span);
	assert_int_equal(span.n, 9);
	assert_int_equal(span_percentile(&span, 50), 10);
	assert_int_equal(span_percentile(&span, 90), 60);
	add(tally, TALLY_DAY, "m0301 answered:more", 11);
	tally_span(tally, NULL, "answered", &span);
	assert_int_equal(span_percentile(&span, 90), SPAN_MORE);
	tally_destroy(tally);
}

static void a_percentile_of_fewer_than_eight_is_not_told(void **state)
{
	struct span span;
	struct tally *tally = tally_create();
	(void)state;
	add(tally, TALLY_DAY, "m0301 ended:left:600", 7);
	tally_span(tally, "m0301", "ended", &span);
	assert_int_equal(span.n, 7);
	assert_int_equal(span_percentile(&span, 50), SPAN_UNKNOWN);
	tally_destroy(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_is_written_as_it_was_read),
		cmocka_unit_test(what_is_no_step_is_refused),
		cmocka_unit_test(a_year_is_its_quarters_and_a_quarter_its_months),
		cmocka_unit_test(what_arrived_is_the_sum_of_what_became_of_it),
		cmocka_unit_test(a_field_of_no_known_form_is_left_out),
		cmocka_unit_test(days_with_an_open_door_are_counted_once_each),
		cmocka_unit_test(a_percentile_is_the_edge_that_the_share_stays_under),
		cmocka_unit_test(a_percentile_of_fewer_than_eight_is_not_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
