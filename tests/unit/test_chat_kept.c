/* A room that goes on with another counsellor: what the youth hears of its log, and what becomes of the seat before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/seat.h"
#include "chat/session.h"
#include "fakes/fake_house.h"

static void given_back(struct house *house, struct fake_conn *youth)
{
	house_news(house, youth,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "handed"});
	fake_rooms_answer(house->store);
	struct queue_place place = house_place(VISIT_WAITING);
	place.room = HOUSE_ROOM;
	place.seat = 1;
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	assert_true(view_is(fake_expect(youth, FRAME_QUEUED)->queued.why, "handed"));
}

static const struct frame *matched_again(struct house *house, struct fake_conn *youth)
{
	house_news(house, youth,
		(struct store_news){.type = NEWS_MATCHED,
			.room = HOUSE_ROOM,
			.seat = 2,
			.visit.topic = "school",
			.alias = "Per",
			.agency = "oslo",
			.cid = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"});
	return fake_expect(youth, FRAME_MATCHED);
}

static void answer(struct house *house, struct fake_conn *youth, uint64_t log_epoch,
	uint64_t offset)
{
	struct frame ready = {.type = FRAME_READY};
	ready.ready.room = house_room(HOUSE_ROOM);
	ready.ready.log_epoch = log_epoch;
	ready.ready.offset = offset;
	house_send(youth, &ready);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, 0);
	fake_rooms_answer(house->store);
}

/* A youth that talked, with three entries in the log, its own the second, and was given back. */
static struct fake_conn *talked(struct house *house)
{
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "hei");
	fake_room_put(HOUSE_ROOM, 0, "hei hei");
	fake_room_put(HOUSE_ROOM, 1, "one moment");
	given_back(house, youth);
	return youth;
}

static void the_next_counsellor_has_the_same_room_another_seat_and_the_topic_of_now(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = talked(house);
	const struct frame *frame = matched_again(house, youth);
	assert_true(view_equal(frame->matched.room, house_room(HOUSE_ROOM)));
	assert_int_equal(frame->matched.resumed, 0);
	assert_int_equal(frame->matched.seats.count, 1);
	assert_int_equal(frame->matched.seats.item[0], 2);
	assert_true(view_is(frame->matched.topic, "school"));
}

static void the_log_goes_on_behind_what_READY_says_and_so_do_the_youth_s_numbers(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = talked(house);
	matched_again(house, youth);
	answer(house, youth, 1, 1);
	const struct frame *frame = fake_expect(youth, FRAME_MATCHED);
	assert_int_equal(frame->matched.resumed, 1);
	assert_int_equal(frame->matched.next_cseq, 2);
	assert_int_equal(frame->matched.seats.item[0], 2);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, 2);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, 3);
	fake_expect_nothing(youth);
}

static void a_client_that_has_nothing_gets_the_log_from_its_start(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = talked(house);
	matched_again(house, youth);
	answer(house, youth, 0, 0);
	fake_expect(youth, FRAME_MATCHED);
	for (uint64_t offset = 1; offset <= 3; offset++) {
		assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, offset);
	}
}

static void a_log_of_another_epoch_is_told_and_begins_at_its_start(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = talked(house);
	fake_room(HOUSE_ROOM)->log_epoch = 2;
	matched_again(house, youth);
	answer(house, youth, 1, 3);
	assert_true(view_is(fake_expect(youth, FRAME_LOST)->lost.why, "epoch"));
	assert_int_equal(fake_expect(youth, FRAME_MATCHED)->matched.log_epoch, 2);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, 1);
}

static void a_log_that_a_failover_lost_begins_anew_in_an_epoch_that_the_client_does_not_know(
	void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = talked(house);
	fake_rooms_reset();
	matched_again(house, youth);
	answer(house, youth, 4, 3);
	assert_true(view_is(fake_expect(youth, FRAME_LOST)->lost.why, "epoch"));
	assert_int_equal(fake_expect(youth, FRAME_MATCHED)->matched.log_epoch, 5);
	fake_expect_nothing(youth);
}

static void a_text_of_the_youth_between_two_counsellors_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = talked(house);
	struct frame say = house_say(youth, HOUSE_ROOM, 2, "er du der?");
	house_send(youth, &say);
	fake_expect_refused(youth, FRAME_SAY, REFUSAL_STATE);
}

static void who_handed_over_says_nothing_more_hears_the_rest_and_leaves_the_log(void **state)
{
	struct house *house = *state;
	struct fake_conn *giver = house_in_room(house, HOUSE_ROOM);
	fake_room_sit(HOUSE_ROOM, 0, 4711, "there");
	fake_room_put(HOUSE_ROOM, 0, "takk");
	house_news(house, giver,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "handed"});
	struct frame late = house_say(giver, HOUSE_ROOM, 1, "one more");
	house_send(giver, &late);
	fake_skip(giver, FRAME_REFUSED);
	struct fake_call *closed = fake_take(house->store, ROOM_VACATE);
	assert_int_equal(closed->seat, 1);
	fake_done(house->store, closed, 0);
	fake_rooms_answer(house->store);
	fake_expect(giver, FRAME_ENTRY);
	assert_true(view_is(fake_expect(giver, FRAME_ENDED)->ended.reason, "handed"));
	assert_int_equal(fake_count(house->store, ROOM_LEAVE), 0);
	assert_int_equal(fake_room(HOUSE_ROOM)->count, 1);
	assert_false(fake_room(HOUSE_ROOM)->closed);
}

static void a_seat_that_was_closed_meanwhile_ends_here_and_nowhere_else(void **state)
{
	struct house *house = *state;
	struct fake_conn *giver = house_in_room(house, HOUSE_ROOM);
	struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.load = 1,
		.room_count = 1,
		.person = "dddddddddddddddddddddddddddddddd\tkari\tKari\toslo\t\t2",
	};
	place.rooms[0].room = HOUSE_ROOM;
	place.rooms[0].seat = 1;
	place.rooms[0].visit = house_opened(HOUSE_ROOM).visit;
	place.rooms[0].beside = "";
	fake_room(HOUSE_ROOM)->seats[1].left = true;
	house_lose(house);
	house_connect(house);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_skip(giver, FRAME_FROZEN);
	fake_skip(giver, FRAME_SHIFTED);
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(giver, FRAME_ENDED)->ended.reason, "closed"));
	assert_int_equal(fake_count(house->store, QUEUE_END), 0);
	assert_int_equal(fake_count(house->store, ROOM_LEAVE), 0);
}

/* News come over a link of their own: a room may be told that the list of the shift does not have yet. */
static void a_room_that_was_opened_while_the_shift_was_taken_up_again_stays(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	const struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.person = "dddddddddddddddddddddddddddddddd\tkari\tKari\toslo\t\t2",
	};
	house_lose(house);
	house_connect(house);
	struct fake_call *call = fake_take(house->store, PRESENCE_RESUME);
	fake_room_make(HOUSE_ROOM);
	house_news(house, conn, house_opened(HOUSE_ROOM));
	fake_rooms_answer(house->store);
	fake_presence(house->store, call, 0, &place);
	assert_int_equal(fake_count(house->store, ROOM_VACATE), 0);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_skip(conn, FRAME_ENDED), 0);
	const struct seat *seat = seat_find(conn->session, house_room(HOUSE_ROOM));
	assert_non_null(seat);
	assert_null(seat->finish);
}

static void who_parked_a_room_and_gets_it_again_begins_there_anew(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "parked"});
	house_news(house, conn,
		(struct store_news){.type = NEWS_OPENED,
			.room = HOUSE_ROOM,
			.seat = 2,
			.visit = {.sid = "",
				.topic = "school",
				.municipality = "",
				.county = "03",
				.languages = "nb"}});
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "parked"));
	fake_rooms_answer(house->store);
	const struct frame *frame = fake_expect(conn, FRAME_OPENED);
	assert_int_equal(frame->opened.seat, 2);
	assert_int_equal(frame->opened.next_cseq, 1);
	assert_int_equal(frame->opened.resumed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(the_next_counsellor_has_the_same_room_another_seat_and_the_topic_of_now),
		HOUSE_TEST(the_log_goes_on_behind_what_READY_says_and_so_do_the_youth_s_numbers),
		HOUSE_TEST(a_client_that_has_nothing_gets_the_log_from_its_start),
		HOUSE_TEST(a_log_of_another_epoch_is_told_and_begins_at_its_start),
		HOUSE_TEST(
			a_log_that_a_failover_lost_begins_anew_in_an_epoch_that_the_client_does_not_know),
		HOUSE_TEST(a_text_of_the_youth_between_two_counsellors_is_refused),
		HOUSE_TEST(who_handed_over_says_nothing_more_hears_the_rest_and_leaves_the_log),
		HOUSE_TEST(a_seat_that_was_closed_meanwhile_ends_here_and_nowhere_else),
		HOUSE_TEST(a_room_that_was_opened_while_the_shift_was_taken_up_again_stays),
		HOUSE_TEST(who_parked_a_room_and_gets_it_again_begins_there_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
