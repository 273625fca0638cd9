/* The store goes away and comes back, under sessions that stand somewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static struct presence_place shift_with_room(void)
{
	struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.load = 1,
		.room_count = 1,
		.rooms[0] = {.room = HOUSE_ROOM, .seat = 1, .offer = 5},
		.person = "dddddddddddddddddddddddddddddddd\tkari\tKari\toslo\t\t2",
	};
	place.rooms[0].visit = house_opened(HOUSE_ROOM).visit;
	place.rooms[0].beside = "";
	return place;
}

static void everybody_hears_of_the_outage_once_each_way(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	struct fake_conn *fresh = house_open(house);
	house_lose(house);
	house_lose(house);
	assert_int_equal(fake_expect(youth, FRAME_FROZEN)->frozen.on, 1);
	fake_expect_nothing(youth);
	house_connect(house);
	house_connect(house);
	assert_int_equal(fake_expect(youth, FRAME_FROZEN)->frozen.on, 0);
	fake_expect_nothing(youth);
	fake_expect_nothing(fresh);
}

static void a_room_is_joined_again_and_what_was_missed_is_heard(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_lose(house);
	fake_room_put(HOUSE_ROOM, 1, "mens du var borte");
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	struct fake_call *call = fake_take(house->store, QUEUE_RESUME);
	assert_memory_equal(call->hash[0], call->hash[1], 32);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, call, 0, &place);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(youth, FRAME_MATCHED)->matched.resumed, 1);
	fake_expect(youth, FRAME_ENTRY);
	fake_expect_nothing(youth);
}

/* The text is stored, and its ACK is lost with the link to Redis. */
static void say_unheard(struct house *house, struct fake_conn *youth, const struct frame *say)
{
	house_send(youth, say);
	struct fake_call *append = fake_take(house->store, ROOM_APPEND);
	fake_room_put(HOUSE_ROOM, 0, "hei");
	fake_appended(house->store, append, ERR_DOWN, NULL);
}

static void own_messages_of_unknown_outcome_are_acknowledged_when_sent_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	say_unheard(house, youth, &say);
	fake_expect_refused(youth, FRAME_SAY, REFUSAL_DELAYED);
	house_lose(house);
	house_connect(house);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	fake_skip(youth, FRAME_MATCHED);
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(youth, FRAME_ACK)->ack.offset, 1);
	assert_int_equal(fake_room(HOUSE_ROOM)->count, 1);
}

static void an_own_message_whose_ack_was_lost_is_heard_when_the_seat_is_taken_up_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ACK);
	say = house_say(youth, HOUSE_ROOM, 2, "hei");
	say_unheard(house, youth, &say);
	fake_expect_refused(youth, FRAME_SAY, REFUSAL_DELAYED);
	house_lose(house);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_MATCHED);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.cseq, 2);
	fake_expect_nothing(youth);
}

static void an_epoch_that_changed_during_the_outage_replays_own_entries_too(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ACK);
	house_lose(house);
	fake_room(HOUSE_ROOM)->log_epoch = 2;
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_LOST);
	fake_expect(youth, FRAME_MATCHED);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, 1);
}

/* The other side is attached again already and writes; this side does not know yet which log it is. */
static void a_bell_after_an_outage_waits_until_the_seat_is_attached_anew(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_lose(house);
	fake_room(HOUSE_ROOM)->log_epoch = 2;
	fake_room_put(HOUSE_ROOM, 1, "i den nye");
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	struct fake_call *resume = fake_take(house->store, QUEUE_RESUME);
	struct store_ring bell = {
		.type = RING_ENTRY,
		.session = house_number(youth),
		.room = HOUSE_ROOM,
		.seat = 1,
		.from = 77,
		.from_node = "there",
		.value = 1,
	};
	house->events.ring(house->events.context, &bell);
	assert_int_equal(fake_count(house->store, ROOM_READ), 0);
	fake_expect_nothing(youth);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, resume, 0, &place);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_LOST);
	fake_expect(youth, FRAME_MATCHED);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.log_epoch, 2);
}

static void a_room_that_ended_during_the_outage_is_told_by_its_name(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_lose(house);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	fake_rooms_answer(house->store);
	const struct frame *ended = fake_expect(youth, FRAME_ENDED);
	assert_int_equal(ended->ended.room.len, IDENT_ID_LEN);
	assert_int_equal(youth->session->state, STATE_OPEN);
	assert_null(youth->session->seats);
}

static void a_shift_is_taken_up_again_and_rooms_no_longer_listed_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	fake_room_make(HOUSE_ROOM_2);
	house_news(house, conn, house_opened(HOUSE_ROOM_2));
	fake_rooms_answer(house->store);
	fake_skip(conn, FRAME_OPENED);
	house_lose(house);
	house_connect(house);
	fake_skip(conn, FRAME_FROZEN);
	struct presence_place place = shift_with_room();
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 1); /* the listed one, afresh */
	fake_rooms_answer(house->store);
	unsigned ended = 0, opened = 0;
	for (const struct frame *frame; (frame = fake_read(conn)) != NULL;) {
		ended +=
			frame->type == FRAME_ENDED && view_equal(frame->ended.room, house_room(HOUSE_ROOM_2))
			? 1
			: 0;
		opened += frame->type == FRAME_OPENED ? 1 : 0;
	}
	assert_int_equal(ended, 1);
	assert_int_equal(opened, 1);
}

static void a_waiting_youth_is_put_back_in_its_place(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	house_lose(house);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_expect(youth, FRAME_QUEUED);
}

/* The youth leaves before it could say again what may be stored: it hears before the end that it is. */
static void an_own_message_whose_ack_was_lost_is_heard_before_the_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	struct frame leave = {.type = FRAME_LEAVE, .leave.room = house_room(HOUSE_ROOM)};
	say_unheard(house, youth, &say);
	house_lose(house);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	house_send(youth, &leave);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_END, 0);
	fake_rooms_answer(house->store);
	const struct frame *entry = fake_expect(youth, FRAME_ENTRY);
	assert_int_equal(entry->entry.sender, 0);
	assert_int_equal(entry->entry.cseq, 1);
	fake_expect(youth, FRAME_ENDED);
}

/* While the node stood still the counsellor gave the youth away, and another one took it. */
static void who_was_matched_anew_during_the_outage_has_no_seat_in_the_room_before(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_lose(house);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	struct queue_place place = house_place(VISIT_MATCHED);
	place.room = HOUSE_ROOM_2;
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	assert_null(youth->session->seats);
	fake_expect(youth, FRAME_QUEUED); /* the room before is over */
	const struct frame *matched = fake_expect(youth, FRAME_MATCHED);
	assert_true(view_equal(matched->matched.room, house_room(HOUSE_ROOM_2)));
	assert_int_equal(matched->matched.resumed, 0);
	house_news(house, youth,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	house_wait(house, 2000);
	fake_expect_nothing(youth);
	assert_int_equal(youth->session->state, STATE_WAITING);
}

/* Who was taken up again for a socket that has gone meanwhile looks held, and would for as long as the node lives. */
static void who_has_gone_while_it_was_taken_up_again_is_given_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	house_lose(house);
	house_connect(house);
	struct fake_call *call = fake_take(house->store, QUEUE_RESUME);
	uint64_t session = call->to.session;
	house_close(youth, ENDING_DONE);
	unsigned before = fake_count(house->store, QUEUE_DETACH);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, call, 0, &place);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), before + 1);
	assert_int_equal(fake_take(house->store, QUEUE_DETACH)->to.session, session);
}

static void a_shift_whose_socket_has_gone_while_it_was_taken_up_again_is_given_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	house_lose(house);
	house_connect(house);
	struct fake_call *call = fake_take(house->store, PRESENCE_RESUME);
	house_close(conn, ENDING_DONE);
	unsigned before = fake_count(house->store, PRESENCE_DETACH);
	struct presence_place place = shift_with_room();
	fake_presence(house->store, call, 0, &place);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), before + 1);
}

/* In which somebody who could not be taken up is asked for again. */
enum { MOMENT_MS = 1000 };

/* Too many commands are under way when everybody is taken up at once. */
static void a_visit_that_could_not_be_asked_for_is_taken_up_a_moment_later(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_lose(house);
	fake_store_fail(house->store, ERR_FULL);
	house_connect(house);
	fake_store_fail(house->store, 0);
	fake_store_forget(house->store);
	fake_skip(youth, FRAME_FROZEN);
	house_wait(house, MOMENT_MS);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(youth, FRAME_MATCHED)->matched.resumed, 1);
	house_wait(house, MOMENT_MS);
	assert_int_equal(fake_count(house->store, QUEUE_RESUME), 0);
}

static void a_visit_whose_answer_was_refused_is_taken_up_a_moment_later(void **state)
{
	struct house *house = *state;
	(void)house_waiting(house);
	house_lose(house);
	house_connect(house);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_FULL, NULL);
	assert_int_equal(fake_count(house->store, QUEUE_RESUME), 0);
	house_wait(house, MOMENT_MS);
	assert_int_equal(fake_count(house->store, QUEUE_RESUME), 1);
}

/* Until then nothing is told to it: its rooms would never hear of their ends. */
static void a_shift_whose_answer_was_refused_is_taken_up_a_moment_later(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	house_lose(house);
	house_connect(house);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), ERR_FULL, NULL);
	house_wait(house, MOMENT_MS);
	struct presence_place place = shift_with_room();
	place.room_count = 0;
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_skip(conn, FRAME_ENDED), 1);
}

static void nobody_is_asked_for_again_during_an_outage(void **state)
{
	struct house *house = *state;
	(void)house_waiting(house);
	house_lose(house);
	house_connect(house);
	struct fake_call *call = fake_take(house->store, QUEUE_RESUME);
	house_lose(house);
	fake_place(house->store, call, ERR_DOWN, NULL);
	house_wait(house, MOMENT_MS);
	assert_int_equal(fake_count(house->store, QUEUE_RESUME), 0);
	house_connect(house);
	house_wait(house, MOMENT_MS);
	assert_int_equal(fake_count(house->store, QUEUE_RESUME), 1);
}

/* The visit went with the Redis that was replaced, and the new one did not take it yet. */
static void a_visit_that_could_not_be_put_back_yet_is_not_called_gone(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	fake_store_replace(house->store);
	house_lose(house);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	fake_place(house->store, fake_take(house->store, QUEUE_PUT_BACK), ERR_DOWN, NULL);
	fake_expect_nothing(youth);
	house_wait(house, MOMENT_MS);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	assert_int_equal(fake_count(house->store, QUEUE_PUT_BACK), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(everybody_hears_of_the_outage_once_each_way),
		HOUSE_TEST(a_room_is_joined_again_and_what_was_missed_is_heard),
		HOUSE_TEST(own_messages_of_unknown_outcome_are_acknowledged_when_sent_again),
		HOUSE_TEST(an_epoch_that_changed_during_the_outage_replays_own_entries_too),
		HOUSE_TEST(a_bell_after_an_outage_waits_until_the_seat_is_attached_anew),
		HOUSE_TEST(a_room_that_ended_during_the_outage_is_told_by_its_name),
		HOUSE_TEST(a_shift_is_taken_up_again_and_rooms_no_longer_listed_end),
		HOUSE_TEST(a_waiting_youth_is_put_back_in_its_place),
		HOUSE_TEST(an_own_message_whose_ack_was_lost_is_heard_before_the_end),
		HOUSE_TEST(an_own_message_whose_ack_was_lost_is_heard_when_the_seat_is_taken_up_again),
		HOUSE_TEST(who_was_matched_anew_during_the_outage_has_no_seat_in_the_room_before),
		HOUSE_TEST(who_has_gone_while_it_was_taken_up_again_is_given_back),
		HOUSE_TEST(a_shift_whose_socket_has_gone_while_it_was_taken_up_again_is_given_back),
		HOUSE_TEST(a_visit_that_could_not_be_asked_for_is_taken_up_a_moment_later),
		HOUSE_TEST(a_visit_whose_answer_was_refused_is_taken_up_a_moment_later),
		HOUSE_TEST(a_shift_whose_answer_was_refused_is_taken_up_a_moment_later),
		HOUSE_TEST(nobody_is_asked_for_again_during_an_outage),
		HOUSE_TEST(a_visit_that_could_not_be_put_back_yet_is_not_called_gone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
