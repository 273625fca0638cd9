/* The live view: when the pool is read, and that each viewer is sent what is other than what it has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "watch_scene.h"

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

/* The night before and the morning; not the hours in which a door was open for a part. */
static void in_which_hours_no_door_was_open_is_told(void **state)
{
	static const char *const bare[] = {"now", "0 0 0 0 0 0 0 0", NULL};
	static const struct {
		const char *name, *value;
	} hours[] = {{"shut 2026092016", ""}, {"shut 2026092017", "1"}, {"shut 2026092109", "1"},
		{"shut 2026092110", ""}, {"shut 2026092112", "1"}, {"shut 2026092115", ""},
		{"shut 2026092116", ""}};
	struct house *house = *state;
	house_hours(house, "mon 10:30-12:00; mon 15:00-16:15; wed 12:00-14:00", "");
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, bare);
	const struct frame_scene *frame = next_scene(conn);
	for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++) {
		assert_string_equal(said(frame, hours[i].name), hours[i].value);
	}
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
	/* The colleague; the nation, another county and another agency that are gone. */
	assert_int_equal(frame->names.count, 4);
	assert_string_equal(said(frame, KIM), "paused 9000 1 2 oslo Kim N.");
	assert_string_equal(said(frame, "w n bullying"), "");
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
	assert_int_equal(frame->names.count, 7); /* who waited and who was on is gone */
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
	assert_int_equal(frame->names.count, 3); /* and whose view it is */
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
	assert_int_equal(count, FACTS + 1); /* and whose view it is */
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
		HOUSE_TEST(how_doors_stand_by_their_hours_is_told_with_the_minute),
		HOUSE_TEST(in_which_hours_no_door_was_open_is_told),
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
