/* CHANGE in a room, and the two ways of CANCEL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static struct frame change(unsigned who, const char *language)
{
	struct frame frame = {.type = FRAME_CHANGE};
	frame.change.who = who;
	frame.change.languages.count = 1;
	frame.change.languages.item[0] = view_text(language);
	return frame;
}

static void a_wish_may_change_in_a_room_and_is_not_answered(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_talking(house, HOUSE_ROOM);
	struct frame frame = change(2, "en");
	house_send(conn, &frame);
	struct fake_call *call = fake_take(house->store, QUEUE_CHANGE);
	assert_int_equal(call->who, 2);
	assert_string_equal(call->text, "en");
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, call, 0, &place);
	fake_expect_nothing(conn);
	assert_int_equal(conn->session->state, STATE_TALKING);
}

static void a_change_in_a_room_that_cannot_be_done_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_talking(house, HOUSE_ROOM);
	struct frame frame = change(0, "da");
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_CHANGE, REFUSAL_UNKNOWN);
	frame = change(0, "nb");
	house_send(conn, &frame);
	fake_place(house->store, fake_take(house->store, QUEUE_CHANGE), ERR_DOWN, NULL);
	fake_expect_refused(conn, FRAME_CHANGE, REFUSAL_DELAYED);
	fake_store_fail(house->store, ERR_DOWN);
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_CHANGE, REFUSAL_DELAYED);
}

static void a_change_before_the_question_is_refused(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame frame = change(0, "nb");
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_CHANGE, REFUSAL_STATE);
}

static void the_answer_to_a_change_that_comes_after_the_end_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame frame = change(0, "nb");
	house_send(conn, &frame);
	struct fake_call *call = fake_take(house->store, QUEUE_CHANGE);
	house_close(conn, ENDING_DONE);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, call, 0, &place);
	assert_int_equal(conn->count, conn->read);
}

static void who_found_another_service_is_counted_as_such(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame cancel = {.type = FRAME_CANCEL};
	cancel.cancel.why = 1;
	house_send(conn, &cancel);
	struct fake_call *call = fake_take(house->store, QUEUE_CANCEL);
	assert_string_equal(call->word, "diverted");
	fake_done(house->store, call, 0);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "diverted"));
	assert_int_equal(conn->session->state, STATE_OPEN);
}

static void a_talk_cannot_be_cancelled(void **state)
{
	struct fake_conn *conn = house_talking(*state, HOUSE_ROOM);
	struct frame cancel = {.type = FRAME_CANCEL};
	house_send(conn, &cancel);
	fake_expect_refused(conn, FRAME_CANCEL, REFUSAL_STATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_wish_may_change_in_a_room_and_is_not_answered),
		HOUSE_TEST(a_change_in_a_room_that_cannot_be_done_is_refused),
		HOUSE_TEST(a_change_before_the_question_is_refused),
		HOUSE_TEST(the_answer_to_a_change_that_comes_after_the_end_is_dropped),
		HOUSE_TEST(who_found_another_service_is_counted_as_such),
		HOUSE_TEST(a_talk_cannot_be_cancelled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
