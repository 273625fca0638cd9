/* Reading an agency's hours: the week, dates that differ, public holidays, topics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "directory/hours.h"

static struct hours hours_of(struct hours_text text)
{
	struct hours hours;
	const char *why = "";
	if (hours_parse(&text, &hours, &why) != 0) {
		fail_msg("\"%s\", \"%s\", \"%s\", \"%s\" was refused: %s", text.week, text.exceptions,
			text.holidays, text.topics, why);
	}
	return hours;
}

static void weekdays_stand_alone_in_ranges_and_in_lists(void **state)
{
	(void)state;
	struct hours hours =
		hours_of((struct hours_text){"mon-wed 16:00-21:00; fri,sun 12:00-24:00;", "", "", ""});
	assert_int_equal(hours.span_count, 5);
	assert_int_equal(hours.spans[2].weekday, 3);
	assert_int_equal(hours.spans[2].from, 960);
	assert_int_equal(hours.spans[4].weekday, 7);
	assert_int_equal(hours.spans[4].until, 1440);
}

static void a_date_is_closed_or_has_times_of_its_own(void **state)
{
	(void)state;
	struct hours hours =
		hours_of((struct hours_text){"", "2026-12-24 closed; 2028-02-29 10:00-14:00", "", ""});
	assert_int_equal(hours.exception_count, 2);
	assert_int_equal(hours.exceptions[0].from, hours.exceptions[0].until);
	assert_int_equal(hours.exceptions[1].day, 29);
	assert_int_equal(hours.exceptions[1].until, 840);
}

static void holidays_are_closed_open_or_have_times(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum hours_holidays holidays;
	} rows[] = {{"", HOLIDAYS_USUAL}, {"closed", HOLIDAYS_CLOSED}, {" open ", HOLIDAYS_OPEN},
		{"12:00-16:00", HOLIDAYS_SPAN}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hours hours = hours_of((struct hours_text){"", "", rows[i].text, ""});
		assert_int_equal(hours.holidays, rows[i].holidays);
		assert_int_equal(hours.holiday_until, rows[i].holidays == HOLIDAYS_SPAN ? 960 : 0);
	}
}

static void a_topic_is_closed_or_has_one_or_more_times(void **state)
{
	(void)state;
	struct hours hours = hours_of((struct hours_text){"mon 16:00-21:00", "", "",
		"school mon-thu 15:00-18:00; body closed; school sat 10:00-12:00"});
	assert_int_equal(hours.topic_count, 2);
	assert_int_equal(hours_topic(&hours, "school"), 0);
	assert_int_equal(hours_topic(&hours, "body"), 1);
	assert_int_equal(hours_topic(&hours, "love"), hours.topic_count);
	assert_int_equal(hours.topic_span_count, 5);
	assert_int_equal(hours.topic_spans[4].weekday, 6);
	assert_int_equal(hours.span_count, 1);
}

static void two_topics_may_have_the_same_time(void **state)
{
	(void)state;
	struct hours hours =
		hours_of((struct hours_text){"", "", "", "school mon 15:00-18:00; body mon 15:00-18:00"});
	assert_int_equal(hours.topic_span_count, 2);
}

static void malformed_hours_are_refused_with_what_was_expected(void **state)
{
	(void)state;
	static const struct {
		struct hours_text text;
		const char *why;
	} rows[] = {
		{{"monday 16:00-21:00", "", "", ""}, "weekdays"},
		{{"mon16:00-21:00", "", "", ""}, "weekdays"},
		{{"mon 16-21", "", "", ""}, "weekdays"},
		{{"mon 16:00-24:01", "", "", ""}, "weekdays"},
		{{"mon 16:60-21:00", "", "", ""}, "weekdays"},
		{{"thu-mon 16:00-21:00", "", "", ""}, "weekdays"},
		{{"mon 16:00-21:00 tue 16:00-21:00", "", "", ""}, "weekdays"},
		{{"mon", "", "", ""}, "weekdays"},
		{{"mon closed", "", "", ""}, "weekdays"},
		{{"mon 21:00-16:00", "", "", ""}, "an end after"},
		{{"mon 16:00-16:00", "", "", ""}, "an end after"},
		{{"fri 22:00-02:00", "", "", ""}, "fri 22:00-24:00; sat 00:00-02:00"},
		{{"mon 16:00-21:00; mon 20:00-22:00", "", "", ""}, "do not overlap"},
		{{"", "2026-02-29 closed", "", ""}, "dates"},
		{{"", "2026-13-01 closed", "", ""}, "dates"},
		{{"", "24.12.2026 closed", "", ""}, "dates"},
		{{"", "2026-12-24 shut", "", ""}, "dates"},
		{{"", "2026-12-24 14:00-10:00", "", ""}, "an end after"},
		{{"", "", "shut", ""}, "closed, open, or times"},
		{{"", "", "closed 12:00-16:00", ""}, "closed, open, or times"},
		{{"", "", "openly", ""}, "closed, open, or times"},
		{{"", "", "sat 12:00-16:00", ""}, "closed, open, or times"},
		{{"", "", "12:00-16:00; 18:00-20:00", ""}, "closed, open, or times"},
		{{"", "", "16:00-12:00", ""}, "an end after"},
		{{"", "", "", "school"}, "topics"},
		{{"", "", "", "school 15:00-18:00"}, "topics"},
		{{"", "", "", "mon-thu 15:00-18:00"}, "topics"},
		{{"", "", "", "School mon 15:00-18:00"}, "topics"},
		{{"", "", "", "school shut"}, "topics"},
		{{"", "", "", "school, body closed"}, "topics"},
		{{"", "", "", "an-id-that-is-longer-than-any-of-ours closed"}, "topics"},
		{{"", "", "", "school closed; school mon 15:00-18:00"}, "either closed or times"},
		{{"", "", "", "school mon 15:00-18:00; school closed"}, "either closed or times"},
		{{"", "", "", "school mon 15:00-18:00; school mon 17:00-19:00"}, "do not overlap"},
		{{"", "", "", "school mon 22:00-01:00"}, "an end after"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hours hours = {.span_count = 99};
		const char *why = "nothing";
		int err = hours_parse(&rows[i].text, &hours, &why);
		if (err != ERR_SYNTAX || !strstr(why, rows[i].why)) {
			fail_msg("row %zu: %d, \"%s\" instead of \"%s\"", i, err, why, rows[i].why);
		}
		assert_int_equal(hours.span_count, 99);
	}
}

/* Writes an entry of a minute, behind a prefix, so often that the last one is too many; without
 * a prefix closed topics. */
static void assert_full(const char *prefix, unsigned fits, struct hours_text *text,
	const char **field)
{
	static char list[8192];
	struct hours hours;
	const char *why = "";
	*field = list;
	list[0] = '\0';
	for (unsigned i = 0; i <= fits; i++) {
		size_t used = strlen(list);
		assert_int_equal(hours_parse(text, &hours, &why), 0);
		if (*prefix) {
			snprintf(list + used, sizeof(list) - used, "%s %02u:%02u-%02u:%02u;", prefix, i / 60,
				i % 60, (i + 1) / 60, (i + 1) % 60);
		} else {
			snprintf(list + used, sizeof(list) - used, "t%u closed;", i);
		}
	}
	assert_int_equal(hours_parse(text, &hours, &why), ERR_SYNTAX);
	assert_string_equal(why, "fewer times");
	*field = "";
}

static void more_than_there_is_room_for_is_refused(void **state)
{
	(void)state;
	struct hours_text text = {"", "", "", ""};
	assert_full("mon", HOURS_SPANS_MAX, &text, &text.week);
	assert_full("2026-12-24", HOURS_EXCEPTIONS_MAX, &text, &text.exceptions);
	assert_full("school mon", HOURS_TOPIC_SPANS_MAX, &text, &text.topics);
	assert_full("", HOURS_TOPICS_MAX, &text, &text.topics);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weekdays_stand_alone_in_ranges_and_in_lists),
		cmocka_unit_test(a_date_is_closed_or_has_times_of_its_own),
		cmocka_unit_test(holidays_are_closed_open_or_have_times),
		cmocka_unit_test(a_topic_is_closed_or_has_one_or_more_times),
		cmocka_unit_test(two_topics_may_have_the_same_time),
		cmocka_unit_test(malformed_hours_are_refused_with_what_was_expected),
		cmocka_unit_test(more_than_there_is_room_for_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
