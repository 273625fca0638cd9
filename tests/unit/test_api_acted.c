/* A door that somebody has opened or closed: what it says of its end, and what other doors of the pool say of it. Hours are UTC: Oslo's
 * are 15 to 20 on this Monday, those of the national agency 13 to 21. */
#include "unit/support/api_house.h"

static const struct queue_pool two_on_duty = {.on_duty = 2,
	.available = 2,
	.slots = 4,
	.rooms = 1,
	.staffed = "1103"};

/* An hour of that Monday. */
static int64_t hour_s(int hour)
{
	return (civil_days(2026, 11, 2) * 24 + hour) * 3600;
}

static void act(const char *place, const char *target, int until_hour)
{
	char text[160];
	struct acts *acts = acts_create();
	assert_non_null(acts);
	snprintf(text, sizeof(text), "door 5 %lld 1 - %s - - %s - 0 ab\nKari\nnb Hei.",
		(long long)hour_s(until_hour) * 1000, place, target);
	assert_int_equal(acts_add(acts, 1, text), 0);
	directory_put_acts(house.directory, "no", acts);
}

static void an_act_that_opens_for_less_than_the_hours_closes_nothing(void **state)
{
	(void)state;
	act("oslo", "open", 17);
	at(0, 16, 30, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), hour_s(20));
	get("/api/v1/status", "agency=oslo");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), hour_s(20));
}

static void an_act_that_opens_for_longer_moves_the_end(void **state)
{
	(void)state;
	act("oslo", "open", 22);
	at(0, 19, 30, &two_on_duty, NULL);
	get("/api/v1/status", "agency=oslo");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), hour_s(22));
	at(0, 21, 30, &two_on_duty, NULL);
	get("/api/v1/status", "agency=oslo");
	assert_member("state", "closing");
}

static void others_are_told_until_when_a_door_was_opened(void **state)
{
	(void)state;
	act("landet", "open", 23);
	at(0, 20, 30, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "pool");
	assert_int_equal(number_member("until"), hour_s(23));
}

static void others_are_told_when_a_door_that_was_closed_opens(void **state)
{
	(void)state;
	act("landet", "closed", 15);
	at(0, 12, 0, NULL, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_int_equal(number_member("pool_opens_at"), hour_s(15));
}

/* Whether anybody is there then, only its people can tell. */
static void of_a_door_without_hours_nobody_is_told_that_it_opens(void **state)
{
	struct agency *agency = agency_create("bergen", "no");
	(void)state;
	assert_non_null(agency);
	assert_int_equal(directory_put_agency(house.directory, agency), 0);
	act("bergen", "closed", 12);
	at(0, 11, 0, NULL, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "closed");
	assert_int_equal(number_member("pool_opens_at"), hour_s(13));
}

/* The pool's own door has the hours of the national agency. */
static void the_door_of_the_pool_is_open_as_long_as_that_of_its_agency(void **state)
{
	(void)state;
	act("landet", "open", 23);
	at(0, 21, 30, NULL, NULL);
	get("/api/v1/status", "pool=no");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), hour_s(23));
}

static void a_pool_that_is_closed_beyond_all_hours_opens_with_the_next(void **state)
{
	(void)state;
	act("-", "closed", 22);
	at(0, 16, 0, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "closed");
	assert_int_equal(number_member("opens_at"), hour_s(24 + 15));
	assert_int_equal(number_member("pool_opens_at"), hour_s(24 + 13));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_act_that_opens_for_less_than_the_hours_closes_nothing),
		cmocka_unit_test(an_act_that_opens_for_longer_moves_the_end),
		cmocka_unit_test(others_are_told_until_when_a_door_was_opened),
		cmocka_unit_test(others_are_told_when_a_door_that_was_closed_opens),
		cmocka_unit_test(of_a_door_without_hours_nobody_is_told_that_it_opens),
		cmocka_unit_test(the_door_of_the_pool_is_open_as_long_as_that_of_its_agency),
		cmocka_unit_test(a_pool_that_is_closed_beyond_all_hours_opens_with_the_next),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
