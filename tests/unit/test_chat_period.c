/* EXTEND, WRAP and PERIOD; the load that all news of a counsellor bring along. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static void extend(struct fake_conn *conn, const char *room)
{
	struct frame frame = {.type = FRAME_EXTEND};
	frame.extend.room = room[0] != '\0' ? house_room(room) : (struct view){0};
	house_send(conn, &frame);
}

static void wrap(struct fake_conn *conn, unsigned more)
{
	struct frame frame = {.type = FRAME_WRAP};
	frame.wrap.room = house_room(HOUSE_ROOM);
	frame.wrap.more = more;
	house_send(conn, &frame);
}

static struct store_news period(const char *room, const char *word)
{
	return (struct store_news){.type = NEWS_PERIOD, .room = room, .word = word, .at_ms = 99};
}

static void both_sides_hear_how_long_a_conversation_has_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *conns[2] = {NULL, NULL};
	static const char *const words[] = {"soon", "over", "extended"};
	house_pair(house, &conns[0], &conns[1]);
	for (unsigned i = 0; i < 6; i++) {
		house_news(house, conns[i % 2], period(HOUSE_ROOM, words[i / 2]));
		const struct frame *frame = fake_expect(conns[i % 2], FRAME_PERIOD);
		assert_int_equal(frame->period.what, i / 2);
		assert_int_equal(frame->period.ends_at, 99);
		assert_true(view_equal(frame->period.room, house_room(HOUSE_ROOM)));
	}
}

static void the_end_of_a_shift_is_told_without_a_room(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn, period("", "soon"));
	assert_int_equal(fake_expect(conn, FRAME_PERIOD)->period.room.len, 0);
}

static void a_period_of_a_room_that_is_over_is_not_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn, period(HOUSE_ROOM, "soon"));
	fake_expect_nothing(conn);
}

static void a_conversation_is_prolonged_and_told_by_news_alone(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	extend(conn, HOUSE_ROOM);
	struct fake_call *call = fake_take(house->store, PRESENCE_EXTEND);
	assert_string_equal(call->room, HOUSE_ROOM);
	fake_ends(house->store, call, 0, 99);
	fake_expect_nothing(conn);
	house_news(house, conn, period(HOUSE_ROOM, "extended"));
	assert_int_equal(fake_expect(conn, FRAME_PERIOD)->period.what, 2);
}

static void a_room_one_is_not_in_cannot_be_prolonged(void **state)
{
	struct fake_conn *conn = house_on(*state);
	extend(conn, HOUSE_ROOM);
	fake_expect_refused(conn, FRAME_EXTEND, REFUSAL_LATE);
}

static void an_extension_that_could_not_be_done_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	extend(conn, HOUSE_ROOM);
	fake_ends(house->store, fake_take(house->store, PRESENCE_EXTEND), ERR_DOWN, 0);
	assert_int_equal(fake_expect_refused(conn, FRAME_EXTEND, REFUSAL_DELAYED)->refused.room.len,
		16);
	extend(conn, "");
	fake_ends(house->store, fake_take(house->store, PRESENCE_EXTEND), ERR_MOMENT, 0);
	assert_int_equal(fake_expect_refused(conn, FRAME_EXTEND, REFUSAL_STATE)->refused.room.len, 0);
	fake_store_fail(house->store, ERR_DOWN);
	extend(conn, "");
	fake_expect_refused(conn, FRAME_EXTEND, REFUSAL_DELAYED);
}

static void an_extension_of_a_room_that_is_over_meanwhile_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	extend(conn, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ENDED);
	fake_ends(house->store, fake_take(house->store, PRESENCE_EXTEND), ERR_GONE, 0);
	fake_expect_nothing(conn);
}

static void a_youth_may_not_extend(void **state)
{
	struct fake_conn *youth = house_talking(*state, HOUSE_ROOM);
	extend(youth, HOUSE_ROOM);
	fake_expect_refused(youth, FRAME_EXTEND, REFUSAL_ROLE);
}

static void a_wrap_up_may_end_early_or_last_longer(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	for (unsigned more = 0; more < 2; more++) {
		wrap(conn, more);
		struct fake_call *call = fake_take(house->store, PRESENCE_WRAP);
		assert_string_equal(call->room, HOUSE_ROOM);
		assert_int_equal(call->who, more);
		fake_done(house->store, call, 0);
		fake_expect_nothing(conn);
	}
}

static void a_wrap_up_that_is_not_there_is_late(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	wrap(conn, 0);
	fake_finish(house->store, PRESENCE_WRAP, ERR_GONE);
	fake_expect_refused(conn, FRAME_WRAP, REFUSAL_LATE);
	fake_store_fail(house->store, ERR_DOWN);
	wrap(conn, 1);
	fake_expect_refused(conn, FRAME_WRAP, REFUSAL_DELAYED);
}

static void a_wrap_up_off_shift_is_refused(void **state)
{
	struct fake_conn *conn = house_off(*state);
	fake_skip(conn, FRAME_ROSTER);
	wrap(conn, 0);
	fake_expect_refused(conn, FRAME_WRAP, REFUSAL_STATE);
}

static void any_news_that_changes_the_load_tells_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	struct store_news away = {.type = NEWS_AWAY, .room = HOUSE_ROOM, .has_load = true, .load = 2};
	house_news(house, conn, away);
	fake_expect(conn, FRAME_PEER);
	const struct frame *frame = fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(frame->shifted.load, 2);
	assert_true(view_is(frame->shifted.why, "load"));
	house_news(house, conn, away);
	fake_expect(conn, FRAME_PEER);
	fake_expect_nothing(conn);
}

static void news_of_the_shift_itself_tell_the_load_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn,
		(struct store_news){.type = NEWS_SHIFT, .word = "wrapped", .has_load = true, .load = 1});
	const struct frame *frame = fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(frame->shifted.load, 1);
	assert_true(view_is(frame->shifted.why, "wrapped"));
	fake_expect_nothing(conn);
}

static void who_is_taken_over_hears_of_no_load(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn, (struct store_news){.type = NEWS_TAKEN, .has_load = true, .load = 2});
	assert_true(conn->closed);
	fake_expect_nothing(conn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(both_sides_hear_how_long_a_conversation_has_time),
		HOUSE_TEST(the_end_of_a_shift_is_told_without_a_room),
		HOUSE_TEST(a_period_of_a_room_that_is_over_is_not_told),
		HOUSE_TEST(a_conversation_is_prolonged_and_told_by_news_alone),
		HOUSE_TEST(a_room_one_is_not_in_cannot_be_prolonged),
		HOUSE_TEST(an_extension_that_could_not_be_done_is_refused),
		HOUSE_TEST(an_extension_of_a_room_that_is_over_meanwhile_is_dropped),
		HOUSE_TEST(a_youth_may_not_extend),
		HOUSE_TEST(a_wrap_up_may_end_early_or_last_longer),
		HOUSE_TEST(a_wrap_up_that_is_not_there_is_late),
		HOUSE_TEST(a_wrap_up_off_shift_is_refused),
		HOUSE_TEST(any_news_that_changes_the_load_tells_it),
		HOUSE_TEST(news_of_the_shift_itself_tell_the_load_once),
		HOUSE_TEST(who_is_taken_over_hears_of_no_load),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
