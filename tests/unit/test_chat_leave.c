/* Ending a room from either side: the log is closed before anybody hears of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static void leave(struct fake_conn *conn, const char *room)
{
	struct frame frame = {.type = FRAME_LEAVE};
	frame.leave.room = house_room(room);
	house_send(conn, &frame);
}

static void the_log_is_closed_before_routing_hears_of_the_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	leave(youth, HOUSE_ROOM);
	assert_int_equal(fake_count(house->store, QUEUE_END), 0);
	struct fake_call *close = fake_take(house->store, ROOM_CLOSE);
	assert_string_equal(close->id, HOUSE_ROOM);
	fake_done(house->store, close, 0);
	struct fake_call *end = fake_take(house->store, QUEUE_END);
	assert_string_equal(end->room, HOUSE_ROOM);
	assert_string_equal(end->word, "left");
	assert_string_equal(end->pool, "no");
	fake_expect_nothing(youth);
}

static void leaving_tells_ended_and_one_may_ask_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	leave(youth, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, 0);
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(youth, FRAME_ENDED)->ended.reason, "left"));
	fake_expect_nothing(youth);
	assert_int_equal(youth->session->state, STATE_OPEN);
	struct frame ask = house_ask();
	house_send(youth, &ask);
	fake_take(house->store, QUEUE_ASK);
}

static void a_counsellor_who_ends_is_named_as_such_and_stays_on_shift(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	leave(conn, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	struct fake_call *end = fake_take(house->store, QUEUE_END);
	assert_string_equal(end->word, "counsellor");
	assert_string_equal(end->id, "dddddddddddddddddddddddddddddddd");
	fake_done(house->store, end, 0);
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "counsellor"));
	assert_int_equal(conn->session->state, STATE_ON);
}

/* The other one wrote in the same moment. */
static void what_was_stored_before_the_close_is_told_before_the_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "vent");
	leave(youth, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, 0);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ENTRY);
	fake_expect(youth, FRAME_ENDED);
}

static void a_room_whose_log_is_gone_can_still_be_left(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_rooms_reset();
	leave(youth, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, ERR_GONE);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ENDED);
}

static void a_room_one_is_not_in_cannot_be_left(void **state)
{
	struct fake_conn *youth = house_talking(*state, HOUSE_ROOM);
	leave(youth, HOUSE_ROOM_2);
	fake_expect_refused(youth, FRAME_LEAVE, REFUSAL_LATE);
}

static void an_end_that_could_not_be_done_is_refused_at_each_step(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_store_fail(house->store, ERR_DOWN);
	leave(youth, HOUSE_ROOM);
	fake_expect_refused(youth, FRAME_LEAVE, REFUSAL_DELAYED);
	fake_store_fail(house->store, 0);
	leave(youth, HOUSE_ROOM);
	fake_finish(house->store, ROOM_CLOSE, ERR_DOWN);
	fake_expect_refused(youth, FRAME_LEAVE, REFUSAL_DELAYED);
	leave(youth, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, ERR_DOWN);
	const struct frame *refused = fake_expect_refused(youth, FRAME_LEAVE, REFUSAL_DELAYED);
	assert_int_equal(refused->refused.room.len, IDENT_ID_LEN);
	leave(youth, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, 0);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ENDED);
}

static void leaving_twice_ends_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	leave(youth, HOUSE_ROOM);
	leave(youth, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, 0);
	fake_finish(house->store, QUEUE_END, 0);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_skip(youth, FRAME_ENDED), 1);
}

static void who_is_gone_before_the_log_is_closed_ends_nothing_more(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	leave(youth, HOUSE_ROOM);
	house_close(youth, ENDING_DONE);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_count(house->store, QUEUE_END), 0);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 1);
}

static void the_other_side_hears_the_same_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	leave(youth, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, 0);
	house_news(house, counsellor,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(youth, FRAME_ENDED)->ended.reason, "left"));
	assert_true(view_is(fake_expect(counsellor, FRAME_ENDED)->ended.reason, "left"));
	assert_null(fake_room(HOUSE_ROOM)); /* the last seat deleted it */
}

static void a_place_that_was_freed_takes_the_next_room(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	static const char *const rooms[] = {
		"200102030405060708090a0b0c0d0e0f",
		"300102030405060708090a0b0c0d0e0f",
		"400102030405060708090a0b0c0d0e0f",
	};
	for (unsigned i = 0; i < 3; i++) {
		fake_room_make(rooms[i]);
		house_news(house, conn, house_opened(rooms[i]));
	}
	fake_rooms_answer(house->store);
	assert_int_equal(fake_skip(conn, FRAME_OPENED), 3);
	leave(conn, rooms[1]);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, 0);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ENDED);
	fake_room_make(HOUSE_ROOM);
	house_news(house, conn, house_opened(HOUSE_ROOM));
	fake_rooms_answer(house->store);
	assert_true(view_equal(fake_expect(conn, FRAME_OPENED)->opened.room, house_room(HOUSE_ROOM)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(the_log_is_closed_before_routing_hears_of_the_end),
		HOUSE_TEST(leaving_tells_ended_and_one_may_ask_again),
		HOUSE_TEST(a_counsellor_who_ends_is_named_as_such_and_stays_on_shift),
		HOUSE_TEST(what_was_stored_before_the_close_is_told_before_the_end),
		HOUSE_TEST(a_room_whose_log_is_gone_can_still_be_left),
		HOUSE_TEST(a_room_one_is_not_in_cannot_be_left),
		HOUSE_TEST(an_end_that_could_not_be_done_is_refused_at_each_step),
		HOUSE_TEST(leaving_twice_ends_once),
		HOUSE_TEST(who_is_gone_before_the_log_is_closed_ends_nothing_more),
		HOUSE_TEST(the_other_side_hears_the_same_end),
		HOUSE_TEST(a_place_that_was_freed_takes_the_next_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
