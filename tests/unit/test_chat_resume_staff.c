/* Coming back: a new socket takes up a shift. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "chat/shift.h"
#include "fakes/fake_house.h"

static struct frame resume_of_staff(void)
{
	static const uint8_t ticket[IDENT_TOKEN_LEN] = {1, 2, 3};
	struct frame frame = {.type = FRAME_RESUME};
	frame.resume.token = (struct view){ticket, sizeof ticket};
	return frame;
}

static struct presence_place shift_with_room(void)
{
	struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.load = 1,
		.room_count = 1,
		.person = "dddddddddddddddddddddddddddddddd\tkari\tKari\toslo\t\t2",
		.pool = "no",
		.turn = 7,
	};
	place.rooms[0].room = HOUSE_ROOM;
	place.rooms[0].seat = 1;
	place.rooms[0].offer = 5;
	place.rooms[0].visit = house_opened(HOUSE_ROOM).visit;
	place.rooms[0].beside = "";
	return place;
}

static struct fake_conn *staff_back(struct house *house)
{
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = resume_of_staff();
	struct presence_place place = shift_with_room();
	house_send(conn, &resume);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	return conn;
}

/* --- youth --- */

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

static void who_has_come_back_speaks_by_the_turn_of_that(void **state)
{
	struct house *house = *state;
	fake_room_make(HOUSE_ROOM);
	struct fake_conn *conn = staff_back(house);
	struct frame shift = {.type = FRAME_SHIFT};
	shift.shift.state = PRESENCE_PAUSED;
	shift.shift.capacity = 2;
	house_send(conn, &shift);
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->cseq, 7);
}

static void a_room_without_a_log_is_ended_in_routing_too(void **state)
{
	struct house *house = *state;
	staff_back(house);
	struct fake_call *end = fake_take(house->store, QUEUE_END);
	assert_string_equal(end->id, "dddddddddddddddddddddddddddddddd");
	assert_string_equal(end->room, HOUSE_ROOM);
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
	struct frame resume = resume_of_staff();
	house_send(conn, &resume);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), ERR_GONE, NULL);
	assert_true(view_is(fake_expect(conn, FRAME_LOST)->lost.why, "gone"));
	assert_int_equal(conn->session->role, ROLE_GUEST);
}

static void the_pool_of_a_bound_text_is_that_of_the_agency_in_it(void **state)
{
	struct house *house = *state;
	const struct store_events *events = &house->events;
	assert_string_equal(events->pool_of(events->asker, shift_with_room().person), "no");
	assert_null(events->pool_of(events->asker, HOUSE_COUNSELLOR "\tkari\tKari\tbergen\t\t2"));
	assert_null(events->pool_of(events->asker, "one word"));
}

/* A login whose ticket was not bound would be lost with its socket. */
static void a_ticket_that_could_not_be_bound_is_bound_a_moment_later(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	fake_store_fail(house->store, ERR_FULL);
	shift_keep_ticket(conn->session);
	fake_store_fail(house->store, 0);
	assert_int_equal(fake_count(house->store, PRESENCE_BIND), 0);
	house_wait(house, 1100);
	fake_finish(house->store, PRESENCE_BIND, ERR_NOMEM);
	house_wait(house, 1100);
	fake_finish(house->store, PRESENCE_BIND, 0);
	house_wait(house, 1100);
	assert_int_equal(fake_count(house->store, PRESENCE_BIND), 0);
}

static void a_ticket_with_a_torn_text_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = resume_of_staff();
	struct presence_place place = shift_with_room();
	place.person = "one word that is far too long to be the id of a person anywhere";
	house_send(conn, &resume);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_expect(conn, FRAME_REFUSED);
	assert_null(conn->session->shift);
}

static void a_resume_whose_session_is_gone_gives_the_shift_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = resume_of_staff();
	struct presence_place place = shift_with_room();
	house_send(conn, &resume);
	struct fake_call *call = fake_take(house->store, PRESENCE_RESUME);
	house_close(conn, ENDING_DONE);
	fake_presence(house->store, call, 0, &place);
	struct fake_call *detach = fake_take(house->store, PRESENCE_DETACH);
	assert_string_equal(detach->pool, "no");
	assert_string_equal(detach->id, "dddddddddddddddddddddddddddddddd");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_shift_is_taken_up_with_its_rooms),
		HOUSE_TEST(who_has_come_back_speaks_by_the_turn_of_that),
		HOUSE_TEST(a_room_without_a_log_is_ended_in_routing_too),
		HOUSE_TEST(a_new_room_after_coming_back_is_a_new_room),
		HOUSE_TEST(a_shift_nobody_knows_is_lost),
		HOUSE_TEST(the_pool_of_a_bound_text_is_that_of_the_agency_in_it),
		HOUSE_TEST(a_ticket_that_could_not_be_bound_is_bound_a_moment_later),
		HOUSE_TEST(a_ticket_with_a_torn_text_is_refused),
		HOUSE_TEST(a_resume_whose_session_is_gone_gives_the_shift_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
