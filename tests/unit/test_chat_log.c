/* The log on its way to a client, whatever was missed, and the end of a room behind its last entry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static void ring(struct house *house, const struct fake_conn *conn, uint64_t offset)
{
	struct store_ring bell = {
		.type = RING_ENTRY,
		.session = house_number(conn),
		.room = HOUSE_ROOM,
		.seat = conn->session->role == ROLE_YOUTH ? 1 : 0,
		.from = 77,
		.from_node = "there",
		.value = offset,
	};
	house->events.ring(house->events.context, &bell);
}

/* Expects entries of these offsets, in order, and nothing behind them. */
static void expect_offsets(struct fake_conn *conn, uint64_t from, uint64_t to)
{
	for (uint64_t offset = from; offset <= to; offset++) {
		assert_int_equal(fake_expect(conn, FRAME_ENTRY)->entry.offset, offset);
	}
	fake_expect_nothing(conn);
}

static void a_bell_makes_the_log_be_read_up_to_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	fake_room_put(HOUSE_ROOM, 1, "to");
	ring(house, youth, 2);
	fake_rooms_answer(house->store);
	expect_offsets(youth, 1, 2);
}

static void a_bell_for_what_is_known_reads_nothing(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	ring(house, youth, 1);
	fake_rooms_answer(house->store);
	expect_offsets(youth, 1, 1);
	ring(house, youth, 1);
	assert_int_equal(fake_count(house->store, ROOM_READ), 0);
}

static void there_is_one_read_at_a_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 3; i++) {
		uint64_t offset = fake_room_put(HOUSE_ROOM, 1, "en");
		ring(house, youth, offset);
	}
	assert_int_equal(fake_count(house->store, ROOM_READ), 1);
	fake_rooms_answer(house->store);
	expect_offsets(youth, 1, 3);
}

static void a_bell_during_a_read_is_read_after_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	ring(house, youth, 1);
	struct fake_call *read = fake_take(house->store, ROOM_READ);
	fake_room_put(HOUSE_ROOM, 1, "to");
	ring(house, youth, 2);
	struct room_entry first = {.offset = 1, .sender = 1, .cseq = 1, .payload = view_text("en")};
	fake_entries(house->store, read, 0, &first, 1);
	assert_int_equal(fake_take(house->store, ROOM_READ)->number, 2);
}

static void a_long_log_is_read_in_pieces_to_its_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 150; i++) {
		fake_room_put(HOUSE_ROOM, 1, "x");
	}
	ring(house, youth, 150);
	fake_rooms_answer(house->store);
	expect_offsets(youth, 1, 150);
}

/* Two write at once: the neighbour's own answer comes before the entry in front of it. */
static void a_neighbour_who_is_behind_reads_instead_of_skipping(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	fake_room_put(HOUSE_ROOM, 0, "en"); /* stored, and its bell got lost */
	struct frame say = house_say(youth, HOUSE_ROOM, 2, "to");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	expect_offsets(counsellor, 1, 2);
}

static void the_senders_own_gap_is_repaired_too(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	fake_room_put(HOUSE_ROOM, 1, "en");
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "to");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(youth, FRAME_ACK)->ack.offset, 2);
	expect_offsets(youth, 1, 1); /* the other's, not the own */
}

static void entries_that_come_twice_are_told_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "en");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	expect_offsets(counsellor, 1, 1);
	ring(house, counsellor, 2);
	struct room_entry old = {.offset = 1, .sender = 0, .cseq = 1, .payload = view_text("en")};
	fake_entries(house->store, fake_take(house->store, ROOM_READ), 0, &old, 1);
	fake_expect_nothing(counsellor);
}

/* Must not ask for the same thing for ever. */
static void a_log_with_a_hole_is_not_read_without_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	ring(house, youth, 5);
	struct room_entry far = {.offset = 4, .sender = 1, .cseq = 4, .payload = view_text("x")};
	fake_entries(house->store, fake_take(house->store, ROOM_READ), 0, &far, 1);
	assert_int_equal(fake_count(house->store, ROOM_READ), 0);
	fake_expect_nothing(youth);
}

static void a_read_that_fails_is_not_stuck(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	ring(house, youth, 1);
	fake_entries(house->store, fake_take(house->store, ROOM_READ), ERR_DOWN, NULL, 0);
	ring(house, youth, 1);
	fake_rooms_answer(house->store);
	expect_offsets(youth, 1, 1);
}

static void a_peer_who_sat_down_elsewhere_is_rung_there_from_now_on(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct store_ring here = {
		.type = RING_HERE,
		.session = house_number(youth),
		.room = HOUSE_ROOM,
		.seat = 1,
		.from = 88,
		.from_node = "there",
	};
	house->events.ring(house->events.context, &here);
	struct frame typing = {.type = FRAME_TYPING};
	typing.typing.room = house_room(HOUSE_ROOM);
	house_send(youth, &typing);
	assert_int_equal(fake_take(house->store, ROOM_RING)->rung, 88);
}

/* --- the end --- */

static void ended_comes_behind_the_last_entry(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	fake_room_sit(HOUSE_ROOM, 0, 77, "there");
	(void)fake_room_put(HOUSE_ROOM, 0, "siste");
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	fake_expect_nothing(conn);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ENTRY);
	const struct frame *ended = fake_expect(conn, FRAME_ENDED);
	assert_true(view_is(ended->ended.reason, "left"));
	assert_true(view_equal(ended->ended.room, house_room(HOUSE_ROOM)));
	fake_expect_nothing(conn);
	assert_null(conn->session->seats);
	assert_true(fake_room(HOUSE_ROOM)->seats[1].left);
}

static void a_word_nobody_knows_is_told_as_closed(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_news(house, youth,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "odd"});
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(youth, FRAME_ENDED)->ended.reason, "closed"));
}

static void a_log_that_is_gone_already_ends_the_room_all_the_same(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_rooms_reset();
	house_news(house, youth,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "counsellor"});
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(youth, FRAME_ENDED)->ended.reason, "counsellor"));
	assert_int_equal(youth->session->state, STATE_OPEN);
}

static void a_room_that_has_ended_takes_nothing_more(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_news(house, youth,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "counsellor"});
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	fake_expect_refused(youth, FRAME_SAY, REFUSAL_LATE);
}

/* The store went away in the middle of the last look. */
static void an_end_that_could_not_be_read_comes_when_the_store_is_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	fake_entries(house->store, fake_take(house->store, ROOM_READ), ERR_DOWN, NULL, 0);
	house_lose(house);
	house_connect(house);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 3};
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_skip(conn, FRAME_ENDED), 1);
	assert_null(conn->session->seats);
}

/* Closing as too slow from inside a send, in every place where entries and ends are told. */
static void a_reader_who_is_too_slow_is_let_go_without_harm(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	counsellor->chokes = true;
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ACK);
	assert_int_equal(counsellor->ending, ENDING_SLOW);
	youth->chokes = true;
	house_news(house, youth,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	fake_rooms_answer(house->store);
	assert_int_equal(youth->ending, ENDING_SLOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_bell_makes_the_log_be_read_up_to_it),
		HOUSE_TEST(a_bell_for_what_is_known_reads_nothing),
		HOUSE_TEST(there_is_one_read_at_a_time),
		HOUSE_TEST(a_bell_during_a_read_is_read_after_it),
		HOUSE_TEST(a_long_log_is_read_in_pieces_to_its_end),
		HOUSE_TEST(a_neighbour_who_is_behind_reads_instead_of_skipping),
		HOUSE_TEST(the_senders_own_gap_is_repaired_too),
		HOUSE_TEST(entries_that_come_twice_are_told_once),
		HOUSE_TEST(a_log_with_a_hole_is_not_read_without_end),
		HOUSE_TEST(a_read_that_fails_is_not_stuck),
		HOUSE_TEST(a_peer_who_sat_down_elsewhere_is_rung_there_from_now_on),
		HOUSE_TEST(ended_comes_behind_the_last_entry),
		HOUSE_TEST(a_word_nobody_knows_is_told_as_closed),
		HOUSE_TEST(a_log_that_is_gone_already_ends_the_room_all_the_same),
		HOUSE_TEST(a_room_that_has_ended_takes_nothing_more),
		HOUSE_TEST(an_end_that_could_not_be_read_comes_when_the_store_is_back),
		HOUSE_TEST(a_reader_who_is_too_slow_is_let_go_without_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
