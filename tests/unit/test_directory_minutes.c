/* For how many minutes of a day an agency was open by its hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "directory/civil.h"
#include "directory/opening.h"

static const struct pool norway = {.id = "no", .country = "NO", .zone = "Europe/Oslo"};

static struct agency *asked; /* of the test that runs */

static void hours_are(const char *field, const char *text)
{
	const char *why = "";
	if (agency_set(asked, field, text, &why) != 0) {
		fail_msg("%s \"%s\" was refused: %s", field, text, why);
	}
}

static void minutes_are(int year, int month, int day, unsigned minutes)
{
	assert_int_equal(opening_minutes(asked, &norway, civil_days(year, month, day)), minutes);
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
		TEST(the_minutes_of_a_day_are_those_of_its_spans_each_once),
		TEST(a_day_that_is_closed_has_none),
		TEST(the_minutes_of_a_day_are_those_that_pass_when_summer_time_begins_and_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
