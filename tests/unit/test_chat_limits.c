/* What a stranger can make grow, as far as chat bounds it: time, repeated haste, sizes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

enum { HOUR_MS = 3600 * 1000, YOUTH_HOURS = 4, STAFF_HOURS = 12, MINUTE_MS = 60 * 1000 };

static void a_youths_session_ends_after_its_hours_and_the_talk_with_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_wait(house, YOUTH_HOURS * HOUR_MS - MINUTE_MS);
	assert_false(youth->closed);
	house_wait(house, MINUTE_MS);
	const struct fake_call *end = fake_take(house->store, QUEUE_END);
	assert_string_equal(end->word, "closed");
	assert_string_equal(end->room, HOUSE_ROOM);
	fake_take(house->store, ROOM_LEAVE);
	assert_true(view_is(fake_expect(youth, FRAME_ENDED)->ended.reason, "closed"));
	assert_true(youth->closed);
	assert_int_equal(youth->ending, ENDING_DONE);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
}

static void a_wait_ends_with_the_session_too(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	house_wait(house, YOUTH_HOURS * HOUR_MS);
	assert_string_equal(fake_take(house->store, QUEUE_CANCEL)->word, "closed");
	assert_int_equal(fake_skip(youth, FRAME_ENDED), 1);
	assert_int_equal(youth->ending, ENDING_DONE);
}

static void a_socket_that_never_asks_has_an_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	house_wait(house, YOUTH_HOURS * HOUR_MS);
	assert_true(youth->closed);
	assert_int_equal(fake_count(house->store, QUEUE_CANCEL), 0);
}

/* Coming back does not make it longer. */
static void a_visit_counts_from_when_it_was_asked_over_all_its_sockets(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	uint8_t token[IDENT_TOKEN_LEN] = {7};
	struct frame resume = {.type = FRAME_RESUME};
	resume.resume.token = (struct view){token, sizeof(token)};
	house_send(youth, &resume);
	struct queue_place place = house_place(VISIT_WAITING);
	place.waited_ms = (uint64_t)3 * HOUR_MS;
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	house_wait(house, HOUR_MS - MINUTE_MS);
	assert_false(youth->closed);
	house_wait(house, MINUTE_MS);
	assert_true(youth->closed);
	assert_int_equal(youth->ending, ENDING_DONE);
}

static void a_staff_session_ends_after_its_own_hours(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_wait(house, STAFF_HOURS * HOUR_MS - MINUTE_MS);
	assert_false(conn->closed);
	house_wait(house, MINUTE_MS);
	assert_int_equal(conn->ending, ENDING_DONE);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 1);
}

static void who_goes_on_too_fast_is_closed_and_may_come_back(void **state)
{
	enum { BUCKET = 20, EXCESS = 1000 };
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	struct frame ping = {.type = FRAME_PING};
	for (unsigned i = 0; i < BUCKET + EXCESS; i++) {
		ping.ping.nonce = i;
		house_send(youth, &ping);
	}
	assert_false(youth->closed);
	assert_int_equal(fake_skip(youth, FRAME_PONG), BUCKET);
	house_send(youth, &ping);
	assert_true(youth->closed);
	assert_int_equal(youth->ending, ENDING_FLOOD);
	assert_int_equal(ending_close_code(ENDING_FLOOD), 4029);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 1); /* the place is kept */
}

static void a_room_that_is_full_says_so_without_a_time_to_try_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	fake_appended(house->store, fake_take(house->store, ROOM_APPEND), ERR_FULL, NULL);
	const struct frame *refused = fake_expect_refused(youth, FRAME_SAY, REFUSAL_ROOM_FULL);
	assert_int_equal(refused->refused.retry_after, 0);
	struct frame leave = {.type = FRAME_LEAVE};
	leave.leave.room = house_room(HOUSE_ROOM);
	house_send(youth, &leave);
	fake_take(house->store, ROOM_CLOSE); /* a way on */
}

static void a_full_redis_or_too_many_commands_come_with_a_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	fake_appended(house->store, fake_take(house->store, ROOM_APPEND), ERR_NOMEM, NULL);
	assert_true(fake_expect_refused(youth, FRAME_SAY, REFUSAL_FULL)->refused.retry_after > 0);
	fake_store_fail(house->store, ERR_FULL);
	house_send(youth, &say);
	assert_true(fake_expect_refused(youth, FRAME_SAY, REFUSAL_FULL)->refused.retry_after > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_youths_session_ends_after_its_hours_and_the_talk_with_it),
		HOUSE_TEST(a_wait_ends_with_the_session_too),
		HOUSE_TEST(a_socket_that_never_asks_has_an_end),
		HOUSE_TEST(a_visit_counts_from_when_it_was_asked_over_all_its_sockets),
		HOUSE_TEST(a_staff_session_ends_after_its_own_hours),
		HOUSE_TEST(who_goes_on_too_fast_is_closed_and_may_come_back),
		HOUSE_TEST(a_room_that_is_full_says_so_without_a_time_to_try_again),
		HOUSE_TEST(a_full_redis_or_too_many_commands_come_with_a_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
