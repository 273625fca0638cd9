/* The live view: who sees what of a pool. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch_scene.h"

static void a_supervisor_sees_its_own_municipality_by_topic_and_of_others_the_county(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	const struct frame_scene *frame = next_scene(conn);
	assert_int_equal(frame->whole, 1);
	assert_int_equal(frame->more, 0);
	assert_string_equal(said(frame, "w m0301 bullying"), "1 5000");
	assert_string_equal(said(frame, "w c32 bullying"), "1 3000");
	assert_string_equal(said(frame, "w m3201 bullying"), "");
	fake_expect_nothing(conn);
}

/* In a county of one who is not among its municipality's has asked for nobody from there. */
static void a_county_of_one_does_not_give_away_who_wants_nobody_of_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *whole = watching(house, ROLE_COORDINATOR);
	pass(house, scene);
	const struct frame_scene *frame = next_scene(conn);
	assert_string_equal(said(frame, "w m0301 bullying"), "1 5000");
	assert_string_equal(said(frame, "w c03 bullying"), "1 5000");
	assert_string_equal(said(frame, "w n bullying"), "2 4000");
	assert_string_equal(said(next_scene(whole), "w c03 bullying"), "3 4000");
}

static void a_supervisor_sees_colleagues_by_name_and_of_others_how_many(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	const struct frame_scene *frame = next_scene(conn);
	assert_string_equal(said(frame, KIM), "available 1000 1 2 oslo Kim N.");
	assert_string_equal(said(frame, PER), "");
	assert_string_equal(said(frame, "on ung-norge"), "1 0 1 1");
	assert_string_equal(said(frame, "on oslo"), "");
}

static void who_looks_at_the_whole_pool_sees_counties_and_everybody(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_COORDINATOR);
	pass(house, scene);
	const struct frame_scene *frame = next_scene(conn);
	assert_string_equal(said(frame, "w m0301 bullying"), "");
	assert_string_equal(said(frame, "w c03 bullying"), "3 4000");
	assert_string_equal(said(frame, PER), "paused 2000 1 1 ung-norge Per");
	assert_string_equal(said(frame, "on ung-norge"), "");
	assert_string_equal(said(frame, "now"), "1 0 0 0 4 2 0 3");
}

/* And whatever it sees then begins anew; who watches beside it notices nothing. */
static void a_duty_lead_sees_the_whole_pool_in_the_hours_of_the_rota_alone(void **state)
{
	static const char *const led[] = {"leads", KIM_ID " " HOUSE_COUNSELLOR, "w m0301 bullying",
		"1 5000", PER, "paused 2000 1 1 ung-norge Per", NULL};
	static const char *const others[] = {"leads", KIM_ID, "w m0301 bullying", "1 5000", PER,
		"paused 2000 1 1 ung-norge Per", NULL};
	struct house *house = *state;
	struct fake_conn *siri = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *lead = watching(house, ROLE_DUTY_LEAD);
	pass(house, others);
	(void)next_scene(siri);
	const struct frame_scene *frame = next_scene(lead);
	assert_string_equal(said(frame, "w m0301 bullying"), "1 5000");
	assert_string_equal(said(frame, PER), "");
	assert_string_equal(said(frame, "view"), "oslo");
	pass(house, led);
	frame = next_scene(lead);
	assert_int_equal(frame->whole, 1);
	assert_string_equal(said(frame, "view"), "-");
	assert_int_equal(frame->seq, 2);
	assert_string_equal(said(frame, "w m0301 bullying"), "");
	assert_string_equal(said(frame, PER), "paused 2000 1 1 ung-norge Per");
	assert_string_equal(said(frame, "leads"), "");
	pass(house, others);
	frame = next_scene(lead);
	assert_int_equal(frame->whole, 1);
	assert_string_equal(said(frame, "w m0301 bullying"), "1 5000");
	assert_string_equal(said(frame, PER), "");
	pass(house, others);
	fake_expect_nothing(lead);
	fake_expect_nothing(siri);
}

static void what_no_row_knows_is_seen_by_nobody(void **state)
{
	struct house *house = *state;
	struct fake_conn *supervisor = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *lead = watching(house, ROLE_DUTY_LEAD);
	pass(house, scene);
	assert_string_equal(said(next_scene(supervisor), "secret m0301"), "");
	assert_string_equal(said(next_scene(lead), "secret m0301"), "");
}

/* Asker and one more are a county: beside Asker's own number the county's would say the other one's. */
static void a_county_of_two_does_not_give_the_other_one_away(void **state)
{
	static const char *const both[] = {"leads", HOUSE_COUNSELLOR, "w m3201 bullying", "1 3000",
		"w m3203 bullying", "2 1000", "w c32 bullying", "1 4000", "a wait:c32:bullying",
		"wait 9 1000 10 0 c32 bullying | ", NULL};
	const struct region region = {"no", "3203", "Nabo", "32", "Akershus"};
	struct house *house = *state;
	const char *why = NULL;
	assert_int_equal(directory_add_region(house->directory, &region), 0);
	struct agency *agency = agency_create("oslo", "no");
	assert_non_null(agency);
	assert_int_equal(agency_set(agency, "municipality", "3201", &why), 0);
	assert_int_equal(directory_put_agency(house->directory, agency), 0);
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *lead = watching(house, ROLE_DUTY_LEAD);
	pass(house, both);
	const struct frame_scene *frame = next_scene(conn);
	assert_string_equal(said(frame, "w m3201 bullying"), "1 3000");
	assert_string_equal(said(frame, "w c32 bullying"), "1 3000");
	assert_string_equal(said(frame, "w n bullying"), "3 1000");
	assert_string_equal(said(frame, "a wait:c32:bullying"), "");
	frame = next_scene(lead);
	assert_string_equal(said(frame, "w c32 bullying"), "4 1000");
	assert_string_not_equal(said(frame, "a wait:c32:bullying"), "");
}

static void the_wait_to_expect_is_told_while_anybody_may_answer(void **state)
{
	static const char *const free_now[] = {"now", "0 0 0 0 0 1 2 2", NULL};
	static const char *const closed[] = {"now", "0 0 0 0 3 0 0 0", NULL};
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	const char *expected = said(next_scene(conn), "expected");
	assert_string_not_equal(expected, "");
	assert_string_not_equal(expected, "-");
	pass(house, free_now);
	assert_string_equal(said(next_scene(conn), "expected"), "0");
	pass(house, closed);
	assert_string_equal(said(next_scene(conn), "expected"), "-");
}

/* That of a municipality beside a topic is not even for those. */
static void an_alarm_of_another_agency_is_for_who_sees_the_whole_pool(void **state)
{
	static const char *const alarms[] = {"leads", HOUSE_COUNSELLOR, "a own",
		"help 1 1 1 0 oslo kim |", "a others", "help 1 1 1 0 ung-norge per |", /* */
		"a county", "wait 1 9 5 0 c32 bullying |",                             /* */
		"a place", "wait 1 9 5 0 m3201 bullying |", "a home",
		"wait 1 9 5 0 m0301 bullying oslo |", /* */
		"a pool", "unled 1 0 0 0 - |", NULL};
	struct house *house = *state;
	struct fake_conn *supervisor = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *lead = watching(house, ROLE_DUTY_LEAD);
	pass(house, alarms);
	const struct frame_scene *frame = next_scene(supervisor);
	assert_int_equal(frame->names.count, 5); /* and whose view it is */
	assert_string_equal(said(frame, "a others"), "");
	assert_string_equal(said(frame, "a place"), "");
	frame = next_scene(lead);
	assert_int_equal(frame->names.count, 5);
	assert_string_equal(said(frame, "a place"), "");
	assert_string_equal(said(frame, "a home"), "");
}

static void a_share_of_a_municipality_is_for_its_agency_alone(void **state)
{
	static const char *const alarms[] = {"leads", HOUSE_COUNSELLOR, "a lost", "lost 1 8 15 0 47 |",
		"a lost:oslo", "lost 1 3 30 0 m0301 8 oslo |", /* */
		"a lost:asker", "lost 1 3 30 0 m3201 8 asker |", NULL};
	struct house *house = *state;
	struct fake_conn *supervisor = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *lead = watching(house, ROLE_DUTY_LEAD);
	pass(house, alarms);
	const struct frame_scene *frame = next_scene(supervisor);
	assert_string_equal(said(frame, "a lost"), alarms[3]);
	assert_string_equal(said(frame, "a lost:oslo"), alarms[5]);
	assert_string_equal(said(frame, "a lost:asker"), "");
	frame = next_scene(lead);
	assert_string_equal(said(frame, "a lost"), alarms[3]);
	assert_string_equal(said(frame, "a lost:oslo"), "");
	assert_string_equal(said(frame, "a lost:asker"), "");
}

/* Texts and queues of a municipality beside a topic; the agency reads its own as it stands. */
static void an_act_on_a_municipality_is_one_on_its_county_for_who_sees_the_whole_pool(void **state)
{
	static const char *const acts[] = {"act 1",
		"text 1 2 oslo m0301,m3201 bullying | Siri | Hei m0301.", "act 2",
		"door 1 2 oslo oslo closed | Siri | ", /* */
		"act 3", "scope 1 2 - c03,n bullying 2 | Lena | ", NULL};
	struct house *house = *state;
	struct fake_conn *supervisor = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *whole = watching(house, ROLE_COORDINATOR);
	pass(house, acts);
	assert_string_equal(said(next_scene(supervisor), "act 1"), acts[1]);
	const struct frame_scene *frame = next_scene(whole);
	assert_string_equal(said(frame, "act 1"), "text 1 2 oslo c03,c32 bullying | Siri | Hei m0301.");
	assert_string_equal(said(frame, "act 2"), acts[3]);
	assert_string_equal(said(frame, "act 3"), acts[5]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_supervisor_sees_its_own_municipality_by_topic_and_of_others_the_county),
		HOUSE_TEST(a_county_of_one_does_not_give_away_who_wants_nobody_of_it),
		HOUSE_TEST(a_supervisor_sees_colleagues_by_name_and_of_others_how_many),
		HOUSE_TEST(who_looks_at_the_whole_pool_sees_counties_and_everybody),
		HOUSE_TEST(a_duty_lead_sees_the_whole_pool_in_the_hours_of_the_rota_alone),
		HOUSE_TEST(what_no_row_knows_is_seen_by_nobody),
		HOUSE_TEST(a_county_of_two_does_not_give_the_other_one_away),
		HOUSE_TEST(the_wait_to_expect_is_told_while_anybody_may_answer),
		HOUSE_TEST(a_share_of_a_municipality_is_for_its_agency_alone),
		HOUSE_TEST(an_alarm_of_another_agency_is_for_who_sees_the_whole_pool),
		HOUSE_TEST(an_act_on_a_municipality_is_one_on_its_county_for_who_sees_the_whole_pool),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
