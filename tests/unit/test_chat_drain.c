/* A node that is stopped or replaced sends its clients on: when, with which words, and what they keep. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

enum { WITHIN_MS = 30000, QUIET_MS = 250, STEP_MS = 50 };

static struct frame hello(void)
{
	struct frame frame = {.type = FRAME_HELLO};
	frame.hello.version = FRAME_VERSION;
	frame.hello.side = ROLE_YOUTH;
	frame.hello.language = view_text("nb");
	return frame;
}

/* The seconds that the close reason tells. */
static double told_wait(const struct fake_conn *conn)
{
	static const char word[] = "retry_after=";
	assert_true(conn->closed);
	assert_int_equal(conn->ending, ENDING_DRAIN);
	assert_non_null(conn->why);
	assert_memory_equal(conn->why, word, sizeof word - 1);
	return strtod(conn->why + sizeof word - 1, NULL);
}

static void everybody_who_is_calm_is_sent_on_at_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *fresh = house_open(house);
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	house_wait(house, QUIET_MS);
	chat_drain(house->chat, WITHIN_MS);
	struct fake_conn *all[] = {fresh, youth, counsellor};
	for (unsigned i = 0; i < 3; i++) {
		double wait = told_wait(all[i]);
		assert_true(wait >= 0 && wait <= 1);
	}
	assert_true(told_wait(fresh) != told_wait(youth));
	assert_true(chat_is_drained(house->chat));
}

/* Else the offer would stop ringing and the room be told that somebody is away. */
static void who_is_sent_on_stays_held_until_somebody_takes_it_up(void **state)
{
	struct house *house = *state;
	house_waiting(house);
	house_on(house);
	house_wait(house, QUIET_MS);
	chat_drain(house->chat, WITHIN_MS);
	assert_true(chat_is_drained(house->chat));
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 0);
}

static void a_message_gets_its_ack_before_its_sender_goes(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	house_wait(house, QUIET_MS);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	chat_drain(house->chat, WITHIN_MS);
	house_wait(house, QUIET_MS);
	assert_false(youth->closed);
	assert_true(counsellor->closed);
	assert_false(chat_is_drained(house->chat));
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ACK);
	house_wait(house, STEP_MS);
	told_wait(youth);
	assert_true(chat_is_drained(house->chat));
}

static void a_request_is_given_the_time_for_its_answer(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	house_wait(house, QUIET_MS);
	struct frame cancel = {.type = FRAME_CANCEL};
	house_send(youth, &cancel);
	chat_drain(house->chat, WITHIN_MS);
	assert_false(youth->closed);
	house_wait(house, QUIET_MS);
	told_wait(youth);
}

static void nobody_goes_between_the_match_and_the_room(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	house_news(house, youth,
		(struct store_news){.type = NEWS_MATCHED, .room = HOUSE_ROOM, .alias = "Kari"});
	fake_expect(youth, FRAME_MATCHED);
	house_wait(house, QUIET_MS);
	chat_drain(house->chat, WITHIN_MS);
	house_wait(house, 9000);
	assert_false(youth->closed);
	struct frame ready = {.type = FRAME_READY};
	ready.ready.room = house_room(HOUSE_ROOM);
	house_send(youth, &ready);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, 0);
	house_wait(house, QUIET_MS);
	assert_false(youth->closed);
	fake_rooms_answer(house->store);
	house_wait(house, STEP_MS);
	told_wait(youth);
}

static void when_the_time_is_over_everybody_goes(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	chat_drain(house->chat, WITHIN_MS);
	house_wait(house, WITHIN_MS - STEP_MS);
	assert_false(youth->closed);
	house_wait(house, STEP_MS);
	told_wait(youth);
	fake_rooms_answer(house->store);
}

static void in_a_hurry_everybody_goes_now(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	chat_drain(house->chat, WITHIN_MS);
	assert_false(youth->closed);
	chat_drain(house->chat, 0);
	told_wait(youth);
	told_wait(counsellor);
	assert_true(chat_is_drained(house->chat));
	fake_rooms_answer(house->store);
}

/* No answer comes that could be waited for. */
static void while_the_store_is_away_nobody_is_waited_for(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	house_lose(house);
	chat_drain(house->chat, WITHIN_MS);
	told_wait(youth);
	told_wait(counsellor);
	fake_rooms_answer(house->store);
}

static void who_comes_while_draining_is_sent_on(void **state)
{
	struct house *house = *state;
	chat_drain(house->chat, WITHIN_MS);
	struct fake_conn *late = house_open(house);
	struct frame frame = hello();
	house_send(late, &frame);
	told_wait(late);
	fake_expect_nothing(late);
	struct fake_conn *silent = house_open(house);
	house_wait(house, QUIET_MS);
	told_wait(silent);
}

static void nothing_is_begun_while_draining(void **state)
{
	struct house *house = *state;
	struct fake_conn *asks = house_hello(house, ROLE_YOUTH);
	struct fake_conn *resumes = house_hello(house, ROLE_YOUTH);
	struct fake_conn *logs_in = house_hello(house, ROLE_COUNSELLOR);
	static const uint8_t token[IDENT_TOKEN_LEN] = {7};
	chat_drain(house->chat, WITHIN_MS);
	struct frame ask = house_ask();
	house_send(asks, &ask);
	struct frame resume = {.type = FRAME_RESUME};
	resume.resume.token = (struct view){token, sizeof token};
	house_send(resumes, &resume);
	struct frame login = {.type = FRAME_LOGIN};
	login.login.ticket = (struct view){token, sizeof token};
	house_send(logs_in, &login);
	struct fake_conn *all[] = {asks, resumes, logs_in};
	for (unsigned i = 0; i < 3; i++) {
		told_wait(all[i]);
		fake_expect_nothing(all[i]);
	}
	assert_int_equal(fake_count(house->store, QUEUE_ASK), 0);
	assert_int_equal(fake_count(house->store, QUEUE_RESUME), 0);
	assert_int_equal(house->redeem_count, 0);
}

/* Five hundred a second, so that those who dial meanwhile are answered. */
static void many_are_sent_on_step_by_step(void **state)
{
	struct house *house = *state;
	unsigned closed = 0;
	for (unsigned i = 0; i < 60; i++) {
		house_open(house);
	}
	house_wait(house, QUIET_MS);
	chat_drain(house->chat, WITHIN_MS);
	static const unsigned expected[] = {25, 50, 60};
	for (unsigned step = 0; step < 3; step++) {
		closed = 0;
		for (unsigned i = 0; i < 60; i++) {
			closed += house->conns[i].closed;
		}
		assert_int_equal(closed, expected[step]);
		house_wait(house, STEP_MS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(everybody_who_is_calm_is_sent_on_at_once),
		HOUSE_TEST(who_is_sent_on_stays_held_until_somebody_takes_it_up),
		HOUSE_TEST(a_message_gets_its_ack_before_its_sender_goes),
		HOUSE_TEST(a_request_is_given_the_time_for_its_answer),
		HOUSE_TEST(nobody_goes_between_the_match_and_the_room),
		HOUSE_TEST(when_the_time_is_over_everybody_goes),
		HOUSE_TEST(in_a_hurry_everybody_goes_now),
		HOUSE_TEST(while_the_store_is_away_nobody_is_waited_for),
		HOUSE_TEST(who_comes_while_draining_is_sent_on),
		HOUSE_TEST(nothing_is_begun_while_draining),
		HOUSE_TEST(many_are_sent_on_step_by_step),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
