/* The questions about hours: open and until when, last entry, next opening; by agency and topic,
 * with holidays and dates that differ. Changes of the clock are in test_directory_daylight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "directory/civil.h"
#include "directory/opening.h"

enum { LAST_ENTRY_S = 45 * 60 };

static const struct pool norway = {.id = "no", .country = "NO", .zone = "Europe/Oslo"};
static const struct pool denmark = {.id = "dk", .country = "DK", .zone = "Europe/Copenhagen"};

static struct agency *asked; /* of the test that runs */

/* Sets the four fields of the agency. */
static void hours_are(const char *week, const char *exceptions, const char *holidays,
	const char *topics)
{
	const char *const fields[][2] = {{"hours", week}, {"exceptions", exceptions},
		{"holidays", holidays}, {"topic_hours", topics}};
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *why = "";
		if (agency_set(asked, fields[i][0], fields[i][1], &why) != 0) {
			fail_msg("%s \"%s\" was refused: %s", fields[i][0], fields[i][1], why);
		}
	}
}

/* The moment of a civil time of the winter, when both zones are an hour ahead. */
static int64_t winter(int year, int month, int day, int hour, int minute)
{
	return civil_days(year, month, day) * 86400 + (hour - 1) * 3600 + minute * 60;
}

/* And of the summer. */
static int64_t summer(int year, int month, int day, int hour, int minute)
{
	return winter(year, month, day, hour - 1, minute);
}

#define assert_open(topic, at, until) assert_opening(&norway, topic, at, until, __LINE__)
#define assert_shut(topic, at) assert_opening(&norway, topic, at, -1, __LINE__)

/* until -1: shut. */
static void assert_opening(const struct pool *pool, const char *topic, int64_t at, int64_t until,
	int line)
{
	struct opening opening = opening_at(asked, pool, topic, at);
	if (opening.open != (until >= 0) || opening.until_s != (until >= 0 ? until : 0)) {
		fail_msg("line %d: open %d until %lld, expected until %lld", line, opening.open,
			(long long)opening.until_s, (long long)until);
	}
}

static void a_span_is_open_from_its_first_minute_until_before_its_last(void **state)
{
	(void)state;
	hours_are("mon-thu 16:00-21:00; fri 12:00-15:00", "", "", "");
	int64_t from = winter(2026, 11, 2, 16, 0), until = winter(2026, 11, 2, 21, 0);
	assert_shut(NULL, from - 1);
	assert_open(NULL, from, until);
	assert_open(NULL, until - 1, until);
	assert_shut(NULL, until);
	assert_shut(NULL, winter(2026, 11, 7, 16, 0)); /* a Saturday */
}

static void spans_that_touch_are_one_run_past_midnight_too(void **state)
{
	(void)state;
	hours_are("fri 16:00-20:00; fri 20:00-24:00; sat 00:00-02:00", "", "", "");
	int64_t end = winter(2026, 11, 7, 2, 0), friday = winter(2026, 11, 6, 16, 0);
	assert_open(NULL, friday, end);
	assert_open(NULL, winter(2026, 11, 6, 23, 59), end);
	assert_open(NULL, winter(2026, 11, 7, 0, 0), end);
	assert_shut(NULL, end);
	assert_int_equal(opening_next(asked, &norway, NULL, friday - 60), friday);
	assert_int_equal(opening_next(asked, &norway, NULL, friday), friday + 7 * 86400);
}

static void a_run_ends_at_midnight_when_the_next_day_begins_later(void **state)
{
	(void)state;
	hours_are("fri 16:00-24:00; sat 00:01-02:00", "", "", "");
	assert_open(NULL, winter(2026, 11, 6, 20, 0), winter(2026, 11, 7, 0, 0));
	assert_shut(NULL, winter(2026, 11, 7, 0, 0));
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 11, 6, 20, 0)),
		winter(2026, 11, 7, 0, 1));
}

static void who_never_closes_has_no_end_and_no_next_opening(void **state)
{
	(void)state;
	hours_are("mon-sun 00:00-24:00", "", "open", "");
	assert_open(NULL, winter(2026, 11, 6, 12, 0), 0);
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 11, 6, 12, 0)), 0);
}

static void who_never_closes_ends_before_a_date_that_is_closed(void **state)
{
	(void)state;
	hours_are("mon-sun 00:00-24:00", "2026-11-10 closed", "open", "");
	assert_open(NULL, winter(2026, 11, 6, 12, 0), winter(2026, 11, 10, 0, 0));
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 11, 6, 12, 0)),
		winter(2026, 11, 11, 0, 0));
}

static void a_run_of_more_than_a_week_has_no_end_yet(void **state)
{
	(void)state;
	hours_are("mon-sun 00:00-24:00", "2026-11-14 closed", "open", "");
	int64_t end = winter(2026, 11, 14, 0, 0);
	assert_open(NULL, end - 7 * 86400 - 1, 0);
	assert_open(NULL, end - 7 * 86400, end);
}

static void who_keeps_no_hours_is_always_open_without_end(void **state)
{
	(void)state;
	hours_are("", "", "", "");
	assert_false(opening_is_kept(asked));
	assert_open(NULL, winter(2026, 11, 6, 4, 0), 0);
	assert_open("school", winter(2026, 12, 25, 4, 0), 0);
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 11, 6, 12, 0)), 0);
	hours_are("mon 16:00-21:00", "", "", "");
	assert_true(opening_is_kept(asked));
}

static void who_keeps_no_hours_may_still_be_closed_on_dates_and_holidays(void **state)
{
	(void)state;
	hours_are("", "2026-12-24 closed", "closed", "");
	assert_open(NULL, winter(2026, 12, 23, 12, 0), winter(2026, 12, 24, 0, 0));
	assert_shut(NULL, winter(2026, 12, 24, 12, 0));
	assert_shut(NULL, winter(2026, 12, 25, 12, 0));
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 12, 24, 12, 0)),
		winter(2026, 12, 27, 0, 0));
}

static void a_date_replaces_the_whole_day(void **state)
{
	(void)state;
	hours_are("mon-sun 16:00-21:00",
		"2026-12-24 closed; 2026-12-31 10:00-12:00; 2026-12-31 13:00-14:00", "open", "");
	assert_shut(NULL, winter(2026, 12, 24, 17, 0));
	assert_open(NULL, winter(2026, 12, 25, 17, 0), winter(2026, 12, 25, 21, 0));
	assert_open(NULL, winter(2026, 12, 31, 10, 30), winter(2026, 12, 31, 12, 0));
	assert_open(NULL, winter(2026, 12, 31, 13, 30), winter(2026, 12, 31, 14, 0));
	assert_shut(NULL, winter(2026, 12, 31, 17, 0));
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 12, 23, 21, 0)),
		winter(2026, 12, 25, 16, 0));
}

static void who_says_nothing_about_holidays_is_closed_on_them(void **state)
{
	(void)state;
	hours_are("mon-sun 16:00-21:00", "", "", "");
	assert_shut(NULL, winter(2026, 12, 25, 17, 0));
	assert_shut(NULL, winter(2026, 12, 26, 17, 0));
	assert_open(NULL, winter(2026, 12, 27, 17, 0), winter(2026, 12, 27, 21, 0));
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 12, 24, 21, 0)),
		winter(2026, 12, 27, 16, 0));
}

static void holidays_with_times_replace_the_day_whatever_weekday(void **state)
{
	(void)state;
	hours_are("mon-fri 16:00-21:00", "", "12:00-16:00", "");
	assert_open(NULL, winter(2026, 12, 25, 12, 0), winter(2026, 12, 25, 16, 0)); /* Friday */
	assert_shut(NULL, winter(2026, 12, 25, 17, 0));
	assert_open(NULL, winter(2026, 12, 26, 12, 0), winter(2026, 12, 26, 16, 0)); /* Saturday */
	assert_shut(NULL, winter(2026, 12, 27, 12, 0));
}

static void holidays_that_are_open_are_as_any_day(void **state)
{
	(void)state;
	hours_are("mon-fri 16:00-21:00", "", "open", "");
	assert_open(NULL, winter(2026, 12, 25, 17, 0), winter(2026, 12, 25, 21, 0));
	assert_shut(NULL, winter(2026, 12, 26, 17, 0)); /* a Saturday */
}

static void a_date_goes_before_a_holiday(void **state)
{
	(void)state;
	hours_are("mon-sun 16:00-21:00", "2026-12-25 18:00-20:00", "closed", "");
	assert_open(NULL, winter(2026, 12, 25, 18, 0), winter(2026, 12, 25, 20, 0));
	hours_are("mon-sun 16:00-21:00", "2026-12-25 closed", "open", "");
	assert_shut(NULL, winter(2026, 12, 25, 18, 0));
	hours_are("mon-sun 16:00-21:00", "2026-12-25 closed", "12:00-20:00", "");
	assert_shut(NULL, winter(2026, 12, 25, 18, 0));
}

static void the_country_of_the_pool_says_which_days_are_holidays(void **state)
{
	(void)state;
	hours_are("mon-sun 16:00-21:00", "", "closed", "");
	int64_t first_of_may = summer(2026, 5, 1, 17, 0);
	assert_opening(&norway, NULL, first_of_may, -1, __LINE__);
	assert_opening(&denmark, NULL, first_of_may, summer(2026, 5, 1, 21, 0), __LINE__);
	assert_opening(&denmark, NULL, summer(2026, 5, 14, 17, 0), -1, __LINE__); /* Ascension */
}

static void a_run_ends_where_a_holiday_begins(void **state)
{
	(void)state;
	hours_are("wed 20:00-24:00; thu 00:00-02:00", "", "closed", "");
	/* Maundy Thursday of 2026 is 2 April */
	assert_open(NULL, summer(2026, 4, 1, 21, 0), summer(2026, 4, 2, 0, 0));
	assert_open(NULL, summer(2026, 4, 8, 21, 0), summer(2026, 4, 9, 2, 0));
}

static void a_topic_without_hours_follows_the_agency(void **state)
{
	(void)state;
	hours_are("mon-thu 16:00-21:00", "", "", "school mon-thu 15:00-18:00");
	assert_open("love", winter(2026, 11, 2, 20, 0), winter(2026, 11, 2, 21, 0));
	assert_shut("love", winter(2026, 11, 2, 15, 30));
}

static void a_topic_with_hours_has_them_in_place_of_the_agencys(void **state)
{
	(void)state;
	hours_are("mon-thu 16:00-21:00", "", "", "school mon-wed 15:00-18:00; school sat 10:00-12:00");
	int64_t monday = winter(2026, 11, 2, 0, 0);
	assert_open("school", monday + 15 * 3600, monday + 18 * 3600);
	assert_shut("school", monday + 19 * 3600);
	assert_shut("school", winter(2026, 11, 5, 17, 0)); /* a Thursday */
	assert_open("school", winter(2026, 11, 7, 10, 0), winter(2026, 11, 7, 12, 0));
	assert_int_equal(opening_next(asked, &norway, "school", winter(2026, 11, 4, 18, 0)),
		winter(2026, 11, 7, 10, 0));
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 11, 4, 18, 0)),
		winter(2026, 11, 5, 16, 0));
}

static void a_topic_that_is_closed_never_opens(void **state)
{
	(void)state;
	hours_are("mon-thu 16:00-21:00", "2026-11-03 10:00-14:00", "", "body closed");
	assert_shut("body", winter(2026, 11, 2, 17, 0));
	assert_shut("body", winter(2026, 11, 3, 12, 0));
	assert_int_equal(opening_next(asked, &norway, "body", winter(2026, 11, 2, 17, 0)), 0);
}

static void dates_and_holidays_leave_a_topic_what_lies_in_both(void **state)
{
	(void)state;
	hours_are("mon-sun 16:00-21:00", "2026-11-02 12:00-16:00; 2026-11-03 closed", "11:00-13:00",
		"school mon-sun 10:00-12:00; school mon-sun 15:00-18:00");
	assert_shut("school", winter(2026, 11, 2, 11, 0));
	assert_open("school", winter(2026, 11, 2, 15, 0), winter(2026, 11, 2, 16, 0));
	assert_shut("school", winter(2026, 11, 3, 15, 0));
	assert_open("school", winter(2026, 12, 25, 11, 30), winter(2026, 12, 25, 12, 0));
	assert_shut("school", winter(2026, 12, 25, 15, 30));
}

static void entry_ends_before_the_run_does(void **state)
{
	(void)state;
	hours_are("fri 20:00-24:00; sat 00:00-02:00", "", "", "school fri 20:00-22:00");
	static const struct {
		const char *topic;
		int hour, minute;
		bool open;
		int64_t until_minutes; /* after 20:00 */
	} rows[] = {
		{NULL, 19, 59, false, 0},
		{NULL, 20, 0, true, 315},
		{NULL, 23, 30, true, 315},
		{NULL, 25, 14, true, 315},
		{NULL, 25, 15, false, 0},
		{NULL, 26, 0, false, 0},
		{"school", 21, 14, true, 75},
		{"school", 21, 15, false, 0},
	};
	int64_t begin = winter(2026, 11, 6, 20, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t at = winter(2026, 11, 6, rows[i].hour, rows[i].minute);
		struct opening entry =
			opening_entry(opening_at(asked, &norway, rows[i].topic, at), at, LAST_ENTRY_S);
		assert_int_equal(entry.open, rows[i].open);
		assert_int_equal(entry.until_s, rows[i].open ? begin + rows[i].until_minutes * 60 : 0);
	}
}

static void entry_never_ends_where_there_is_no_end(void **state)
{
	(void)state;
	hours_are("", "", "", "");
	int64_t at = winter(2026, 11, 6, 12, 0);
	struct opening entry = opening_entry(opening_at(asked, &norway, NULL, at), at, LAST_ENTRY_S);
	assert_true(entry.open);
	assert_int_equal(entry.until_s, 0);
}

static void last_entry_is_counted_in_seconds_that_pass(void **state)
{
	(void)state;
	hours_are("sun 00:00-03:15", "", "open", "");
	/* 25 October: the hour from two to three comes twice, the last entry is in its second */
	int64_t at = civil_days(2026, 10, 25) * 86400;
	struct opening entry = opening_entry(opening_at(asked, &norway, NULL, at), at, LAST_ENTRY_S);
	assert_true(entry.open);
	assert_int_equal(entry.until_s, at + 90 * 60);
}

static void the_next_opening_is_found_within_sixty_days(void **state)
{
	(void)state;
	int64_t friday = winter(2026, 11, 6, 19, 0);
	hours_are("mon-thu 16:00-21:00; fri 12:00-15:00", "", "", "");
	assert_int_equal(opening_next(asked, &norway, NULL, friday), winter(2026, 11, 9, 16, 0));
	/* during a run: the one after it */
	assert_int_equal(opening_next(asked, &norway, NULL, winter(2026, 11, 5, 17, 0)),
		winter(2026, 11, 6, 12, 0));
	hours_are("mon 16:00-21:00", "", "", "a closed; b sun 10:00-12:00");
	assert_int_equal(opening_next(asked, &norway, "a", friday), 0);
	assert_int_equal(opening_next(asked, &norway, "b", friday), winter(2026, 11, 8, 10, 0));
}

/* Closed on so many days from 6 November on: the next opening, asked on the first of them. */
static int64_t next_behind(int closed_days)
{
	char dates[2048] = "";
	for (int ahead = 0; ahead < closed_days; ahead++) {
		int year, month, day;
		size_t used = strlen(dates);
		civil_date(civil_days(2026, 11, 6) + ahead, &year, &month, &day);
		snprintf(dates + used, sizeof(dates) - used, "%04d-%02d-%02d closed;", year, month, day);
	}
	hours_are("mon-sun 16:00-21:00", dates, "open", "");
	return opening_next(asked, &norway, NULL, winter(2026, 11, 6, 12, 0));
}

static void the_sixtieth_day_is_the_last_that_is_looked_at(void **state)
{
	(void)state;
	assert_int_equal(next_behind(60), winter(2027, 1, 5, 16, 0));
	assert_int_equal(next_behind(61), 0);
}

static int set_up(void **state)
{
	(void)state;
	asked = agency_create("oslo", "no");
	return asked ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	agency_destroy(asked);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_span_is_open_from_its_first_minute_until_before_its_last),
		TEST(spans_that_touch_are_one_run_past_midnight_too),
		TEST(a_run_ends_at_midnight_when_the_next_day_begins_later),
		TEST(who_never_closes_has_no_end_and_no_next_opening),
		TEST(who_never_closes_ends_before_a_date_that_is_closed),
		TEST(a_run_of_more_than_a_week_has_no_end_yet),
		TEST(who_keeps_no_hours_is_always_open_without_end),
		TEST(who_keeps_no_hours_may_still_be_closed_on_dates_and_holidays),
		TEST(a_date_replaces_the_whole_day),
		TEST(who_says_nothing_about_holidays_is_closed_on_them),
		TEST(holidays_with_times_replace_the_day_whatever_weekday),
		TEST(holidays_that_are_open_are_as_any_day),
		TEST(a_date_goes_before_a_holiday),
		TEST(the_country_of_the_pool_says_which_days_are_holidays),
		TEST(a_run_ends_where_a_holiday_begins),
		TEST(a_topic_without_hours_follows_the_agency),
		TEST(a_topic_with_hours_has_them_in_place_of_the_agencys),
		TEST(a_topic_that_is_closed_never_opens),
		TEST(dates_and_holidays_leave_a_topic_what_lies_in_both),
		TEST(entry_ends_before_the_run_does),
		TEST(entry_never_ends_where_there_is_no_end),
		TEST(last_entry_is_counted_in_seconds_that_pass),
		TEST(the_next_opening_is_found_within_sixty_days),
		TEST(the_sixtieth_day_is_the_last_that_is_looked_at),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
