/* Coming back: a socket that takes up a visit or a shift, and a store that has been away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "chat/visit.h"
#include "fakes/fake_house.h"

static const uint8_t old_token[IDENT_TOKEN_LEN] = {1, 2, 3};

static struct frame resume_of(const char *room, uint64_t log_epoch, uint64_t offset)
{
	struct frame frame = {.type = FRAME_RESUME};
	frame.resume.token = (struct view){old_token, sizeof(old_token)};
	if (room != NULL) {
		frame.resume.rooms.count = frame.resume.log_epochs.count = frame.resume.offsets.count = 1;
		frame.resume.rooms.item[0] = house_room(room);
		frame.resume.log_epochs.item[0] = log_epoch;
		frame.resume.offsets.item[0] = offset;
	}
	return frame;
}

/* A youth that is back in its room. */
static struct fake_conn *back_in_room(struct house *house, uint64_t log_epoch, uint64_t offset)
{
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(offset > 0 ? HOUSE_ROOM : NULL, log_epoch, offset);
	house_send(conn, &resume);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	return conn;
}

static struct presence_place shift_with_room(void)
{
	struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.load = 1,
		.room_count = 1,
		.person = "dddddddddddddddddddddddddddddddd\tkari\tKari\toslo\t\t2",
	};
	place.rooms[0].room = HOUSE_ROOM;
	place.rooms[0].offer = 5;
	place.rooms[0].visit = house_opened(HOUSE_ROOM).visit;
	return place;
}

static struct fake_conn *staff_back(struct house *house)
{
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = resume_of(NULL, 0, 0);
	struct presence_place place = shift_with_room();
	house_send(conn, &resume);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	return conn;
}

/* --- youth --- */

static void the_next_token_is_told_and_only_its_hash_is_stored(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	uint8_t hash[IDENT_HASH_LEN];
	house_send(conn, &resume);
	struct fake_call *call = fake_take(house->store, QUEUE_RESUME);
	ident_hash(old_token, sizeof(old_token), hash);
	assert_memory_equal(call->hash[0], hash, sizeof(hash));
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, call, 0, &place);
	const struct frame *resumed = fake_expect(conn, FRAME_RESUMED);
	ident_hash(resumed->resumed.token.data, resumed->resumed.token.len, hash);
	assert_memory_equal(call->hash[1], hash, sizeof(hash));
	assert_int_equal(resumed->resumed.rooms, 0);
	fake_expect(conn, FRAME_QUEUED);
	assert_int_equal(conn->session->state, STATE_WAITING);
	assert_string_equal(conn->session->visit->sid, place.sid);
	fake_take(house->store, QUEUE_BIND_LEAVE);
}

static void a_visit_that_is_gone_is_lost(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	house_send(conn, &resume);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	const struct frame *lost = fake_expect(conn, FRAME_LOST);
	assert_int_equal(lost->lost.room.len, 0);
	assert_true(view_is(lost->lost.why, "gone"));
	struct frame ask = house_ask();
	house_send(conn, &ask);
	fake_take(house->store, QUEUE_ASK);
}

static void a_resume_that_fails_for_now_may_be_tried_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	fake_store_fail(house->store, ERR_DOWN);
	house_send(conn, &resume);
	fake_expect_refused(conn, FRAME_RESUME, REFUSAL_DELAYED);
	fake_store_fail(house->store, 0);
	house_send(conn, &resume);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_DOWN, NULL);
	fake_expect_refused(conn, FRAME_RESUME, REFUSAL_DELAYED);
	house_send(conn, &resume);
	fake_take(house->store, QUEUE_RESUME);
}

static void a_second_resume_before_the_answer_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	house_send(conn, &resume);
	house_send(conn, &resume);
	fake_expect_refused(conn, FRAME_RESUME, REFUSAL_STATE);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	fake_expect_refused(conn, FRAME_ASK, REFUSAL_STATE);
}

static void a_resume_whose_session_is_gone_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	struct queue_place place = house_place(VISIT_TALKING);
	house_send(conn, &resume);
	struct fake_call *call = fake_take(house->store, QUEUE_RESUME);
	house_close(conn, ENDING_DONE);
	fake_place(house->store, call, 0, &place);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 0);
}

static void a_resume_that_meets_a_slow_reader_does_no_harm(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	struct queue_place place = house_place(VISIT_TALKING);
	house_send(conn, &resume);
	conn->chokes = true;
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	assert_int_equal(conn->ending, ENDING_SLOW);
}

static void a_match_waits_for_who_comes_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	struct queue_place place = house_place(VISIT_MATCHED);
	house_send(conn, &resume);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_expect(conn, FRAME_RESUMED);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.resumed, 0);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

static void a_page_that_forgot_everything_hears_everything(void **state)
{
	struct house *house = *state;
	fake_room_put(HOUSE_ROOM, 0, "mitt");
	fake_room_put(HOUSE_ROOM, 1, "ditt");
	fake_room_put(HOUSE_ROOM, 0, "mitt igjen");
	struct fake_conn *conn = back_in_room(house, 0, 0);
	assert_int_equal(fake_expect(conn, FRAME_RESUMED)->resumed.rooms, 1);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.next_cseq, 3);
	for (unsigned i = 1; i <= 3; i++) {
		assert_int_equal(fake_expect(conn, FRAME_ENTRY)->entry.offset, i);
	}
	fake_expect_nothing(conn);
}

static void a_page_that_remembers_hears_only_the_rest(void **state)
{
	struct house *house = *state;
	fake_room_put(HOUSE_ROOM, 0, "mitt");
	fake_room_put(HOUSE_ROOM, 1, "ditt");
	fake_room_put(HOUSE_ROOM, 0, "mitt igjen");
	struct fake_conn *conn = back_in_room(house, 1, 2);
	fake_expect(conn, FRAME_RESUMED);
	fake_expect(conn, FRAME_MATCHED);
	assert_int_equal(fake_expect(conn, FRAME_ENTRY)->entry.offset, 3); /* its own, whose ACK it never got */
	fake_expect_nothing(conn);
}

static void a_page_that_has_everything_reads_nothing(void **state)
{
	struct house *house = *state;
	fake_room_put(HOUSE_ROOM, 1, "ditt");
	struct fake_conn *conn = back_in_room(house, 1, 1);
	fake_expect(conn, FRAME_RESUMED);
	fake_expect(conn, FRAME_MATCHED);
	fake_expect_nothing(conn);
}

static void what_is_said_after_coming_back_is_not_told_to_oneself(void **state)
{
	struct house *house = *state;
	fake_room_put(HOUSE_ROOM, 0, "mitt");
	struct fake_conn *conn = back_in_room(house, 0, 0);
	fake_skip(conn, FRAME_ENTRY);
	struct frame say = house_say(HOUSE_ROOM, 2, "nytt");
	house_send(conn, &say);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ACK);
	fake_expect_nothing(conn);
}

static void a_log_of_another_epoch_is_told_as_lost_and_heard_whole(void **state)
{
	struct house *house = *state;
	fake_room_put(HOUSE_ROOM, 0, "mitt");
	fake_room_put(HOUSE_ROOM, 1, "ditt");
	fake_room(HOUSE_ROOM)->log_epoch = 2;
	struct fake_conn *conn = back_in_room(house, 1, 2);
	fake_expect(conn, FRAME_RESUMED);
	const struct frame *lost = fake_expect(conn, FRAME_LOST);
	assert_true(view_is(lost->lost.why, "epoch"));
	assert_int_equal(lost->lost.room.len, IDENT_ID_LEN);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.log_epoch, 2);
	assert_int_equal(fake_skip(conn, FRAME_ENTRY), 2);
}

static void what_the_other_has_seen_is_told_again(void **state)
{
	struct house *house = *state;
	fake_room_put(HOUSE_ROOM, 0, "mitt");
	fake_room_sit(HOUSE_ROOM, 1, 77, "there");
	fake_room(HOUSE_ROOM)->seats[1].seen = 1;
	struct fake_conn *conn = back_in_room(house, 1, 1);
	fake_expect(conn, FRAME_RESUMED);
	fake_expect(conn, FRAME_MATCHED);
	const struct frame *peer = fake_expect(conn, FRAME_PEER);
	assert_int_equal(peer->peer.what, 0);
	assert_int_equal(peer->peer.value, 1);
	struct fake_call *ring = fake_take(house->store, ROOM_RING);
	assert_int_equal(ring->who, RING_HERE);
	assert_int_equal(ring->rung, 77);
}

/* --- staff --- */

static void a_shift_is_taken_up_with_its_rooms(void **state)
{
	struct house *house = *state;
	fake_room_put(HOUSE_ROOM, 1, "mitt");
	struct fake_conn *conn = staff_back(house);
	const struct frame *frame = fake_expect(conn, FRAME_RESUMED);
	uint8_t token[IDENT_TOKEN_LEN];
	assert_int_equal(frame->resumed.rooms, 1);
	memcpy(token, frame->resumed.token.data, sizeof(token));
	frame = fake_expect(conn, FRAME_PERSON);
	assert_memory_equal(frame->person.token.data, token, sizeof(token));
	const struct frame *next = fake_read(conn);
	while (next != NULL && next->type == FRAME_ROSTER) {
		next = fake_read(conn);
	}
	assert_non_null(next);
	assert_int_equal(next->type, FRAME_SHIFTED);
	assert_true(view_is(next->shifted.why, "resumed"));
	frame = fake_expect(conn, FRAME_OPENED);
	assert_int_equal(frame->opened.resumed, 1);
	assert_int_equal(frame->opened.next_cseq, 2);
	assert_int_equal(fake_skip(conn, FRAME_ENTRY), 1);
	assert_int_equal(conn->session->state, STATE_ON);
}

static void a_new_room_after_coming_back_is_a_new_room(void **state)
{
	struct house *house = *state;
	fake_room_make(HOUSE_ROOM);
	struct fake_conn *conn = staff_back(house);
	fake_skip(conn, FRAME_OPENED);
	fake_room_make(HOUSE_ROOM_2);
	house_news(house, conn, house_opened(HOUSE_ROOM_2));
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(conn, FRAME_OPENED)->opened.resumed, 0);
}

static void a_shift_nobody_knows_is_lost(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = resume_of(NULL, 0, 0);
	house_send(conn, &resume);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), ERR_GONE, NULL);
	assert_true(view_is(fake_expect(conn, FRAME_LOST)->lost.why, "gone"));
	assert_int_equal(conn->session->role, ROLE_GUEST);
}

static void a_ticket_with_a_torn_text_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = resume_of(NULL, 0, 0);
	struct presence_place place = shift_with_room();
	place.person = "one word that is far too long to be the id of a person anywhere";
	house_send(conn, &resume);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_expect(conn, FRAME_REFUSED);
	assert_null(conn->session->shift);
}

/* --- the store goes and comes --- */

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

static void own_messages_of_unknown_outcome_are_acknowledged_when_sent_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	struct fake_call *append = fake_take(house->store, ROOM_APPEND);
	fake_room_put(HOUSE_ROOM, 0, "hei");
	fake_appended(house->store, append, ERR_DOWN, NULL);
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

static void an_epoch_that_changed_during_the_outage_replays_own_entries_too(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(HOUSE_ROOM, 1, "hei");
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
	fake_take(house->store, PRESENCE_BIND);
	fake_skip(conn, FRAME_FROZEN);
	struct presence_place place = shift_with_room();
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 1); /* the listed one, afresh */
	fake_rooms_answer(house->store);
	unsigned ended = 0, opened = 0;
	for (const struct frame *frame; (frame = fake_read(conn)) != NULL;) {
		ended += frame->type == FRAME_ENDED
			&& view_equal(frame->ended.room, house_room(HOUSE_ROOM_2)) ? 1 : 0;
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(the_next_token_is_told_and_only_its_hash_is_stored),
		HOUSE_TEST(a_visit_that_is_gone_is_lost),
		HOUSE_TEST(a_resume_that_fails_for_now_may_be_tried_again),
		HOUSE_TEST(a_second_resume_before_the_answer_is_refused),
		HOUSE_TEST(a_resume_whose_session_is_gone_is_dropped),
		HOUSE_TEST(a_resume_that_meets_a_slow_reader_does_no_harm),
		HOUSE_TEST(a_match_waits_for_who_comes_back),
		HOUSE_TEST(a_page_that_forgot_everything_hears_everything),
		HOUSE_TEST(a_page_that_remembers_hears_only_the_rest),
		HOUSE_TEST(a_page_that_has_everything_reads_nothing),
		HOUSE_TEST(what_is_said_after_coming_back_is_not_told_to_oneself),
		HOUSE_TEST(a_log_of_another_epoch_is_told_as_lost_and_heard_whole),
		HOUSE_TEST(what_the_other_has_seen_is_told_again),
		HOUSE_TEST(a_shift_is_taken_up_with_its_rooms),
		HOUSE_TEST(a_new_room_after_coming_back_is_a_new_room),
		HOUSE_TEST(a_shift_nobody_knows_is_lost),
		HOUSE_TEST(a_ticket_with_a_torn_text_is_refused),
		HOUSE_TEST(everybody_hears_of_the_outage_once_each_way),
		HOUSE_TEST(a_room_is_joined_again_and_what_was_missed_is_heard),
		HOUSE_TEST(own_messages_of_unknown_outcome_are_acknowledged_when_sent_again),
		HOUSE_TEST(an_epoch_that_changed_during_the_outage_replays_own_entries_too),
		HOUSE_TEST(a_room_that_ended_during_the_outage_is_told_by_its_name),
		HOUSE_TEST(a_shift_is_taken_up_again_and_rooms_no_longer_listed_end),
		HOUSE_TEST(a_waiting_youth_is_put_back_in_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
