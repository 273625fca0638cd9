/* Public holidays: Easter, and the days of each country. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "directory/civil.h"
#include "directory/holiday.h"

static void easter_is_where_the_almanac_has_it(void **state)
{
	(void)state;
	static const int rows[][3] = {{1818, 3, 22}, {1943, 4, 25}, {1954, 4, 18}, {1981, 4, 19},
		{2000, 4, 23}, {2008, 3, 23}, {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5}, {2027, 3, 28},
		{2028, 4, 16}, {2029, 4, 1}, {2030, 4, 21}, {2035, 3, 25}, {2038, 4, 25}, {2049, 4, 18},
		{2076, 4, 19}, {2285, 3, 22}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(holiday_easter(rows[i][0]),
			civil_days(rows[i][0], rows[i][1], rows[i][2]));
	}
}

static void easter_is_a_sunday_from_22_march_to_25_april(void **state)
{
	(void)state;
	for (int year = 1900; year < 2400; year++) {
		int64_t easter = holiday_easter(year);
		assert_int_equal(civil_weekday(easter), 7);
		assert_in_range(easter - civil_days(year, 3, 22), 0, 34);
	}
}

/* The holidays of a year, one after the other, are exactly these dates (month * 100 + day). */
static void assert_year(const char *country, int year, const int *dates)
{
	for (int64_t days = civil_days(year, 1, 1); days < civil_days(year + 1, 1, 1); days++) {
		int y, month, day;
		civil_date(days, &y, &month, &day);
		bool expected = *dates == month * 100 + day;
		if (holiday_is(country, days) != expected) {
			fail_msg("%s %d-%02d-%02d: expected %d", country, year, month, day, expected);
		}
		dates += expected;
	}
	assert_int_equal(*dates, 0);
}

static void norway_has_twelve_in_2026_and_its_may_days(void **state)
{
	(void)state;
	static const int dates[] = {101, 402, 403, 405, 406, 501, 514, 517, 524, 525, 1225, 1226, 0};
	assert_year("NO", 2026, dates);
}

static void norway_2027_begins_easter_in_march(void **state)
{
	(void)state;
	/* Whit Sunday is 16 May, Whit Monday 17 May */
	static const int dates[] = {101, 325, 326, 328, 329, 501, 506, 516, 517, 1225, 1226, 0};
	assert_year("NO", 2027, dates);
}

static void denmark_has_ten_in_2026_and_no_great_prayer_day(void **state)
{
	(void)state;
	static const int dates[] = {101, 402, 403, 405, 406, 514, 524, 525, 1225, 1226, 0};
	assert_year("DK", 2026, dates);
}

static void denmark_2027_has_no_may_days(void **state)
{
	(void)state;
	static const int dates[] = {101, 325, 326, 328, 329, 506, 516, 517, 1225, 1226, 0};
	assert_year("DK", 2027, dates);
}

static void of_another_country_no_holiday_is_known(void **state)
{
	(void)state;
	static const int none[] = {0};
	assert_year("SE", 2026, none);
	assert_year("", 2026, none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(easter_is_where_the_almanac_has_it),
		cmocka_unit_test(easter_is_a_sunday_from_22_march_to_25_april),
		cmocka_unit_test(norway_has_twelve_in_2026_and_its_may_days),
		cmocka_unit_test(norway_2027_begins_easter_in_march),
		cmocka_unit_test(denmark_has_ten_in_2026_and_no_great_prayer_day),
		cmocka_unit_test(denmark_2027_has_no_may_days),
		cmocka_unit_test(of_another_country_no_holiday_is_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
