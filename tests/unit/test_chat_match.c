/* From the counsellor's yes to the open room, on the youth's side: MATCHED, READY, MATCHED. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static void match(struct house *house, struct fake_conn *conn)
{
	house_news(house, conn,
		(struct store_news){.type = NEWS_MATCHED,
			.room = HOUSE_ROOM,
			.alias = "Kari",
			.agency = "oslo"});
}

static void say_ready(struct fake_conn *conn, const char *room)
{
	struct frame ready = {.type = FRAME_READY};
	ready.ready.room = house_room(room);
	house_send(conn, &ready);
}

static void a_match_is_told_with_who_answers(void **state)
{
	struct fake_conn *conn = house_waiting(*state);
	match(*state, conn);
	const struct frame *frame = fake_expect(conn, FRAME_MATCHED);
	assert_true(view_equal(frame->matched.room, house_room(HOUSE_ROOM)));
	assert_true(view_is(frame->matched.alias, "Kari"));
	assert_true(view_is(frame->matched.agency, "Ung i Oslo"));
	assert_int_equal(frame->matched.seat, 0);
	assert_int_equal(frame->matched.resumed, 0);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

/* The counsellor who hears of the room must find its log. */
static void the_log_is_made_before_the_counsellor_hears(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	assert_int_equal(fake_count(house->store, QUEUE_READY), 0);
	assert_string_equal(fake_take(house->store, ROOM_OPEN)->id, HOUSE_ROOM);
	fake_store_forget(house->store);
	say_ready(conn, HOUSE_ROOM);
	fake_finish(house->store, ROOM_OPEN, 0);
	struct fake_call *ready = fake_take(house->store, QUEUE_READY);
	assert_string_equal(ready->room, HOUSE_ROOM);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 0);
	fake_done(house->store, ready, 0);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 1);
	assert_int_equal(conn->session->state, STATE_TALKING);
}

static void the_room_is_told_once_more_when_it_is_open(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, 0);
	fake_expect_nothing(conn);
	fake_rooms_answer(house->store);
	const struct frame *frame = fake_expect(conn, FRAME_MATCHED);
	assert_int_equal(frame->matched.resumed, 1);
	assert_int_equal(frame->matched.next_cseq, 1);
	assert_int_equal(frame->matched.log_epoch, 1);
	fake_expect_nothing(conn);
	house_wait(house, 60000);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), 0);
}

static void saying_something_before_the_room_is_open_is_refused(void **state)
{
	struct fake_conn *conn = house_waiting(*state);
	match(*state, conn);
	fake_expect(conn, FRAME_MATCHED);
	struct frame say = house_say(conn, HOUSE_ROOM, 1, "hei");
	house_send(conn, &say);
	fake_expect_refused(conn, FRAME_SAY, REFUSAL_STATE);
}

static void ready_for_another_room_is_late(void **state)
{
	struct fake_conn *conn = house_waiting(*state);
	match(*state, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM_2);
	fake_expect_refused(conn, FRAME_READY, REFUSAL_LATE);
	assert_int_equal(fake_count(((struct house *)*state)->store, ROOM_OPEN), 0);
}

/* The phone slept: routing has put the visit aside, and only coming back brings it to its place again. */
static void a_match_nobody_answered_makes_a_living_client_come_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED, .word = "unanswered"});
	assert_true(conn->closed);
	assert_int_equal(ending_close_code(conn->ending), 4008);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 1);
}

static void a_ready_that_routing_finds_late_is_refused_and_looked_up(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	fake_finish(house->store, ROOM_OPEN, 0);
	fake_finish(house->store, QUEUE_READY, ERR_MOMENT);
	fake_expect_refused(conn, FRAME_READY, REFUSAL_LATE);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	fake_expect(conn, FRAME_QUEUED);
}

static void a_log_that_cannot_be_made_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	fake_finish(house->store, ROOM_OPEN, ERR_NOMEM);
	fake_expect_refused(conn, FRAME_READY, REFUSAL_FULL);
	fake_take(house->store, QUEUE_STATUS);
}

/* Its answer got lost; routing has opened the room all the same. */
static void a_room_that_turns_out_to_be_open_is_taken_up(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, ERR_DOWN);
	fake_expect_refused(conn, FRAME_READY, REFUSAL_DELAYED);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.resumed, 1);
	assert_int_equal(conn->session->state, STATE_TALKING);
}

static void a_match_whose_news_got_lost_is_told_at_the_next_look(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_wait(house, 15100);
	struct queue_place place = house_place(VISIT_MATCHED);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.resumed, 0);
	house_wait(house, 15100);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	fake_expect_nothing(conn); /* once is enough */
}

static void a_match_that_a_look_told_first_is_not_told_again_by_its_news(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_wait(house, 15100);
	struct queue_place place = house_place(VISIT_MATCHED);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.resumed, 0);
	match(house, conn);
	fake_expect_nothing(conn);
}

/* The reply and the news come over different links. */
static void a_room_lost_between_ready_and_its_answer_is_looked_up(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED, .word = "lost"});
	fake_finish(house->store, QUEUE_READY, 0);
	assert_int_equal(fake_skip(conn, FRAME_ENDED), 0);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	fake_expect(conn, FRAME_QUEUED);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

/* It was given away and matched again before READY of the first match was answered. */
static void an_answer_to_ready_opens_no_other_room(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED, .word = "swapped"});
	house_news(house, conn,
		(struct store_news){.type = NEWS_MATCHED,
			.room = HOUSE_ROOM_2,
			.alias = "Ola",
			.agency = "oslo"});
	fake_skip(conn, FRAME_MATCHED);
	fake_finish(house->store, QUEUE_READY, 0);
	fake_rooms_answer(house->store);
	fake_expect_nothing(conn);
	assert_int_equal(conn->session->state, STATE_WAITING);
	say_ready(conn, HOUSE_ROOM_2);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, 0);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.resumed, 1);
}

static void a_room_that_is_given_back_makes_the_youth_wait_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_talking(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "lost"});
	assert_int_equal(conn->session->state, STATE_WAITING);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	fake_expect(conn, FRAME_QUEUED);
	struct frame say = house_say(conn, HOUSE_ROOM, 1, "hei");
	house_send(conn, &say);
	fake_expect_refused(conn, FRAME_SAY, REFUSAL_STATE);
}

static void a_room_whose_log_is_gone_has_ended(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	say_ready(conn, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, 0);
	fake_rooms_reset();
	fake_rooms_answer(house->store);
	const struct frame *ended = fake_expect(conn, FRAME_ENDED);
	assert_true(view_is(ended->ended.reason, "closed"));
	assert_int_equal(ended->ended.room.len, IDENT_ID_LEN);
	assert_int_equal(conn->session->state, STATE_OPEN);
}

static void a_match_that_ends_before_the_room_is_open_is_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	match(house, conn);
	fake_expect(conn, FRAME_MATCHED);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "counsellor"});
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "counsellor"));
	assert_int_equal(conn->session->state, STATE_OPEN);
}

static void a_match_of_somebody_who_no_longer_waits_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	match(house, conn);
	fake_expect_nothing(conn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_match_is_told_with_who_answers),
		HOUSE_TEST(the_log_is_made_before_the_counsellor_hears),
		HOUSE_TEST(the_room_is_told_once_more_when_it_is_open),
		HOUSE_TEST(saying_something_before_the_room_is_open_is_refused),
		HOUSE_TEST(ready_for_another_room_is_late),
		HOUSE_TEST(a_match_nobody_answered_makes_a_living_client_come_back),
		HOUSE_TEST(a_ready_that_routing_finds_late_is_refused_and_looked_up),
		HOUSE_TEST(a_log_that_cannot_be_made_is_refused),
		HOUSE_TEST(a_room_that_turns_out_to_be_open_is_taken_up),
		HOUSE_TEST(a_match_whose_news_got_lost_is_told_at_the_next_look),
		HOUSE_TEST(a_match_that_a_look_told_first_is_not_told_again_by_its_news),
		HOUSE_TEST(a_room_lost_between_ready_and_its_answer_is_looked_up),
		HOUSE_TEST(an_answer_to_ready_opens_no_other_room),
		HOUSE_TEST(a_room_that_is_given_back_makes_the_youth_wait_again),
		HOUSE_TEST(a_room_whose_log_is_gone_has_ended),
		HOUSE_TEST(a_match_that_ends_before_the_room_is_open_is_told),
		HOUSE_TEST(a_match_of_somebody_who_no_longer_waits_is_dropped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
