/* A node without memory: who cannot be given a seat is sent to come back, and hears of no end that there was not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"
#include "unit/support/failing_calloc.h"

static struct frame resume_with(uint8_t first)
{
	static uint8_t token[IDENT_TOKEN_LEN];
	struct frame frame = {.type = FRAME_RESUME};
	token[0] = first;
	frame.resume.token = (struct view){token, sizeof(token)};
	return frame;
}

/* Closed with a code after which a client resumes by itself, and not held by this node any more. */
static void expect_sent_back(struct house *house, struct fake_conn *conn, enum fake_kind detach)
{
	for (const struct frame *frame; (frame = fake_read(conn)) != NULL;) {
		assert_int_not_equal(frame->type, FRAME_ENDED);
		assert_int_not_equal(frame->type, FRAME_REFUSED);
		assert_int_not_equal(frame->type, FRAME_LOST);
	}
	assert_int_equal(failing, 0);
	assert_true(conn->closed);
	assert_int_equal(conn->ending, ENDING_DEAD);
	assert_int_equal(fake_count(house->store, detach), 1);
}

static void a_youth_who_resumes_and_finds_no_seat_comes_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = resume_with(1);
	house_send(conn, &resume);
	struct queue_place place = house_place(VISIT_TALKING);
	failing = 1;
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_expect(conn, FRAME_RESUMED);
	expect_sent_back(house, conn, QUEUE_DETACH);
}

static void a_youth_who_is_ready_and_finds_no_seat_comes_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct store_news matched = {.type = NEWS_MATCHED, .room = HOUSE_ROOM, .cid = HOUSE_COUNSELLOR};
	struct frame ready = {.type = FRAME_READY};
	house_news(house, conn, matched);
	ready.ready.room = house_room(HOUSE_ROOM);
	house_send(conn, &ready);
	fake_rooms_answer(house->store);
	failing = 1;
	fake_finish(house->store, QUEUE_READY, 0);
	expect_sent_back(house, conn, QUEUE_DETACH);
}

/* A counsellor who resumes a shift with two rooms. */
static struct fake_conn *resume_shift(struct house *house, unsigned failing_at)
{
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = resume_with(2);
	struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.load = 2,
		.room_count = 2,
		.person = HOUSE_COUNSELLOR "\tkari\tKari\toslo\t\t2",
		.pool = "no",
	};
	place.rooms[0].room = HOUSE_ROOM;
	place.rooms[0].seat = 1;
	place.rooms[1].room = HOUSE_ROOM_2;
	place.rooms[1].seat = 1;
	place.rooms[0].visit = place.rooms[1].visit = house_opened(HOUSE_ROOM).visit;
	place.rooms[0].beside = place.rooms[1].beside = "";
	house_send(conn, &resume);
	failing = failing_at;
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_expect(conn, FRAME_RESUMED);
	return conn;
}

static void a_counsellor_who_resumes_without_memory_comes_back(void **state)
{
	struct house *house = *state;
	enum { SHIFT = 1, FIRST_SEAT, SECOND_SEAT };
	for (unsigned i = SHIFT; i <= SECOND_SEAT; i++) {
		expect_sent_back(house, resume_shift(house, i), PRESENCE_DETACH);
		fake_store_forget(house->store);
	}
}

static void no_seat_is_taken_behind_the_one_that_found_none(void **state)
{
	struct house *house = *state;
	enum { FIRST_SEAT = 2 };
	resume_shift(house, FIRST_SEAT);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 0);
}

static void a_counsellor_whose_new_room_finds_no_seat_comes_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	failing = 1;
	house_news(house, conn, house_opened(HOUSE_ROOM));
	expect_sent_back(house, conn, PRESENCE_DETACH);
}

static void who_cannot_even_be_kept_as_gone_makes_the_node_begin_anew(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	fake_store_fail(house->store, ERR_NOMEM);
	failing = 1;
	house_close(conn, ENDING_DEAD);
	fake_store_fail(house->store, 0);
	assert_int_equal(failing, 0);
	house_wait(house, 50);
	house_wait(house, 50);
	assert_int_equal(fake_store_begun_anew(house->store), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_youth_who_resumes_and_finds_no_seat_comes_back),
		HOUSE_TEST(a_youth_who_is_ready_and_finds_no_seat_comes_back),
		HOUSE_TEST(a_counsellor_who_resumes_without_memory_comes_back),
		HOUSE_TEST(who_cannot_even_be_kept_as_gone_makes_the_node_begin_anew),
		HOUSE_TEST(no_seat_is_taken_behind_the_one_that_found_none),
		HOUSE_TEST(a_counsellor_whose_new_room_finds_no_seat_comes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
