/* A room that is given back: SWAP from either side, PARK. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static void send_room(struct fake_conn *conn, enum frame_type type, const char *room)
{
	struct frame frame = {.type = type};
	if (type == FRAME_SWAP) {
		frame.swap.room = house_room(room);
	} else {
		frame.park.room = house_room(room);
	}
	house_send(conn, &frame);
}

static void a_youth_swaps_and_its_log_stays_open(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	send_room(youth, FRAME_SWAP, HOUSE_ROOM);
	struct fake_call *swap = fake_take(house->store, QUEUE_SWAP);
	assert_string_equal(swap->room, HOUSE_ROOM);
	assert_string_equal(swap->pool, "no");
	assert_int_equal(strlen(swap->id), IDENT_NAME_SIZE - 1);
	assert_int_equal(fake_count(house->store, ROOM_CLOSE), 0);
}

static void a_youth_who_swaps_waits_again_and_is_told_why(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	send_room(youth, FRAME_SWAP, HOUSE_ROOM);
	fake_finish(house->store, QUEUE_SWAP, 0);
	fake_expect_nothing(youth);
	house_news(house, youth,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "swapped"});
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	assert_true(view_is(fake_expect(youth, FRAME_QUEUED)->queued.why, "swapped"));
	fake_expect_nothing(youth);
	assert_int_equal(youth->session->state, STATE_WAITING);
}

static void the_counsellor_of_a_youth_who_swapped_reads_the_rest_and_the_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 0, "hade");
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "swapped"});
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ENTRY);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "swapped"));
	assert_int_equal(conn->session->state, STATE_ON);
}

static void a_counsellor_who_may_know_the_youth_gives_it_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_room(conn, FRAME_SWAP, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	struct fake_call *swap = fake_take(house->store, QUEUE_SWAP);
	assert_string_equal(swap->id, "dddddddddddddddddddddddddddddddd");
	fake_done(house->store, swap, 0);
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "swapped"));
	fake_expect_nothing(conn);
}

static void a_swap_of_a_room_one_is_not_in_is_late(void **state)
{
	struct fake_conn *youth = house_talking(*state, HOUSE_ROOM);
	send_room(youth, FRAME_SWAP, HOUSE_ROOM_2);
	fake_expect_refused(youth, FRAME_SWAP, REFUSAL_LATE);
}

static void a_swap_while_waiting_is_refused(void **state)
{
	struct fake_conn *youth = house_waiting(*state);
	send_room(youth, FRAME_SWAP, HOUSE_ROOM);
	fake_expect_refused(youth, FRAME_SWAP, REFUSAL_STATE);
}

static void a_swap_that_could_not_be_done_is_refused_at_each_step(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_store_fail(house->store, ERR_DOWN);
	send_room(youth, FRAME_SWAP, HOUSE_ROOM);
	fake_expect_refused(youth, FRAME_SWAP, REFUSAL_DELAYED);
	fake_store_fail(house->store, 0);
	send_room(youth, FRAME_SWAP, HOUSE_ROOM);
	fake_finish(house->store, QUEUE_SWAP, ERR_MOMENT);
	const struct frame *refused = fake_expect_refused(youth, FRAME_SWAP, REFUSAL_LATE);
	assert_int_equal(refused->refused.room.len, IDENT_ID_LEN);
}

/* The other side ended it, or handed over, in the same moment. */
static void a_swap_whose_room_is_over_meanwhile_does_nothing_more(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	send_room(youth, FRAME_SWAP, HOUSE_ROOM);
	house_news(house, youth,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "handed"});
	fake_finish(house->store, QUEUE_SWAP, ERR_GONE);
	fake_expect_nothing(youth);
	assert_int_equal(youth->session->state, STATE_WAITING);
}

static void a_swap_whose_answer_finds_nobody_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_room(conn, FRAME_SWAP, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	struct fake_call *swap = fake_take(house->store, QUEUE_SWAP);
	house_close(conn, ENDING_DONE);
	fake_done(house->store, swap, 0);
	assert_int_equal(conn->count, conn->read);
}

static void a_parked_room_ends_for_the_counsellor(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_room(conn, FRAME_PARK, HOUSE_ROOM);
	struct fake_call *park = fake_take(house->store, PRESENCE_PARK);
	assert_string_equal(park->room, HOUSE_ROOM);
	assert_string_equal(park->id, "dddddddddddddddddddddddddddddddd");
	fake_done(house->store, park, 0);
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "parked"));
	fake_expect_nothing(conn);
}

/* A room whose youth came back in that moment must live on. */
static void a_room_whose_youth_is_there_is_not_parked_and_stays_open(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_room(conn, FRAME_PARK, HOUSE_ROOM);
	fake_finish(house->store, PRESENCE_PARK, ERR_MOMENT);
	fake_expect_refused(conn, FRAME_PARK, REFUSAL_STATE);
	assert_int_equal(fake_count(house->store, ROOM_CLOSE), 0);
	struct frame say = house_say(conn, HOUSE_ROOM, 1, "hei");
	house_send(conn, &say);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ACK);
}

static void a_park_that_could_not_be_done_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_room(conn, FRAME_PARK, HOUSE_ROOM_2);
	fake_expect_refused(conn, FRAME_PARK, REFUSAL_LATE);
	send_room(conn, FRAME_PARK, HOUSE_ROOM);
	fake_finish(house->store, PRESENCE_PARK, ERR_DOWN);
	fake_expect_refused(conn, FRAME_PARK, REFUSAL_DELAYED);
	fake_store_fail(house->store, ERR_DOWN);
	send_room(conn, FRAME_PARK, HOUSE_ROOM);
	fake_expect_refused(conn, FRAME_PARK, REFUSAL_DELAYED);
}

static void a_park_that_crosses_the_end_of_the_room_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_room(conn, FRAME_PARK, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "left"));
	fake_finish(house->store, PRESENCE_PARK, 0);
	fake_expect_nothing(conn);
}

static void a_youth_may_not_park(void **state)
{
	struct fake_conn *youth = house_talking(*state, HOUSE_ROOM);
	send_room(youth, FRAME_PARK, HOUSE_ROOM);
	fake_expect_refused(youth, FRAME_PARK, REFUSAL_ROLE);
	assert_true(youth->closed);
}

/* First that the counsellor's line is gone, then that somebody else may be asked for. */
static void a_youth_whose_counsellor_is_lost_hears_it_twice_and_may_swap(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 2; i++) {
		house_news(house, youth,
			(struct store_news){.type = NEWS_AWAY, .room = HOUSE_ROOM, .at_ms = 77});
		const struct frame *frame = fake_expect(youth, FRAME_PEER);
		assert_int_equal(frame->peer.seat, 1);
		assert_int_equal(frame->peer.what, 2);
		assert_int_equal(frame->peer.value, 77);
	}
	send_room(youth, FRAME_SWAP, HOUSE_ROOM);
	fake_take(house->store, QUEUE_SWAP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_youth_swaps_and_its_log_stays_open),
		HOUSE_TEST(a_youth_who_swaps_waits_again_and_is_told_why),
		HOUSE_TEST(the_counsellor_of_a_youth_who_swapped_reads_the_rest_and_the_end),
		HOUSE_TEST(a_counsellor_who_may_know_the_youth_gives_it_back),
		HOUSE_TEST(a_swap_of_a_room_one_is_not_in_is_late),
		HOUSE_TEST(a_swap_while_waiting_is_refused),
		HOUSE_TEST(a_swap_that_could_not_be_done_is_refused_at_each_step),
		HOUSE_TEST(a_swap_whose_room_is_over_meanwhile_does_nothing_more),
		HOUSE_TEST(a_swap_whose_answer_finds_nobody_is_dropped),
		HOUSE_TEST(a_parked_room_ends_for_the_counsellor),
		HOUSE_TEST(a_room_whose_youth_is_there_is_not_parked_and_stays_open),
		HOUSE_TEST(a_park_that_could_not_be_done_is_refused),
		HOUSE_TEST(a_park_that_crosses_the_end_of_the_room_is_dropped),
		HOUSE_TEST(a_youth_may_not_park),
		HOUSE_TEST(a_youth_whose_counsellor_is_lost_hears_it_twice_and_may_swap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
