/* The live view: when the pool is read, who sees what of it, and that each viewer is sent what is other than what it has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

enum { SECOND_MS = 1000 };

#define KIM "p 11111111111111111111111111111111"
#define PER "p 22222222222222222222222222222222"

static const char *const scene[] = {
	"now",
	"1 0 0 0 4 2 0 3", /* */
	"w m0301 bullying",
	"1 5000", /* */
	"w c03 bullying",
	"2 4000", /* */
	"w m3201 bullying",
	"1 3000", /* */
	KIM,
	"available 1000 1 2 oslo Kim N.", /* */
	PER,
	"paused 2000 1 1 ung-norge Per", /* */
	"secret m0301",
	"1", /* */
	NULL,
};

static void send_watch(struct fake_conn *conn, uint64_t on)
{
	struct frame frame = {.type = FRAME_WATCH};
	frame.watch.on = on;
	house_send(conn, &frame);
}

/* The next second, in which the pool is read and is so. */
static void pass(struct house *house, const char *const *texts)
{
	house_wait(house, SECOND_MS);
	fake_scene(house->store, fake_take(house->store, SCENE_READ), 0, texts);
}

static struct fake_conn *watching(struct house *house, enum role role)
{
	struct fake_conn *conn = house_off_as(house, role);
	send_watch(conn, 1);
	return conn;
}

static const struct frame_scene *next_scene(struct fake_conn *conn)
{
	return &fake_expect(conn, FRAME_SCENE)->scene;
}

/* What the frame says of a name, static; "" when it is not in it, or gone. */
static const char *said(const struct frame_scene *frame, const char *name)
{
	static char out[LIMIT_LINE + 1];
	out[0] = '\0';
	for (uint32_t i = 0; i < frame->names.count; i++) {
		if (view_is(frame->names.item[i], name)) {
			assert_int_equal(view_copy(frame->values.item[i], out, sizeof out), 0);
		}
	}
	return out;
}

static void the_pool_is_read_once_a_second_while_somebody_watches(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off_as(house, ROLE_SUPERVISOR);
	house_wait(house, SECOND_MS);
	assert_int_equal(fake_count(house->store, SCENE_READ), 0);
	send_watch(conn, 1);
	struct fake_conn *other = watching(house, ROLE_COORDINATOR);
	pass(house, scene);
	assert_int_equal(fake_count(house->store, SCENE_READ), 0);
	house_wait(house, SECOND_MS);
	house_wait(house, SECOND_MS);
	assert_int_equal(fake_count(house->store, SCENE_READ),
		1); /* not a second one before its answer */
	fake_scene(house->store, fake_take(house->store, SCENE_READ), ERR_DOWN, NULL);
	pass(house, scene);
	send_watch(conn, 0);
	house_close(other, ENDING_DONE);
	house_wait(house, SECOND_MS);
	assert_int_equal(fake_count(house->store, SCENE_READ), 0);
}

static void an_answer_that_stands_for_longer_is_not_asked_for_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	fake_scene_stands(3);
	pass(house, scene);
	fake_scene_stands(1);
	(void)next_scene(conn);
	house_wait(house, SECOND_MS);
	house_wait(house, SECOND_MS);
	assert_int_equal(fake_count(house->store, SCENE_READ), 0);
	pass(house, scene);
}

static void a_supervisor_sees_its_own_municipality_by_topic_and_of_others_the_county(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	const struct frame_scene *frame = next_scene(conn);
	assert_int_equal(frame->whole, 1);
	assert_int_equal(frame->more, 0);
	assert_string_equal(said(frame, "w m0301 bullying"), "1 5000");
	assert_string_equal(said(frame, "w c03 bullying"), "3 4000");
	assert_string_equal(said(frame, "w c32 bullying"), "1 3000");
	assert_string_equal(said(frame, "w m3201 bullying"), "");
	fake_expect_nothing(conn);
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
	static const char *const both[] = {"w m3201 bullying", "1 3000", "w m3203 bullying", "2 1000",
		"w c32 bullying", "1 4000", NULL};
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
	assert_string_equal(said(frame, "w c32 bullying"), "2 3000");
	assert_string_equal(said(frame, "w n bullying"), "2 1000");
	assert_string_equal(said(next_scene(lead), "w c32 bullying"), "4 1000");
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
	static const char *const alarms[] = {"a own", "help 1 1 1 0 oslo kim |", "a others",
		"help 1 1 1 0 ung-norge per |",            /* */
		"a county", "wait 1 9 5 0 c32 bullying |", /* */
		"a place", "wait 1 9 5 0 m3201 bullying |", "a home",
		"wait 1 9 5 0 m0301 bullying oslo |", /* */
		"a pool", "unled 1 0 0 0 - |", NULL};
	struct house *house = *state;
	struct fake_conn *supervisor = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *lead = watching(house, ROLE_DUTY_LEAD);
	pass(house, alarms);
	const struct frame_scene *frame = next_scene(supervisor);
	assert_int_equal(frame->names.count, 4);
	assert_string_equal(said(frame, "a others"), "");
	assert_string_equal(said(frame, "a place"), "");
	frame = next_scene(lead);
	assert_int_equal(frame->names.count, 4);
	assert_string_equal(said(frame, "a place"), "");
	assert_string_equal(said(frame, "a home"), "");
}

/* The clock stands on a Monday in September 2026, 16:13:20 in Oslo, and goes on. */
static void how_doors_stand_by_their_hours_is_told_with_the_minute(void **state)
{
	static const char *const bare[] = {"now", "0 0 0 0 0 0 0 0", NULL};
	struct house *house = *state;
	house_hours(house, "mon 10:00-16:15; wed 12:00-14:00", "");
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, bare);
	assert_string_equal(said(next_scene(conn), "open oslo"), "open 1790000100000");
	house_wait(house, 100 * SECOND_MS);
	pass(house, bare);
	assert_string_equal(said(next_scene(conn), "open oslo"), "closed 1790157600000");
}

static void afterwards_only_what_has_changed_is_sent(void **state)
{
	static const char *const later[] = {"now", "1 0 0 0 4 2 0 3", "w m0301 bullying", "1 5000", KIM,
		"paused 9000 1 2 oslo Kim N.", NULL};
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	assert_int_equal(next_scene(conn)->seq, 1);
	pass(house, scene);
	fake_expect_nothing(conn);
	pass(house, later);
	const struct frame_scene *frame = next_scene(conn);
	assert_int_equal(frame->seq, 2);
	assert_int_equal(frame->whole, 0);
	/* The colleague; the county with what is left of it; another one and another agency that are gone. */
	assert_int_equal(frame->names.count, 4);
	assert_string_equal(said(frame, KIM), "paused 9000 1 2 oslo Kim N.");
	assert_string_equal(said(frame, "w c03 bullying"), "1 5000");
	assert_string_equal(said(frame, "w c32 bullying"), "");
	fake_expect_nothing(conn);
}

static void who_is_slow_misses_moments_and_not_the_last_one(void **state)
{
	static const char *const second[] = {"now", "2 0 0 0 4 2 0 3", NULL};
	static const char *const third[] = {"now", "3 0 0 0 4 2 0 3", NULL};
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	(void)next_scene(conn);
	conn->waiting = 1;
	pass(house, second);
	fake_expect_nothing(conn);
	conn->waiting = 0;
	pass(house, third);
	const struct frame_scene *frame = next_scene(conn);
	assert_int_equal(frame->whole, 0);
	assert_string_equal(said(frame, "now"), "3 0 0 0 4 2 0 3");
	assert_int_equal(frame->names.count, 6); /* who waited and who was on is gone */
}

static void who_missed_too_much_begins_anew(void **state)
{
	static const char *const bare[] = {"now", "0 0 0 0 0 0 0 0", NULL};
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	(void)next_scene(conn);
	conn->waiting = 1;
	for (unsigned i = 0; i < 100; i++) {
		pass(house, bare);
	}
	conn->waiting = 0;
	pass(house, bare);
	const struct frame_scene *frame = next_scene(conn);
	assert_int_equal(frame->whole, 1);
	assert_int_equal(frame->names.count, 2);
}

static void after_an_outage_everything_is_told_anew(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	(void)next_scene(conn);
	house_lose(house);
	house_wait(house, SECOND_MS);
	assert_int_equal(fake_count(house->store, SCENE_READ), 0);
	house_connect(house);
	(void)fake_skip(conn, FRAME_FROZEN);
	fake_scene(house->store, fake_take(house->store, SCENE_READ), 0, scene);
	assert_int_equal(next_scene(conn)->whole, 1);
}

static void who_asks_again_begins_anew_at_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *other = watching(house, ROLE_SUPERVISOR);
	pass(house, scene);
	(void)next_scene(conn);
	(void)next_scene(other);
	send_watch(conn, 1);
	const struct frame_scene *frame = next_scene(conn);
	assert_int_equal(frame->seq, 1);
	assert_int_equal(frame->whole, 1);
	fake_expect_nothing(other);
}

/* More than one frame holds, and one that is longer than any. */
static void a_moment_may_take_several_frames(void **state)
{
	enum { FACTS = 70 };
	static char names[FACTS][16], line[LIMIT_LINE + 2];
	const char *texts[2 * FACTS + 3];
	struct house *house = *state;
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	memset(line, 'x', sizeof line - 1);
	for (unsigned i = 0; i < FACTS; i++) {
		snprintf(names[i], sizeof names[i], "h %u", i);
		texts[2 * i] = names[i];
		texts[2 * i + 1] = line + 1;
	}
	texts[2 * FACTS] = "h long";
	texts[2 * FACTS + 1] = line;
	texts[2 * FACTS + 2] = NULL;
	pass(house, texts);
	unsigned count = 0, seq = 0;
	bool more = true;
	for (; more; seq++) {
		const struct frame_scene *frame = next_scene(conn);
		assert_int_equal(frame->seq, seq + 1);
		assert_int_equal(frame->whole, seq == 0);
		assert_string_equal(said(frame, "h long"), "");
		count += frame->names.count;
		more = frame->more == 1;
	}
	assert_int_equal(count, FACTS);
	assert_true(seq >= 3);
	fake_expect_nothing(conn);
}

static void a_viewer_whose_socket_breaks_in_the_middle_takes_nobody_with_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *first = watching(house, ROLE_SUPERVISOR);
	struct fake_conn *second = watching(house, ROLE_SUPERVISOR);
	second->chokes = true;
	pass(house, scene);
	assert_int_equal(next_scene(first)->whole, 1);
	assert_true(second->closed);
	house_close(second, ENDING_SLOW);
	pass(house, scene);
	fake_expect_nothing(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(the_pool_is_read_once_a_second_while_somebody_watches),
		HOUSE_TEST(an_answer_that_stands_for_longer_is_not_asked_for_again),
		HOUSE_TEST(a_supervisor_sees_its_own_municipality_by_topic_and_of_others_the_county),
		HOUSE_TEST(a_supervisor_sees_colleagues_by_name_and_of_others_how_many),
		HOUSE_TEST(who_looks_at_the_whole_pool_sees_counties_and_everybody),
		HOUSE_TEST(what_no_row_knows_is_seen_by_nobody),
		HOUSE_TEST(a_county_of_two_does_not_give_the_other_one_away),
		HOUSE_TEST(the_wait_to_expect_is_told_while_anybody_may_answer),
		HOUSE_TEST(an_alarm_of_another_agency_is_for_who_sees_the_whole_pool),
		HOUSE_TEST(how_doors_stand_by_their_hours_is_told_with_the_minute),
		HOUSE_TEST(afterwards_only_what_has_changed_is_sent),
		HOUSE_TEST(who_is_slow_misses_moments_and_not_the_last_one),
		HOUSE_TEST(who_missed_too_much_begins_anew),
		HOUSE_TEST(after_an_outage_everything_is_told_anew),
		HOUSE_TEST(who_asks_again_begins_anew_at_once),
		HOUSE_TEST(a_moment_may_take_several_frames),
		HOUSE_TEST(a_viewer_whose_socket_breaks_in_the_middle_takes_nobody_with_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
