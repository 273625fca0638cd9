/* Hours of other services: which texts are good, and who is open at which minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "directory/civil.h"
#include "directory/help_hours.h"

static struct directory *directory;

static int set_up(void **state)
{
	(void)state;
	const struct pool no = {"no", "NO", "Europe/Oslo", "landet", {.text = {"Norge"}}, "nb", false,
		"", ""};
	directory = directory_create();
	return directory != NULL ? directory_add_pool(directory, &no) : -1;
}

static int tear_down(void **state)
{
	(void)state;
	directory_destroy(directory);
	return 0;
}

/* A moment of Oslo's wall in the week of Monday 2 November 2026 (winter), weekday 1 Monday. */
static int64_t on(int weekday, int hour, int minute)
{
	return civil_begin("Europe/Oslo", civil_days(2026, 11, 1) + weekday, hour * 60 + minute);
}

static struct help_now ask(const char *hours, bool confirmed, int64_t now_s)
{
	const struct help_service help = {.country = "NO", .hours = hours, .confirmed = confirmed};
	return help_now(directory, &help, now_s);
}

static void assert_until(const char *hours, int64_t now_s, int64_t until_s)
{
	const struct help_now now = ask(hours, true, now_s);
	assert_int_equal(now.open, until_s != 0);
	assert_int_equal(now.until_s, until_s);
}

static void texts_are_good_or_not(void **state)
{
	(void)state;
	static const char *const good[] = {"24h", "unconfirmed", "16:15-22:45",
		"16:15-22:45; Sat 16:15-23:45", "Mon-Fri 09:00-15:00;Sat-Sun 10:00-12:00", "18:00-02:00",
		"00:00-24:00"};
	static const char *const bad[] = {"", "16-22", "16:15", "16:15-22:60", "25:00-26:00",
		"24:01-24:30", "16:15-16:15", "Lør 16:15-22:45", "Fri-Mon 10:00-12:00", "16:15-22:45,",
		"16:15-22:45;", "all day", ";"};
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(help_hours_are_good(good[i]));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (help_hours_are_good(bad[i])) {
			fail_msg("\"%s\" counts as good", bad[i]);
		}
	}
}

static void a_service_is_open_from_its_first_minute_to_its_last(void **state)
{
	(void)state;
	const char *hours = "16:15-22:45; Sat 16:15-23:45";
	assert_until(hours, on(1, 16, 14), 0);
	assert_until(hours, on(1, 16, 15), on(1, 22, 45));
	assert_until(hours, on(1, 22, 44), on(1, 22, 45));
	assert_until(hours, on(1, 22, 45), 0);
	assert_until(hours, on(6, 23, 0), on(6, 23, 45));
	assert_until(hours, on(7, 23, 0), 0);
}

static void a_day_that_is_named_has_only_its_own_spans(void **state)
{
	(void)state;
	const char *hours = "09:00-20:00; Sat-Sun 12:00-14:00";
	assert_until(hours, on(5, 10, 0), on(5, 20, 0));
	assert_until(hours, on(6, 10, 0), 0);
	assert_until(hours, on(7, 13, 0), on(7, 14, 0));
	assert_until("Mon-Fri 09:00-15:00", on(6, 10, 0), 0);
}

static void a_span_past_midnight_is_still_open_on_the_next_day(void **state)
{
	(void)state;
	assert_until("18:00-02:00", on(2, 23, 0), on(3, 2, 0));
	assert_until("18:00-02:00", on(3, 1, 59), on(3, 2, 0));
	assert_until("18:00-02:00", on(3, 2, 0), 0);
	assert_until("Fri 18:00-02:00", on(6, 1, 0), on(6, 2, 0));
	assert_until("Fri 18:00-02:00", on(5, 1, 0), 0);
}

static void all_day_ends_at_no_hour_and_what_nobody_confirmed_is_not_open(void **state)
{
	(void)state;
	const struct help_now day = ask("24h", true, on(3, 3, 0));
	assert_true(day.open);
	assert_int_equal(day.until_s, 0);
	assert_false(ask("24h", false, on(3, 3, 0)).open);
	assert_false(ask("00:00-24:00", false, on(3, 3, 0)).open);
	assert_false(ask("unconfirmed", true, on(3, 3, 0)).open);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_good_or_not),
		cmocka_unit_test(a_service_is_open_from_its_first_minute_to_its_last),
		cmocka_unit_test(a_day_that_is_named_has_only_its_own_spans),
		cmocka_unit_test(a_span_past_midnight_is_still_open_on_the_next_day),
		cmocka_unit_test(all_day_ends_at_no_hour_and_what_nobody_confirmed_is_not_open),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
