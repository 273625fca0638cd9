/* Asking, waiting, changing one's mind: the youth's side before anybody answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static void an_ask_goes_to_the_store_as_it_was_said(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	ask.ask.languages.count = 2;
	ask.ask.languages.item[1] = view_text("en");
	ask.ask.avoid.count = 1;
	ask.ask.avoid.item[0] = view_text("3201");
	ask.ask.urgency = 1;
	house_send(conn, &ask);
	struct fake_call *call = fake_take(house->store, QUEUE_ASK);
	assert_string_equal(call->pool, "no");
	assert_string_equal(call->place, "0301/03");
	assert_string_equal(call->word, "bullying");
	assert_string_equal(call->text, "nb en");
	assert_string_equal(call->room, "3201");
	assert_int_equal(call->urgency, 1);
	assert_int_equal(call->who, 0);
	assert_int_equal(call->to.session, house_number(conn));
	fake_expect_nothing(conn);
}

/* Nobody who sees the visit's name can come to its token, and the store sees only the hash of that. */
static void the_store_is_given_hashes_of_the_token_only(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_open(house);
	struct frame frame = {.type = FRAME_HELLO};
	uint8_t token[IDENT_TOKEN_LEN], hash[IDENT_HASH_LEN], sid[IDENT_HASH_LEN];
	char name[IDENT_NAME_SIZE];
	frame.hello.version = 1;
	frame.hello.side = ROLE_YOUTH;
	house_send(conn, &frame);
	memcpy(token, fake_expect(conn, FRAME_WELCOME)->welcome.token.data, sizeof(token));
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct fake_call *call = fake_take(house->store, QUEUE_ASK);
	ident_hash(token, sizeof(token), hash);
	ident_hash_labelled("samtale visit", token, sizeof(token), sid);
	ident_name(sid, name);
	assert_memory_equal(call->hash[0], hash, sizeof(hash));
	assert_string_equal(call->id, name);
}

static void what_does_not_exist_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame asks[9];
	for (unsigned i = 0; i < 9; i++) {
		asks[i] = house_ask();
	}
	asks[0].ask.pool = view_text("se");
	asks[1].ask.pool = view_text("");
	asks[2].ask.topic = view_text("nonsense");
	asks[3].ask.topic = view_text("referral"); /* hidden: reached by hand-over only */
	asks[4].ask.region = view_text("9999");
	asks[5].ask.region = view_text("0751"); /* of the other pool */
	asks[6].ask.languages.item[0] = view_text("da");
	asks[7].ask.languages.count = 0;
	asks[8].ask.avoid.count = 1;
	asks[8].ask.avoid.item[0] = view_text("03 01");
	for (unsigned i = 0; i < 9; i++) {
		house_send(conn, &asks[i]);
		fake_expect_refused(conn, FRAME_ASK, REFUSAL_UNKNOWN);
	}
	assert_int_equal(fake_count(house->store, QUEUE_ASK), 0);
	assert_int_equal(conn->session->state, STATE_OPEN);
}

static void a_youth_need_not_say_where(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	ask.ask.region = view_text("");
	house_send(conn, &ask);
	assert_string_equal(fake_take(house->store, QUEUE_ASK)->place, "/");
}

static void a_second_ask_before_the_answer_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	house_send(conn, &ask);
	fake_expect_refused(conn, FRAME_ASK, REFUSAL_STATE);
	assert_int_equal(fake_count(house->store, QUEUE_ASK), 1);
}

static void an_ask_while_waiting_is_refused(void **state)
{
	struct fake_conn *conn = house_waiting(*state);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	fake_expect_refused(conn, FRAME_ASK, REFUSAL_STATE);
}

static void a_refused_ask_may_be_repeated_under_the_same_name(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct fake_call *first = fake_take(house->store, QUEUE_ASK);
	fake_place(house->store, first, ERR_FULL, NULL);
	fake_expect_refused(conn, FRAME_ASK, REFUSAL_FULL);
	house_send(conn, &ask);
	assert_string_equal(fake_take(house->store, QUEUE_ASK)->id, first->id);
}

static void a_store_that_cannot_be_reached_delays_the_ask(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	fake_store_fail(house->store, ERR_DOWN);
	house_send(conn, &ask);
	assert_int_equal(fake_expect_refused(conn, FRAME_ASK, REFUSAL_DELAYED)->refused.retry_after, 1);
	fake_store_fail(house->store, 0);
	house_send(conn, &ask);
	fake_take(house->store, QUEUE_ASK);
}

/* The link broke: the visit may be in the queue all the same. */
static void an_ask_of_unknown_outcome_is_not_left_behind(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct fake_call *call = fake_take(house->store, QUEUE_ASK);
	fake_place(house->store, call, ERR_DOWN, NULL);
	fake_expect_refused(conn, FRAME_ASK, REFUSAL_DELAYED);
	house_close(conn, ENDING_DONE);
	assert_string_equal(fake_take(house->store, QUEUE_DETACH)->id, call->id);
}

static void an_ask_of_unknown_outcome_is_taken_up_when_the_store_is_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	house_lose(house);
	fake_place(house->store, fake_take(house->store, QUEUE_ASK), ERR_DOWN, NULL);
	house_connect(house);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	assert_int_equal(fake_skip(conn, FRAME_ENDED), 0); /* it never was: nothing has ended */
	house_send(conn, &ask);
	fake_take(house->store, QUEUE_ASK);
}

static void the_answer_of_a_session_that_is_gone_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct fake_call *call = fake_take(house->store, QUEUE_ASK);
	house_close(conn, ENDING_DONE);
	fake_take(house->store, QUEUE_DETACH);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, call, 0, &place);
	assert_int_equal(fake_count(house->store, QUEUE_BIND_LEAVE), 0);
}

static void queued_tells_level_band_and_widening(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct queue_place place = house_place(VISIT_WAITING);
	place.level = 2;
	place.widened = true;
	place.slots = 0;
	fake_place(house->store, fake_take(house->store, QUEUE_ASK), 0, &place);
	const struct frame *queued = fake_expect(conn, FRAME_QUEUED);
	assert_int_equal(queued->queued.level, 2);
	assert_int_equal(queued->queued.band, 0);
	assert_int_equal(queued->queued.widened, 1);
	assert_int_equal(queued->queued.opens_at, 0);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

static void who_is_on_a_screen_already_is_told_soon(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct queue_place place = house_place(VISIT_OFFERED);
	place.slots = 0;
	fake_place(house->store, fake_take(house->store, QUEUE_ASK), 0, &place);
	assert_int_equal(fake_expect(conn, FRAME_QUEUED)->queued.band, 1);
}

static void a_waiting_youth_is_looked_after_every_fifteen_seconds(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	for (unsigned i = 0; i < 3; i++) {
		house_wait(house, 15100);
		struct queue_place place = house_place(VISIT_WAITING);
		fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
		fake_expect(conn, FRAME_QUEUED);
	}
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), 0);
}

static void a_look_that_cannot_be_asked_is_tried_again(void **state)
{
	struct house *house = *state;
	house_waiting(house);
	fake_store_fail(house->store, ERR_DOWN);
	house_wait(house, 15100);
	fake_store_fail(house->store, 0);
	house_wait(house, 15100);
	fake_take(house->store, QUEUE_STATUS);
}

static void a_look_that_fails_tells_nothing_and_is_tried_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_wait(house, 15100);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), ERR_DOWN, NULL);
	fake_expect_nothing(conn);
	house_wait(house, 15100);
	fake_take(house->store, QUEUE_STATUS);
}

static void a_visit_that_is_gone_has_ended(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_wait(house, 15100);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), ERR_GONE, NULL);
	const struct frame *ended = fake_expect(conn, FRAME_ENDED);
	assert_int_equal(ended->ended.room.len, 0);
	assert_true(view_is(ended->ended.reason, "away"));
	assert_int_equal(conn->session->state, STATE_OPEN);
}

static void news_of_the_queue_are_looked_up(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED, .level = 1});
	struct queue_place place = house_place(VISIT_WAITING);
	place.level = 1;
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	assert_int_equal(fake_expect(conn, FRAME_QUEUED)->queued.level, 1);
}

static struct frame change(const char *language)
{
	struct frame frame = {.type = FRAME_CHANGE};
	frame.change.who = 2;
	frame.change.languages.count = 1;
	frame.change.languages.item[0] = view_text(language);
	return frame;
}

static void a_wish_may_change_while_waiting(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame frame = change("en");
	house_send(conn, &frame);
	struct fake_call *call = fake_take(house->store, QUEUE_CHANGE);
	assert_int_equal(call->who, 2);
	assert_string_equal(call->text, "en");
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, call, 0, &place);
	fake_expect(conn, FRAME_QUEUED);
}

static void a_wish_for_an_unknown_language_is_refused(void **state)
{
	struct fake_conn *conn = house_waiting(*state);
	struct frame frame = change("da");
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_CHANGE, REFUSAL_UNKNOWN);
}

static void a_change_that_comes_too_late_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame frame = change("en");
	house_send(conn, &frame);
	fake_place(house->store, fake_take(house->store, QUEUE_CHANGE), ERR_MOMENT, NULL);
	fake_expect_refused(conn, FRAME_CHANGE, REFUSAL_LATE);
}

static void cancelling_ends_the_wait_and_one_may_ask_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame cancel = {.type = FRAME_CANCEL};
	house_send(conn, &cancel);
	assert_string_equal(fake_take(house->store, QUEUE_CANCEL)->word, "cancelled");
	fake_expect_nothing(conn);
	fake_store_forget(house->store);
	house_send(conn, &cancel);
	fake_finish(house->store, QUEUE_CANCEL, 0);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "cancelled"));
	struct frame ask = house_ask();
	house_send(conn, &ask);
	fake_take(house->store, QUEUE_ASK);
	house_wait(house, 60000);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), 0);
}

static void a_cancel_that_could_not_be_done_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame cancel = {.type = FRAME_CANCEL};
	house_send(conn, &cancel);
	fake_finish(house->store, QUEUE_CANCEL, ERR_DOWN);
	fake_expect_refused(conn, FRAME_CANCEL, REFUSAL_DELAYED);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

static void a_wait_that_routing_ends_is_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_news(house, conn, (struct store_news){.type = NEWS_ENDED, .word = "closed"});
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "closed"));
	house_close(conn, ENDING_DONE);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
}

/* Both sides ended a room at the same time, and the youth was quick to ask again. */
static void the_end_of_another_room_does_not_end_the_wait(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM_2, .word = "counsellor"});
	fake_expect_nothing(conn);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(an_ask_goes_to_the_store_as_it_was_said),
		HOUSE_TEST(the_store_is_given_hashes_of_the_token_only),
		HOUSE_TEST(what_does_not_exist_is_refused),
		HOUSE_TEST(a_youth_need_not_say_where),
		HOUSE_TEST(a_second_ask_before_the_answer_is_refused),
		HOUSE_TEST(an_ask_while_waiting_is_refused),
		HOUSE_TEST(a_refused_ask_may_be_repeated_under_the_same_name),
		HOUSE_TEST(a_store_that_cannot_be_reached_delays_the_ask),
		HOUSE_TEST(an_ask_of_unknown_outcome_is_not_left_behind),
		HOUSE_TEST(an_ask_of_unknown_outcome_is_taken_up_when_the_store_is_back),
		HOUSE_TEST(the_answer_of_a_session_that_is_gone_is_dropped),
		HOUSE_TEST(queued_tells_level_band_and_widening),
		HOUSE_TEST(who_is_on_a_screen_already_is_told_soon),
		HOUSE_TEST(a_waiting_youth_is_looked_after_every_fifteen_seconds),
		HOUSE_TEST(a_look_that_cannot_be_asked_is_tried_again),
		HOUSE_TEST(a_look_that_fails_tells_nothing_and_is_tried_again),
		HOUSE_TEST(a_visit_that_is_gone_has_ended),
		HOUSE_TEST(news_of_the_queue_are_looked_up),
		HOUSE_TEST(a_wish_may_change_while_waiting),
		HOUSE_TEST(a_wish_for_an_unknown_language_is_refused),
		HOUSE_TEST(a_change_that_comes_too_late_is_refused),
		HOUSE_TEST(cancelling_ends_the_wait_and_one_may_ask_again),
		HOUSE_TEST(a_cancel_that_could_not_be_done_is_refused),
		HOUSE_TEST(a_wait_that_routing_ends_is_told),
		HOUSE_TEST(the_end_of_another_room_does_not_end_the_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
