/* For how many minutes of a day a door was open: by its hours, by what was done about it, since its agency is there for youths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "directory/civil.h"
#include "directory/opening.h"
#include "directory/past.h"

enum { TEXT_SIZE = 160, MS_PER_S = 1000 };

/* Of the test that runs. */
static struct directory *directory;
static struct agency *asked;
static struct past *past;

static void hours_are(const char *field, const char *text)
{
	const char *why = "";
	if (agency_set(asked, field, text, &why) != 0) {
		fail_msg("%s \"%s\" was refused: %s", field, text, why);
	}
}

static void minutes_are(int year, int month, int day, unsigned minutes)
{
	int64_t days = civil_days(year, month, day);
	assert_int_equal(past_minutes(past, directory, asked, days), minutes);
}

/* An hour in Oslo of that Monday in November 2026, or of a day before or after. */
static uint64_t hour_ms(int hour)
{
	return (uint64_t)(civil_days(2026, 11, 9) * 86400 + (hour - 1) * 3600) * MS_PER_S;
}

/* An act that was made at an hour, to hold until another, and what became of it at a third. */
struct door {
	uint64_t id;
	const char *place, *target;
	int from, until;
	const char *what;
	int at;
};

static int line(const struct door *door, const char *what, int at)
{
	char text[TEXT_SIZE];
	snprintf(text, sizeof text, "door %llu %llu 1 - %s - - %s - 0 ab\nKari\nnb Hei.",
		(unsigned long long)hour_ms(door->from), (unsigned long long)hour_ms(door->until),
		door->place, door->target);
	const struct past_line told = {door->id, hour_ms(at), what, text};
	return past_add(past, &told);
}

/* Newest first, as the log is read. */
static void was(struct door door)
{
	if (door.what != NULL) {
		assert_int_equal(line(&door, door.what, door.at), 0);
	}
	assert_int_equal(line(&door, "made", door.from), 0);
}

static void the_minutes_of_a_day_are_those_of_its_spans_each_once(void **state)
{
	(void)state;
	hours_are("hours", "mon 09:00-12:00; mon 12:00-13:00; mon 20:00-24:00; tue 00:00-02:00");
	minutes_are(2026, 11, 9, 8 * 60);
	minutes_are(2026, 11, 10, 2 * 60);
	minutes_are(2026, 11, 11, 0);
}

static void a_day_that_is_closed_has_none(void **state)
{
	(void)state;
	hours_are("hours", "mon-sun 10:00-12:00");
	hours_are("exceptions", "2026-11-16 closed");
	minutes_are(2026, 11, 15, 2 * 60);
	minutes_are(2026, 11, 16, 0);
	minutes_are(2026, 12, 25, 0);
}

static void the_minutes_of_a_day_are_those_that_pass_when_summer_time_begins_and_ends(void **state)
{
	(void)state;
	hours_are("hours", "mon-sun 00:00-24:00");
	hours_are("holidays", "open");
	minutes_are(2026, 3, 28, 24 * 60);
	minutes_are(2026, 3, 29, 23 * 60);
	minutes_are(2026, 10, 25, 25 * 60);
}

static void what_opens_a_door_adds_what_the_hours_have_not(void **state)
{
	(void)state;
	hours_are("hours", "mon 16:00-20:00");
	was((struct door){1, "oslo", "open", 15, 17, "over", 17});
	was((struct door){2, "oslo", "open", 19, 23, "undone", 22});
	was((struct door){3, "bergen", "open", 8, 9, NULL, 0});
	minutes_are(2026, 11, 9, 7 * 60);
	minutes_are(2026, 11, 10, 0);
}

static void what_closes_a_door_takes_its_minutes_from_the_hours(void **state)
{
	(void)state;
	hours_are("hours", "mon 16:00-20:00");
	was((struct door){1, "oslo", "closed", 15, 17, "over", 17});
	was((struct door){2, "oslo", "closed", 18, 23, "replaced", 19});
	minutes_are(2026, 11, 9, 2 * 60);
}

static void a_pool_that_is_closed_closes_a_door_that_was_opened(void **state)
{
	(void)state;
	hours_are("hours", "mon 16:00-18:00");
	was((struct door){1, "oslo", "open", 17, 21, "over", 21});
	was((struct door){2, "-", "closed", 19, 20, "over", 20});
	minutes_are(2026, 11, 9, 4 * 60);
}

static void an_act_over_midnight_counts_on_both_days(void **state)
{
	(void)state;
	hours_are("hours", "wed 16:00-18:00");
	was((struct door){1, "oslo", "open", 22, 24 + 3, "over", 24 + 3});
	minutes_are(2026, 11, 9, 2 * 60);
	minutes_are(2026, 11, 10, 3 * 60);
}

static void an_agency_has_none_before_it_was_there_for_youths(void **state)
{
	(void)state;
	hours_are("hours", "mon-sun 16:00-20:00");
	assert_int_equal(past_begin(past, "bergen", hour_ms(48)), 0);
	assert_int_equal(past_begin(past, "oslo", hour_ms(17)), 0);
	minutes_are(2026, 11, 8, 0);
	minutes_are(2026, 11, 9, 3 * 60);
	minutes_are(2026, 11, 10, 4 * 60);
}

static void what_is_no_act_is_refused_and_what_is_about_no_door_says_nothing(void **state)
{
	(void)state;
	const struct past_line none = {1, 1, "made", "what"};
	const struct past_line text = {1, 1, "made",
		"text 5 9000000000000 1 - - n - - - 0 ab\nK\nnb x"};
	hours_are("hours", "mon 16:00-20:00");
	assert_int_equal(past_add(past, &none), ERR_SYNTAX);
	assert_int_equal(past_add(past, &text), 0);
	minutes_are(2026, 11, 9, 4 * 60);
}

static int set_up(void **state)
{
	const struct pool pool = {.id = "no",
		.name = {.text = {"Norge"}},
		.country = "NO",
		.zone = "Europe/Oslo",
		.national_agency = "oslo"};
	(void)state;
	past = past_create();
	directory = directory_create();
	asked = agency_create("oslo", "no");
	bool is_made = past != NULL && directory != NULL && asked != NULL &&
		directory_add_pool(directory, &pool) == 0 && directory_put_agency(directory, asked) == 0;
	return is_made ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	past_destroy(past);
	directory_destroy(directory);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_minutes_of_a_day_are_those_of_its_spans_each_once),
		TEST(a_day_that_is_closed_has_none),
		TEST(the_minutes_of_a_day_are_those_that_pass_when_summer_time_begins_and_ends),
		TEST(what_opens_a_door_adds_what_the_hours_have_not),
		TEST(what_closes_a_door_takes_its_minutes_from_the_hours),
		TEST(a_pool_that_is_closed_closes_a_door_that_was_opened),
		TEST(an_act_over_midnight_counts_on_both_days),
		TEST(an_agency_has_none_before_it_was_there_for_youths),
		TEST(what_is_no_act_is_refused_and_what_is_about_no_door_says_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
