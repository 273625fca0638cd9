/* The calendar and the zones; what hours make of them is in test_directory_daylight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "directory/civil.h"

#define OSLO "Europe/Oslo"

/* Unix seconds of a UTC time. */
static int64_t utc(int year, int month, int day, int hour, int minute)
{
	return civil_days(year, month, day) * 86400 + hour * 3600 + minute * 60;
}

static void days_and_dates_are_each_others_inverse(void **state)
{
	(void)state;
	assert_int_equal(civil_days(1970, 1, 1), 0);
	assert_int_equal(civil_days(2000, 3, 1), 11017);
	for (int64_t days = -200000; days < 200000; days += 37) {
		int year, month, day;
		civil_date(days, &year, &month, &day);
		assert_int_equal(civil_days(year, month, day), days);
	}
	assert_int_equal(civil_weekday(civil_days(2026, 7, 1)), 3); /* a Wednesday */
	assert_int_equal(civil_month_days(2028, 2), 29);
	assert_int_equal(civil_month_days(2100, 2), 28);
	assert_int_equal(civil_month_days(2026, 12), 31);
}

static void summer_time_begins_and_ends_on_the_last_sundays_at_one_utc(void **state)
{
	(void)state;
	assert_int_equal(zone_offset_minutes(OSLO, utc(2026, 3, 29, 1, 0) - 1), 60);
	assert_int_equal(zone_offset_minutes(OSLO, utc(2026, 3, 29, 1, 0)), 120);
	assert_int_equal(zone_offset_minutes(OSLO, utc(2026, 10, 25, 1, 0) - 1), 120);
	assert_int_equal(zone_offset_minutes(OSLO, utc(2026, 10, 25, 1, 0)), 60);
	/* the last day of the month is itself a Sunday */
	assert_int_equal(zone_offset_minutes(OSLO, utc(2024, 3, 31, 0, 59)), 60);
	assert_int_equal(zone_offset_minutes(OSLO, utc(2024, 3, 31, 1, 0)), 120);
	assert_int_equal(zone_offset_minutes("Europe/Copenhagen", utc(2026, 7, 1, 12, 0)), 120);
}

static void only_the_known_zones_are_known(void **state)
{
	(void)state;
	assert_true(zone_is_known("Europe/Oslo"));
	assert_true(zone_is_known("Europe/Copenhagen"));
	assert_false(zone_is_known("Europe/Moscow"));
	assert_false(zone_is_known(""));
	assert_false(zone_is_known(NULL));
}

static void a_span_begins_with_its_first_minute_and_ends_with_its_last(void **state)
{
	(void)state;
	int64_t spring = civil_days(2026, 3, 29), autumn = civil_days(2026, 10, 25);
	static const struct {
		bool in_autumn;
		int minutes;
		int64_t begin, end; /* minutes from the change on */
	} rows[] = {
		{false, 0, -120, -120},
		{false, 119, -1, -1},
		{false, 120, 0, 0},
		{false, 150, 0, 0},
		{false, 180, 0, 0},
		{false, 181, 1, 1},
		{true, 119, -61, -61},
		{true, 120, -60, -60},
		{true, 121, -59, 1},
		{true, 150, -30, 30},
		{true, 179, -1, 59},
		{true, 180, 60, 60},
		{true, 1440, 1320, 1320},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t days = rows[i].in_autumn ? autumn : spring, change = days * 86400 + 3600;
		int64_t begin = civil_begin(OSLO, days, rows[i].minutes);
		int64_t end = civil_end(OSLO, days, rows[i].minutes);
		assert_int_equal((begin - change) / 60, rows[i].begin);
		assert_int_equal((end - change) / 60, rows[i].end);
	}
}

static void an_unknown_zone_is_utc(void **state)
{
	(void)state;
	int64_t days = civil_days(2026, 7, 1);
	assert_int_equal(zone_offset_minutes("Europe/Moscow", days * 86400), 0);
	assert_int_equal(civil_begin("Europe/Moscow", days, 60), utc(2026, 7, 1, 1, 0));
	assert_int_equal(civil_end("Europe/Moscow", days, 60), utc(2026, 7, 1, 1, 0));
	assert_int_equal(civil_day_at("Europe/Moscow", days * 86400), days);
}

static void a_day_is_read_only_when_it_is_one(void **state)
{
	(void)state;
	static const char *const none[] = {"", "2026-10-1", "2026-10-011", "2026-13-01", "2026-02-29",
		"2026-00-10", "2026-10-00", "1969-12-31", "20261-0-01", "2026/10/01", "-026-10-01",
		"2026--1-01", NULL};
	int64_t days = 0;
	assert_true(civil_read("2026-10-01", &days));
	assert_int_equal(days, civil_days(2026, 10, 1));
	assert_true(civil_read("2028-02-29", &days));
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		assert_false(civil_read(none[i], &days));
	}
	assert_int_equal(days, civil_days(2028, 2, 29));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_read_only_when_it_is_one),
		cmocka_unit_test(days_and_dates_are_each_others_inverse),
		cmocka_unit_test(summer_time_begins_and_ends_on_the_last_sundays_at_one_utc),
		cmocka_unit_test(only_the_known_zones_are_known),
		cmocka_unit_test(a_span_begins_with_its_first_minute_and_ends_with_its_last),
		cmocka_unit_test(an_unknown_zone_is_utc),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
