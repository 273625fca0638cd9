/* Opening hours: reading them, and the questions about them across daylight saving, midnight and
 * exceptions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "directory/civil.h"
#include "directory/hours.h"

#define OSLO "Europe/Oslo"

static struct hours hours_of(const char *week, const char *exceptions)
{
	struct hours hours;
	const char *why = "";
	if (hours_parse(week, exceptions, &hours, &why) != 0) {
		fail_msg("\"%s\" and \"%s\" were refused: %s", week, exceptions, why);
	}
	return hours;
}

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

static void a_span_is_open_from_its_first_minute_until_before_its_last(void **state)
{
	(void)state;
	struct hours hours = hours_of("mon-thu 16:00-21:00; fri 12:00-15:00", "");
	int64_t until = 0;
	int64_t from = utc(2026, 11, 2, 15, 0); /* Monday 16:00 in Oslo */
	assert_false(hours_open_at(&hours, OSLO, from - 1, &until));
	assert_true(hours_open_at(&hours, OSLO, from, &until));
	assert_int_equal(until, utc(2026, 11, 2, 20, 0));
	assert_true(hours_open_at(&hours, OSLO, until - 1, &until));
	assert_false(hours_open_at(&hours, OSLO, until, &until));
	assert_false(hours_open_at(&hours, OSLO, utc(2026, 11, 7, 15, 0), &until)); /* Saturday */
}

static void the_same_hour_of_the_wall_holds_on_both_sides_of_each_change(void **state)
{
	(void)state;
	struct hours hours = hours_of("sat,sun,mon 16:00-21:00", "");
	int64_t until = 0;
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 3, 28, 15, 0), &until));
	assert_false(hours_open_at(&hours, OSLO, utc(2026, 3, 28, 14, 59), &until));
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 3, 29, 14, 0), &until));
	assert_false(hours_open_at(&hours, OSLO, utc(2026, 3, 29, 13, 59), &until));
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 10, 24, 14, 0), &until));
	assert_false(hours_open_at(&hours, OSLO, utc(2026, 10, 25, 14, 0), &until));
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 10, 25, 15, 0), &until));
}

static void a_time_that_spring_skips_is_the_moment_of_the_skip(void **state)
{
	(void)state;
	int64_t skip = utc(2026, 3, 29, 1, 0);
	struct hours hours = hours_of("sun 01:00-02:30", "");
	int64_t until = 0;
	assert_true(hours_open_at(&hours, OSLO, skip - 1, &until));
	assert_int_equal(until, skip);
	struct hours inside = hours_of("sun 02:00-03:00", "");
	assert_false(hours_open_at(&inside, OSLO, skip - 1, &until));
	assert_false(hours_open_at(&inside, OSLO, skip, &until));
	struct hours from_inside = hours_of("sun 02:30-04:00", "");
	assert_int_equal(hours_next(&from_inside, OSLO, skip - 3600), skip);
}

static void an_hour_that_comes_twice_opens_at_the_first_and_shuts_at_the_last(void **state)
{
	(void)state;
	struct hours hours = hours_of("sun 02:30-02:45", "");
	int64_t first = utc(2026, 10, 25, 0, 30), last = utc(2026, 10, 25, 1, 45);
	int64_t until = 0;
	assert_false(hours_open_at(&hours, OSLO, first - 1, &until));
	assert_true(hours_open_at(&hours, OSLO, first, &until));
	assert_int_equal(until, last);
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 10, 25, 1, 10), &until));
	assert_false(hours_open_at(&hours, OSLO, last, &until));
}

static void a_span_may_end_at_midnight_and_go_on_behind_it(void **state)
{
	(void)state;
	struct hours hours = hours_of("fri 20:00-24:00; sat 00:00-02:00", "");
	int64_t until = 0;
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 11, 6, 22, 59), &until));
	assert_int_equal(until, utc(2026, 11, 7, 1, 0));
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 11, 6, 23, 0), &until));
	assert_false(hours_open_at(&hours, OSLO, utc(2026, 11, 7, 1, 0), &until));
	/* midnight is no opening, because it is open already */
	assert_int_equal(hours_next(&hours, OSLO, utc(2026, 11, 6, 20, 0)), utc(2026, 11, 13, 19, 0));
	struct hours ends = hours_of("fri 20:00-24:00", "");
	assert_false(hours_open_at(&ends, OSLO, utc(2026, 11, 6, 23, 0), &until));
}

static void who_never_closes_is_open_for_days_and_never_opens(void **state)
{
	(void)state;
	struct hours hours = hours_of("mon-sun 00:00-24:00", "");
	int64_t until = 0, now = utc(2026, 11, 6, 12, 0);
	assert_true(hours_open_at(&hours, OSLO, now, &until));
	assert_true(until > now + 7 * 86400);
	assert_int_equal(hours_next(&hours, OSLO, now), 0);
}

static void an_exception_replaces_the_whole_day(void **state)
{
	(void)state;
	struct hours hours = hours_of("mon-sun 16:00-21:00",
		"2026-12-24 closed; 2026-12-31 10:00-12:00; 2026-12-31 13:00-14:00");
	int64_t until = 0;
	assert_false(hours_open_at(&hours, OSLO, utc(2026, 12, 24, 16, 0), &until));
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 12, 25, 16, 0), &until));
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 12, 31, 9, 30), &until));
	assert_int_equal(until, utc(2026, 12, 31, 11, 0));
	assert_true(hours_open_at(&hours, OSLO, utc(2026, 12, 31, 12, 30), &until));
	assert_false(hours_open_at(&hours, OSLO, utc(2026, 12, 31, 16, 0), &until));
	assert_int_equal(hours_next(&hours, OSLO, utc(2026, 12, 23, 20, 0)), utc(2026, 12, 25, 15, 0));
}

static void the_next_opening_is_found_within_sixty_days(void **state)
{
	(void)state;
	struct hours hours = hours_of("mon-thu 16:00-21:00; fri 12:00-15:00", "");
	int64_t friday_evening = utc(2026, 11, 6, 18, 0);
	assert_int_equal(hours_next(&hours, OSLO, friday_evening), utc(2026, 11, 9, 15, 0));
	/* during a span: the one after it */
	assert_int_equal(hours_next(&hours, OSLO, utc(2026, 11, 5, 16, 0)), utc(2026, 11, 6, 11, 0));
	/* across the change to winter time */
	assert_int_equal(hours_next(&hours, OSLO, utc(2026, 10, 23, 18, 0)), utc(2026, 10, 26, 15, 0));
	struct hours never = hours_of("", "");
	assert_int_equal(hours_next(&never, OSLO, friday_evening), 0);
	struct hours once = hours_of("", "2027-01-02 10:00-12:00");
	assert_int_equal(hours_next(&once, OSLO, friday_evening), utc(2027, 1, 2, 9, 0));
	struct hours far = hours_of("", "2027-03-02 10:00-12:00");
	assert_int_equal(hours_next(&far, OSLO, friday_evening), 0);
}

static void malformed_hours_are_refused_with_what_was_expected(void **state)
{
	(void)state;
	static const struct {
		const char *week, *exceptions, *why;
	} rows[] = {
		{"monday 16:00-21:00", "", "weekdays"},
		{"mon16:00-21:00", "", "weekdays"},
		{"mon 16-21", "", "weekdays"},
		{"mon 16:00-24:01", "", "weekdays"},
		{"mon 16:60-21:00", "", "weekdays"},
		{"thu-mon 16:00-21:00", "", "weekdays"},
		{"mon 16:00-21:00 tue 16:00-21:00", "", "weekdays"},
		{"mon", "", "weekdays"},
		{"mon 21:00-16:00", "", "an end after"},
		{"mon 16:00-16:00", "", "an end after"},
		{"mon 16:00-21:00; mon 20:00-22:00", "", "do not overlap"},
		{"", "2026-02-29 closed", "dates"},
		{"", "2026-13-01 closed", "dates"},
		{"", "24.12.2026 closed", "dates"},
		{"", "2026-12-24 shut", "dates"},
		{"", "2026-12-24 14:00-10:00", "an end after"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hours hours = {.span_count = 99};
		const char *why = NULL;
		int err = hours_parse(rows[i].week, rows[i].exceptions, &hours, &why);
		assert_int_equal(err, ERR_SYNTAX);
		assert_non_null(strstr(why, rows[i].why));
		assert_int_equal(hours.span_count, 99);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_dates_are_each_others_inverse),
		cmocka_unit_test(summer_time_begins_and_ends_on_the_last_sundays_at_one_utc),
		cmocka_unit_test(only_the_known_zones_are_known),
		cmocka_unit_test(a_span_is_open_from_its_first_minute_until_before_its_last),
		cmocka_unit_test(the_same_hour_of_the_wall_holds_on_both_sides_of_each_change),
		cmocka_unit_test(a_time_that_spring_skips_is_the_moment_of_the_skip),
		cmocka_unit_test(an_hour_that_comes_twice_opens_at_the_first_and_shuts_at_the_last),
		cmocka_unit_test(a_span_may_end_at_midnight_and_go_on_behind_it),
		cmocka_unit_test(who_never_closes_is_open_for_days_and_never_opens),
		cmocka_unit_test(an_exception_replaces_the_whole_day),
		cmocka_unit_test(the_next_opening_is_found_within_sixty_days),
		cmocka_unit_test(malformed_hours_are_refused_with_what_was_expected),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
