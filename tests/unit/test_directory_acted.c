/* An agency's opening by its hours and by what somebody has done about its door, both together. The hours are those of Mondays to
 * Fridays, 16 to 20, in Oslo; it is a Monday in November 2026. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "directory/acted.h"
#include "directory/civil.h"

enum { TEXT_SIZE = 160, MS_PER_S = 1000, MINUTE_S = 60, NONE = -1 };

static struct directory *directory; /* of the test that runs */

/* A minute of that Monday, or of a day after it; hours of Oslo in winter. */
static int64_t on(int day, int hour, int minute)
{
	return (civil_days(2026, 11, 9) + day) * 86400 + (hour - 1) * 3600 + minute * MINUTE_S;
}

/* An hour, or NONE: no such act stands. */
struct door {
	int open_until, closed_until, pool_until;
};

static void add(struct acts *acts, const char *place, const char *target, int hour)
{
	char text[TEXT_SIZE];
	if (hour != NONE) {
		snprintf(text, sizeof text, "door 5 %lld 1 - %s - - %s - 0 ab\nKari\nnb Hei.",
			(long long)on(0, hour, 0) * MS_PER_S, place, target);
		assert_int_equal(acts_add(acts, (uint64_t)hour, text), 0);
	}
}

static void act(const struct door *door)
{
	struct acts *acts = acts_create();
	assert_non_null(acts);
	add(acts, "-", "closed", door->pool_until);
	add(acts, "oslo", "open", door->open_until);
	add(acts, "oslo", "closed", door->closed_until);
	directory_put_acts(directory, "no", acts);
}

static void put(const char *slug, const char *municipality, const char *hours, const char *topics)
{
	const char *why = "";
	struct agency *agency = agency_create(slug, "no");
	assert_non_null(agency);
	assert_int_equal(agency_set(agency, "municipality", municipality, &why), 0);
	assert_int_equal(agency_set(agency, "hours", hours, &why), 0);
	assert_int_equal(agency_set(agency, "topic_hours", topics, &why), 0);
	assert_int_equal(directory_put_agency(directory, agency), 0);
}

static const struct agency *oslo(void)
{
	return directory_agency(directory, "oslo");
}

/* At an hour: whether it is open, and the hour at which that ends, or at which it opens; an hour above 24 is one of the next day. */
static const struct row {
	const char *name;
	struct door door;
	int asked;
	bool open;
	int then;
} rows[] = {
	{"hours alone", {NONE, NONE, NONE}, 17, true, 20},
	{"closed by hours alone", {NONE, NONE, NONE}, 21, false, 24 + 16},
	{"opened behind the hours", {22, NONE, NONE}, 21, true, 22},
	{"opened beyond the hours", {22, NONE, NONE}, 17, true, 22},
	{"opened for a part of the hours: they go on", {18, NONE, NONE}, 17, true, 20},
	{"opened until the hours begin: one run", {16, NONE, NONE}, 15, true, 20},
	{"opened before the hours, with a gap", {15, NONE, NONE}, 14, true, 15},
	{"closed in the hours", {NONE, 18, NONE}, 17, false, 18},
	{"closed beyond the hours", {NONE, 21, NONE}, 17, false, 24 + 16},
	{"the pool is closed in the hours", {NONE, NONE, 18}, 17, false, 18},
	{"the pool is closed, then the agency", {NONE, 19, 18}, 17, false, 19},
	{"the agency is closed, then the pool", {NONE, 18, 19}, 17, false, 19},
	{"the pool is closed beyond the hours of who opened", {22, NONE, 21}, 17, false, 21},
	{"what is over says nothing", {14, NONE, 15}, 17, true, 20},
};

static void hours_and_acts_make_one_opening(void **state)
{
	(void)state;
	put("oslo", "0301", "mon-fri 16:00-20:00", "");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		act(&rows[i].door);
		int64_t asked_s = on(0, rows[i].asked, 0), then_s = on(0, rows[i].then, 0);
		struct opening opening = acted_at(directory, oslo(), asked_s);
		int64_t end_s = opening.open ? opening.until_s : acted_next(directory, oslo(), asked_s);
		if (opening.open != rows[i].open || end_s != then_s) {
			fail_msg("%s: open %d, not %d; %lld minutes from what was said", rows[i].name,
				opening.open, rows[i].open, (long long)(end_s - then_s) / MINUTE_S);
		}
	}
}

/* Whether anybody is there only its people can tell. */
static void who_keeps_no_hours_is_open_as_an_act_says_and_no_longer(void **state)
{
	(void)state;
	put("oslo", "0301", "", "");
	assert_false(acted_at(directory, oslo(), on(0, 17, 0)).open);
	assert_int_equal(acted_next(directory, oslo(), on(0, 17, 0)), 0);
	act(&(struct door){18, NONE, NONE});
	assert_int_equal(acted_at(directory, oslo(), on(0, 17, 0)).until_s, on(0, 18, 0));
	act(&(struct door){NONE, 18, NONE});
	assert_false(acted_at(directory, oslo(), on(0, 17, 0)).open);
	assert_int_equal(acted_next(directory, oslo(), on(0, 17, 0)), on(0, 18, 0));
}

static void an_act_that_ends_within_a_second_holds_to_the_next(void **state)
{
	char text[TEXT_SIZE];
	struct acts *acts = acts_create();
	(void)state;
	put("oslo", "0301", "mon-fri 16:00-20:00", "");
	snprintf(text, sizeof text, "door 5 %lld 1 - oslo - - open - 0 ab\nKari\nnb Hei.",
		(long long)on(0, 21, 0) * MS_PER_S + 1);
	assert_int_equal(acts_add(acts, 1, text), 0);
	directory_put_acts(directory, "no", acts);
	assert_int_equal(acted_at(directory, oslo(), on(0, 21, 0)).until_s, on(0, 21, 0) + 1);
}

static void a_shift_is_as_long_as_the_door_was_opened_and_no_shorter_for_what_closes_it(
	void **state)
{
	(void)state;
	put("oslo", "0301", "mon-fri 16:00-20:00", "");
	act(&(struct door){22, NONE, NONE});
	assert_int_equal(acted_shift(directory, oslo(), NULL, on(0, 17, 0)).until_s, on(0, 22, 0));
	act(&(struct door){NONE, 21, 21});
	assert_int_equal(acted_shift(directory, oslo(), NULL, on(0, 17, 0)).until_s, on(0, 20, 0));
	act(&(struct door){22, NONE, 21});
	assert_int_equal(acted_shift(directory, oslo(), NULL, on(0, 17, 0)).until_s, on(0, 22, 0));
}

static void a_topic_with_hours_of_its_own_keeps_them_when_the_door_is_opened(void **state)
{
	(void)state;
	put("oslo", "0301", "mon-fri 16:00-20:00", "bullying mon 17:00-18:00");
	act(&(struct door){22, NONE, NONE});
	assert_true(acted_shift(directory, oslo(), "school", on(0, 21, 0)).open);
	assert_false(acted_shift(directory, oslo(), "bullying", on(0, 21, 0)).open);
	assert_true(acted_shift(directory, oslo(), "bullying", on(0, 17, 30)).open);
}

static int set_up(void **state)
{
	const struct pool pool = {.id = "no",
		.name = {.text = {"Norge"}},
		.country = "NO",
		.zone = "Europe/Oslo",
		.national_agency = "landet"};
	const struct region region = {.pool = "no",
		.code = "0301",
		.name = "Oslo",
		.county = "03",
		.county_name = "Oslo"};
	(void)state;
	directory = directory_create();
	bool is_made = directory != NULL && directory_add_pool(directory, &pool) == 0 &&
		directory_add_region(directory, &region) == 0;
	return is_made ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	directory_destroy(directory);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(hours_and_acts_make_one_opening),
		TEST(who_keeps_no_hours_is_open_as_an_act_says_and_no_longer),
		TEST(an_act_that_ends_within_a_second_holds_to_the_next),
		TEST(a_shift_is_as_long_as_the_door_was_opened_and_no_shorter_for_what_closes_it),
		TEST(a_topic_with_hours_of_its_own_keeps_them_when_the_door_is_opened),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
