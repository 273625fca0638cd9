/* The sweep: what a lost doorbell would have told is found by looking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/seat.h"
#include "chat/silence.h"
#include "fakes/fake_house.h"

/* A lost bell must be made good within this. */
enum { BAR_MS = 2000, STEP_MS = 50 };

/* The clock goes on as in the daemon, and Redis answers what is asked for. */
static void go_on(struct house *house, uint64_t ms)
{
	for (uint64_t gone = 0; gone < ms; gone += STEP_MS) {
		house_wait(house, STEP_MS);
		fake_rooms_answer(house->store);
	}
}

static unsigned looks_within(struct house *house, uint64_t ms)
{
	unsigned looks = 0;
	for (uint64_t gone = 0; gone < ms; gone += STEP_MS) {
		house_wait(house, STEP_MS);
		looks += fake_count(house->store, ROOM_LOOK);
		fake_rooms_answer(house->store);
	}
	return looks;
}

static void an_entry_without_a_bell_is_handed_out_in_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	go_on(house, BAR_MS);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, 1);
	fake_room_put(HOUSE_ROOM, 1, "to");
	go_on(house, BAR_MS);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, 2);
	fake_expect_nothing(youth);
}

static void many_entries_without_a_bell_are_handed_out_in_order(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 150; i++) {
		fake_room_put(HOUSE_ROOM, 1, "x");
	}
	go_on(house, BAR_MS);
	for (uint64_t offset = 1; offset <= 150; offset++) {
		assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, offset);
	}
	fake_expect_nothing(youth);
}

static void a_long_replay_waits_for_a_client_that_is_behind(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 40; i++) {
		fake_room_put(HOUSE_ROOM, 1, "x");
	}
	youth->session->seats->replay.until = 40; /* as if it had come back to them */
	youth->waiting = 200 * 1024;
	go_on(house, 3 * BAR_MS);
	fake_expect_nothing(youth);
	youth->waiting = 0;
	go_on(house, BAR_MS);
	assert_int_equal(fake_skip(youth, FRAME_ENTRY), 40);
	youth->waiting = 200 * 1024;
	fake_room_put(HOUSE_ROOM, 1, "this is no replay");
	go_on(house, BAR_MS);
	assert_int_equal(fake_skip(youth, FRAME_ENTRY), 1);
}

static void both_seats_of_a_room_on_one_node_are_found(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	fake_room_put(HOUSE_ROOM, 1, "fra et annet sted");
	go_on(house, BAR_MS);
	assert_int_equal(fake_expect(youth, FRAME_ENTRY)->entry.offset, 1);
	assert_int_equal(counsellor->session->seats->delivered, 1);
}

static void rooms_that_are_heard_of_are_not_looked_at(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	unsigned looks = 0;
	for (uint64_t cseq = 1; cseq <= 8; cseq++) {
		struct frame say = house_say(youth, HOUSE_ROOM, cseq, "hei");
		house_send(youth, &say);
		fake_rooms_answer(house->store);
		looks += looks_within(house, 1000);
	}
	assert_int_equal(looks, 0);
}

static void a_silent_room_is_looked_at_once_in_a_while(void **state)
{
	struct house *house = *state;
	(void)house_talking(house, HOUSE_ROOM);
	unsigned looks = looks_within(house, 30000);
	assert_in_range(looks, 10, 25);
}

static void nobody_in_a_room_means_no_look(void **state)
{
	struct house *house = *state;
	(void)house_waiting(house);
	(void)house_on(house);
	assert_int_equal(looks_within(house, 10000), 0);
}

/* A socket that is closed may take seconds to go, and the seat is another's by then: an attach would fence that one. */
static void a_seat_of_a_session_that_is_closing_is_left_alone(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_lose(house);
	house_connect(house);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_MOMENT, NULL);
	assert_int_equal(youth->ending, ENDING_TAKEN_OVER);
	for (unsigned i = 0; i < 2 * BAR_MS / STEP_MS; i++) {
		house_wait(house, STEP_MS);
	}
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 0);
}

static void there_is_one_look_at_a_time(void **state)
{
	struct house *house = *state;
	(void)house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 100; i++) {
		house_wait(house, STEP_MS);
	}
	assert_int_equal(fake_count(house->store, ROOM_LOOK), 1);
}

static void a_look_that_fails_is_made_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	while (fake_count(house->store, ROOM_LOOK) == 0) {
		house_wait(house, STEP_MS);
	}
	fake_looked(house->store, fake_take(house->store, ROOM_LOOK), ERR_DOWN, NULL, 0);
	fake_expect_nothing(youth);
	go_on(house, BAR_MS);
	fake_expect(youth, FRAME_ENTRY);
}

static void a_read_that_was_refused_is_made_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	struct store_ring ring = {.type = RING_ENTRY,
		.session = house_number(youth),
		.room = HOUSE_ROOM,
		.seat = 1,
		.from = 77,
		.from_node = "there",
		.value = 1};
	fake_store_fail(house->store, ERR_FULL);
	house->events.ring(house->events.context, &ring);
	fake_store_fail(house->store, 0);
	fake_expect_nothing(youth);
	go_on(house, BAR_MS);
	fake_expect(youth, FRAME_ENTRY);
}

/* Too many commands were under way when the room opened. */
static void an_attach_that_was_refused_is_made_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	fake_room_make(HOUSE_ROOM);
	fake_store_fail(house->store, ERR_FULL);
	house_news(house, conn, house_opened(HOUSE_ROOM));
	fake_store_fail(house->store, 0);
	fake_expect_nothing(conn);
	go_on(house, BAR_MS);
	assert_int_equal(fake_skip(conn, FRAME_OPENED), 1);
	assert_int_equal(fake_room(HOUSE_ROOM)->seats[1].claim, 1);
}

/* The other side writes, and its bells come more often than the sweep would look. */
static void an_attach_that_was_refused_is_made_again_under_bells(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct store_ring ring = {.type = RING_TYPING,
		.session = house_number(youth),
		.room = HOUSE_ROOM,
		.seat = 1,
		.from = 77,
		.from_node = "there"};
	house_lose(house);
	house_connect(house);
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_view(house->store, fake_take(house->store, ROOM_ATTACH), ERR_DOWN, NULL);
	for (uint64_t gone = 0; gone < BAR_MS; gone += BAR_MS / 4) {
		go_on(house, BAR_MS / 4);
		house->events.ring(house->events.context, &ring);
	}
	assert_int_not_equal(youth->session->seats->claim, 0);
}

/* A second attach would fence what was said under the first. */
static void an_attach_that_is_slow_is_not_made_twice(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	fake_room_make(HOUSE_ROOM);
	house_news(house, conn, house_opened(HOUSE_ROOM));
	for (unsigned i = 0; i < 100; i++) {
		house_wait(house, STEP_MS);
	}
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 1);
}

static void an_outage_is_not_looked_into(void **state)
{
	struct house *house = *state;
	(void)house_talking(house, HOUSE_ROOM);
	house_lose(house);
	assert_int_equal(looks_within(house, 10000), 0);
}

static void a_seat_that_was_given_up_during_a_look_is_no_harm(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_put(HOUSE_ROOM, 1, "en");
	while (fake_count(house->store, ROOM_LOOK) == 0) {
		house_wait(house, STEP_MS);
	}
	house_close(youth, ENDING_DONE);
	fake_rooms_answer(house->store);
	assert_int_equal(looks_within(house, 5000), 0);
}

enum { MANY = 600 };

static void the_longest_silent_comes_first(void **state)
{
	static struct silent things[MANY];
	struct silence silence;
	(void)state;
	silence_init(&silence);
	assert_null(silence_longest(&silence, 0, 0));
	for (unsigned i = 0; i < MANY; i++) {
		silence_add(&silence, &things[i], i);
	}
	silence_heard(&silence, &things[0], MANY);
	silence_remove(&things[1]);
	assert_ptr_equal(silence_longest(&silence, 100, 102), &things[2]);
	assert_null(silence_longest(&silence, 101, 102));
	assert_ptr_equal(silence.ends.before, &things[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(an_entry_without_a_bell_is_handed_out_in_time),
		HOUSE_TEST(many_entries_without_a_bell_are_handed_out_in_order),
		HOUSE_TEST(a_long_replay_waits_for_a_client_that_is_behind),
		HOUSE_TEST(both_seats_of_a_room_on_one_node_are_found),
		HOUSE_TEST(rooms_that_are_heard_of_are_not_looked_at),
		HOUSE_TEST(a_silent_room_is_looked_at_once_in_a_while),
		HOUSE_TEST(nobody_in_a_room_means_no_look),
		HOUSE_TEST(a_seat_of_a_session_that_is_closing_is_left_alone),
		HOUSE_TEST(there_is_one_look_at_a_time),
		HOUSE_TEST(a_look_that_fails_is_made_again),
		HOUSE_TEST(a_read_that_was_refused_is_made_again),
		HOUSE_TEST(an_attach_that_was_refused_is_made_again),
		HOUSE_TEST(an_attach_that_was_refused_is_made_again_under_bells),
		HOUSE_TEST(an_attach_that_is_slow_is_not_made_twice),
		HOUSE_TEST(an_outage_is_not_looked_into),
		HOUSE_TEST(a_seat_that_was_given_up_during_a_look_is_no_harm),
		cmocka_unit_test(the_longest_silent_comes_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
