/* The band of the wait, with sums computed by hand from 1 / (s / 44.5 + i / 10). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chat/band.h"

static void without_slots_nobody_is_on_duty(void **state)
{
	(void)state;
	assert_int_equal(band_of(0, 0, 0), BAND_NOBODY);
	assert_int_equal(band_of(5, 0, 1000), BAND_NOBODY);
}

static void the_first_in_line_waits_for_one_of_all_slots(void **state)
{
	(void)state;
	assert_int_equal(band_of(0, 1, 0), BAND_LONGER);   /* 44.50 */
	assert_int_equal(band_of(0, 2, 0), BAND_LONGER);   /* 22.25 */
	assert_int_equal(band_of(0, 3, 0), BAND_QUARTER);  /* 14.83 */
	assert_int_equal(band_of(0, 8, 0), BAND_QUARTER);  /* 5.56 */
	assert_int_equal(band_of(0, 9, 0), BAND_MINUTES);  /* 4.94 */
	assert_int_equal(band_of(0, 22, 0), BAND_MINUTES); /* 2.02 */
	assert_int_equal(band_of(0, 23, 0), BAND_SOON);    /* 1.93 */
}

static void each_one_before_adds_its_own_term(void **state)
{
	(void)state;
	/* s = 9: 4.944 + 1 / (0.2022 + 0.1) = 3.309; 8.25 */
	assert_int_equal(band_of(1, 9, 0), BAND_QUARTER);
	/* and 1 / (0.2022 + 0.2) = 2.486, then 1 / 0.5022 = 1.991: 12.73; then 1 / 0.6022 = 1.661:
	 * 14.39 */
	assert_int_equal(band_of(4, 9, 0), BAND_QUARTER);
	/* and 1 / 0.7022 = 1.424: 15.81 */
	assert_int_equal(band_of(5, 9, 0), BAND_LONGER);
	/* s = 23: 1.935 + 1 / 0.6169 = 1.621: 3.56; + 1 / 0.7169 = 1.395: 4.95; + 1 / 0.8169 =
	 * 1.224: 6.17 */
	assert_int_equal(band_of(2, 23, 0), BAND_MINUTES);
	assert_int_equal(band_of(3, 23, 0), BAND_QUARTER);
}

static void the_last_wait_counts_only_when_the_slots_are_not_known(void **state)
{
	(void)state;
	assert_int_equal(band_of(0, 23, 3600000), BAND_SOON);
	assert_int_equal(band_of(9, BAND_SLOTS_UNKNOWN, 60000), BAND_SOON);
	assert_int_equal(band_of(0, BAND_SLOTS_UNKNOWN, 300000), BAND_MINUTES);
	assert_int_equal(band_of(0, BAND_SLOTS_UNKNOWN, 300001), BAND_QUARTER);
	assert_int_equal(band_of(0, BAND_SLOTS_UNKNOWN, 0), BAND_LONGER);
}

static void a_line_of_any_length_is_answered_at_once(void **state)
{
	(void)state;
	assert_int_equal(band_of(UINT_MAX - 1, 100, 0), BAND_LONGER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_slots_nobody_is_on_duty),
		cmocka_unit_test(the_first_in_line_waits_for_one_of_all_slots),
		cmocka_unit_test(each_one_before_adds_its_own_term),
		cmocka_unit_test(the_last_wait_counts_only_when_the_slots_are_not_known),
		cmocka_unit_test(a_line_of_any_length_is_answered_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
