/* Coming back: a new socket takes up a visit. */
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

static void a_resume_whose_session_is_gone_gives_the_visit_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	struct queue_place place = house_place(VISIT_TALKING);
	house_send(conn, &resume);
	struct fake_call *call = fake_take(house->store, QUEUE_RESUME);
	house_close(conn, ENDING_DONE);
	uint64_t session = call->to.session;
	fake_place(house->store, call, 0, &place);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 0);
	assert_int_equal(fake_take(house->store, QUEUE_DETACH)->to.session, session);
}

static void an_overtaken_resume_closes_its_socket_and_nothing_else(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	resume.resume.attempt = 3;
	house_send(conn, &resume);
	struct fake_call *call = fake_take(house->store, QUEUE_RESUME);
	assert_int_equal(call->cseq, 3);
	fake_place(house->store, call, ERR_MOMENT, NULL);
	assert_int_equal(conn->ending, ENDING_TAKEN_OVER);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
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
	assert_int_equal(fake_expect(conn, FRAME_ENTRY)->entry.offset,
		3); /* its own, whose ACK it never got */
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
	struct frame say = house_say(conn, HOUSE_ROOM, 2, "nytt");
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

/* Routing says that the talk goes on, and its log is not there: nobody may wait behind it. Nothing of a room that the
 * client was never told of is handed out. */
static void a_talk_without_a_log_is_ended_in_routing_too(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_of(NULL, 0, 0);
	struct queue_place place = house_place(VISIT_TALKING);
	house_send(conn, &resume);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	struct fake_call *end = fake_take(house->store, QUEUE_END);
	assert_string_equal(end->id, place.sid);
	assert_string_equal(end->room, place.room);
	fake_expect(conn, FRAME_RESUMED);
	assert_int_equal(fake_count(house->store, ROOM_READ), 0);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "closed"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(the_next_token_is_told_and_only_its_hash_is_stored),
		HOUSE_TEST(a_visit_that_is_gone_is_lost),
		HOUSE_TEST(a_resume_that_fails_for_now_may_be_tried_again),
		HOUSE_TEST(a_second_resume_before_the_answer_is_refused),
		HOUSE_TEST(a_resume_whose_session_is_gone_gives_the_visit_back),
		HOUSE_TEST(an_overtaken_resume_closes_its_socket_and_nothing_else),
		HOUSE_TEST(a_resume_that_meets_a_slow_reader_does_no_harm),
		HOUSE_TEST(a_match_waits_for_who_comes_back),
		HOUSE_TEST(a_page_that_forgot_everything_hears_everything),
		HOUSE_TEST(a_page_that_remembers_hears_only_the_rest),
		HOUSE_TEST(a_page_that_has_everything_reads_nothing),
		HOUSE_TEST(what_is_said_after_coming_back_is_not_told_to_oneself),
		HOUSE_TEST(a_log_of_another_epoch_is_told_as_lost_and_heard_whole),
		HOUSE_TEST(what_the_other_has_seen_is_told_again),
		HOUSE_TEST(a_talk_without_a_log_is_ended_in_routing_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
