/* Who has gone while Redis took no more commands: it is told as soon as it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

enum { TURN_MS = 50 };

/* The socket goes while the store fails so; gives the session's number. */
static uint64_t go_while(struct house *house, struct fake_conn *conn, int err)
{
	uint64_t number = house_number(conn);
	fake_store_fail(house->store, err);
	house_close(conn, ENDING_DEAD);
	house_wait(house, TURN_MS);
	fake_store_fail(house->store, 0);
	return number;
}

static void expect_told(struct house *house, enum fake_kind kind, uint64_t number)
{
	assert_int_equal(fake_count(house->store, kind), 0);
	house_wait(house, TURN_MS);
	assert_int_equal(fake_take(house->store, kind)->to.session, number);
	house_wait(house, TURN_MS);
	assert_int_equal(fake_count(house->store, kind), 0);
	assert_int_equal(fake_store_begun_anew(house->store), 0);
}

static void a_visit_whose_end_was_not_taken_is_detached_later(void **state)
{
	struct house *house = *state;
	expect_told(house, QUEUE_DETACH, go_while(house, house_waiting(house), ERR_FULL));
	expect_told(house, QUEUE_DETACH, go_while(house, house_waiting(house), ERR_NOMEM));
}

static void a_shift_whose_end_was_not_taken_is_detached_later(void **state)
{
	struct house *house = *state;
	expect_told(house, PRESENCE_DETACH, go_while(house, house_on(house), ERR_FULL));
}

static void those_who_went_are_told_in_their_order_and_behind_each_other(void **state)
{
	struct house *house = *state;
	struct fake_conn *conns[] = {house_waiting(house), house_waiting(house)};
	uint64_t first = go_while(house, conns[0], ERR_FULL), second = house_number(conns[1]);
	house_close(conns[1], ENDING_DEAD);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
	house_wait(house, TURN_MS);
	assert_int_equal(fake_take(house->store, QUEUE_DETACH)->to.session, first);
	assert_int_equal(fake_take(house->store, QUEUE_DETACH)->to.session, second);
}

static void without_a_lease_there_is_nothing_to_give_back(void **state)
{
	struct house *house = *state;
	go_while(house, house_waiting(house), ERR_DOWN);
	house_wait(house, TURN_MS);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
	go_while(house, house_waiting(house), ERR_FULL);
	house_lose(house); /* the next lease begins without what was held under this one */
	house_connect(house);
	house_wait(house, TURN_MS);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
}

/* The shift as Redis knows it: the first of the rooms has ended. */
static struct presence_place shift_with(const char *const rooms[LIMIT_ROOMS + 1])
{
	struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = LIMIT_ROOMS,
		.load = LIMIT_ROOMS,
		.room_count = LIMIT_ROOMS,
		.person = HOUSE_COUNSELLOR "\tkari\tKari\toslo\t\t2",
		.pool = "no",
	};
	for (unsigned i = 0; i < LIMIT_ROOMS; i++) {
		place.rooms[i].room = rooms[i + 1];
		place.rooms[i].visit = house_opened(rooms[i + 1]).visit;
		place.rooms[i].beside = "";
	}
	return place;
}

static bool has_opened(struct fake_conn *conn, const char *room)
{
	bool opened = false;
	for (const struct frame *frame; (frame = fake_read(conn)) != NULL;) {
		opened = opened ||
			(frame->type == FRAME_OPENED && view_equal(frame->opened.room, house_room(room)));
	}
	return opened;
}

static void a_room_beyond_the_cards_is_opened_when_one_is_free(void **state)
{
	static const char *const rooms[LIMIT_ROOMS + 1] = {HOUSE_ROOM, HOUSE_ROOM_2,
		"200102030405060708090a0b0c0d0e0f", "300102030405060708090a0b0c0d0e0f"};
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	struct presence_place place = shift_with(rooms);
	for (unsigned i = 0; i <= LIMIT_ROOMS; i++) {
		fake_room_make(rooms[i]);
		house_news(house, conn, house_opened(rooms[i]));
		fake_rooms_answer(house->store);
		assert_int_equal(has_opened(conn, rooms[i]), i < LIMIT_ROOMS);
	}
	enum { TURNS = 2 }; /* in the first the room that has ended is still being read to its end */
	for (unsigned i = 0; i < TURNS; i++) {
		house_wait(house, 1000);
		fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
		fake_rooms_answer(house->store);
	}
	assert_true(has_opened(conn, rooms[LIMIT_ROOMS]));
	house_wait(house, 1000);
	assert_int_equal(fake_count(house->store, PRESENCE_RESUME), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_visit_whose_end_was_not_taken_is_detached_later),
		HOUSE_TEST(a_shift_whose_end_was_not_taken_is_detached_later),
		HOUSE_TEST(those_who_went_are_told_in_their_order_and_behind_each_other),
		HOUSE_TEST(without_a_lease_there_is_nothing_to_give_back),
		HOUSE_TEST(a_room_beyond_the_cards_is_opened_when_one_is_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
