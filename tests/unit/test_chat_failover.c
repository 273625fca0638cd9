/* Redis was replaced, and what this node holds is not there: a visit is put back as it was asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static const uint64_t asked_ms = UINT64_C(1790000000000);

/* Redis goes and comes back as another process; the call that takes the visit up. */
static struct fake_call *fail_over(struct house *house, struct fake_conn *conn)
{
	house_lose(house);
	fake_store_replace(house->store);
	house_connect(house);
	fake_skip(conn, FRAME_FROZEN);
	return fake_take(house->store, QUEUE_RESUME);
}

static struct fake_conn *waiting_with(struct house *house, struct frame ask)
{
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	house_send(conn, &ask);
	struct fake_call *call = fake_take(house->store, QUEUE_ASK);
	struct queue_place place = house_place(VISIT_WAITING);
	place.sid = call->id;
	place.level = 1;
	fake_place(house->store, call, 0, &place);
	fake_take(house->store, QUEUE_BIND_LEAVE);
	fake_expect(conn, FRAME_QUEUED);
	return conn;
}

static void a_waiting_visit_is_put_back_as_it_was_asked(void **state)
{
	struct house *house = *state;
	struct frame ask = house_ask();
	ask.ask.urgency = 2;
	ask.ask.avoid.count = 1;
	ask.ask.avoid.item[0] = view_text("3201");
	struct fake_conn *conn = waiting_with(house, ask);
	house_wait(house, 5000);
	struct fake_call *resume = fail_over(house, conn);
	fake_place(house->store, resume, ERR_GONE, NULL);
	struct fake_call *back = fake_take(house->store, QUEUE_PUT_BACK);
	assert_string_equal(back->pool, "no");
	assert_int_equal(strlen(back->id), IDENT_NAME_SIZE - 1);
	assert_memory_equal(back->hash[0], resume->hash[0], 32);
	assert_string_equal(back->place, "0301/03");
	assert_string_equal(back->word, "bullying");
	assert_string_equal(back->text, "nb");
	assert_string_equal(back->room, "");
	assert_int_equal(back->urgency, 2);
	assert_int_equal(back->seat, 1); /* the level */
	assert_int_equal(back->number, asked_ms);
	assert_int_equal(back->cseq, 0); /* nobody had answered */
	fake_expect_nothing(conn);
}

static void who_was_put_back_hears_its_place_and_can_leave_quickly(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	fake_place(house->store, fail_over(house, conn), ERR_GONE, NULL);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_PUT_BACK), 0, &place);
	fake_take(house->store, QUEUE_BIND_LEAVE);
	fake_expect(conn, FRAME_QUEUED);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

static void a_changed_wish_is_what_is_put_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame change = {.type = FRAME_CHANGE};
	change.change.who = 2;
	change.change.languages.count = 1;
	change.change.languages.item[0] = view_text("en");
	house_send(conn, &change);
	fake_place(house->store, fail_over(house, conn), ERR_GONE, NULL);
	struct fake_call *back = fake_take(house->store, QUEUE_PUT_BACK);
	assert_int_equal(back->who, 2);
	assert_string_equal(back->text, "en");
	assert_string_equal(back->place, "0301/03");
}

static void a_talk_is_put_back_with_its_room_and_counsellor(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_talking(house, HOUSE_ROOM);
	fake_place(house->store, fail_over(house, conn), ERR_GONE, NULL);
	struct fake_call *back = fake_take(house->store, QUEUE_PUT_BACK);
	assert_string_equal(back->room, HOUSE_ROOM);
	assert_string_equal(back->target, "dddddddddddddddddddddddddddddddd");
	assert_int_equal(back->cseq, store_clock_ms(house->store, "no"));
	struct queue_place place = house_place(VISIT_TALKING);
	fake_place(house->store, back, 0, &place);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(conn, FRAME_MATCHED)->matched.resumed, 1);
}

static void a_visit_that_ended_under_the_same_redis_stays_ended(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_lose(house);
	house_connect(house);
	fake_skip(conn, FRAME_FROZEN);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	assert_int_equal(fake_count(house->store, QUEUE_PUT_BACK), 0);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "away"));
}

/* What was asked on another node is not known here. */
static void a_visit_taken_up_from_another_node_cannot_be_put_back(void **state)
{
	struct house *house = *state;
	static const uint8_t token[IDENT_TOKEN_LEN] = {1};
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = {.type = FRAME_RESUME};
	resume.resume.token = (struct view){token, sizeof(token)};
	house_send(conn, &resume);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_skip(conn, FRAME_QUEUED);
	fake_place(house->store, fail_over(house, conn), ERR_GONE, NULL);
	assert_int_equal(fake_count(house->store, QUEUE_PUT_BACK), 0);
	fake_expect(conn, FRAME_ENDED);
}

static void a_link_that_breaks_again_while_putting_back_is_tried_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	fake_place(house->store, fail_over(house, conn), ERR_GONE, NULL);
	fake_place(house->store, fake_take(house->store, QUEUE_PUT_BACK), ERR_DOWN, NULL);
	fake_expect_nothing(conn);
	house_lose(house);
	house_connect(house);
	fake_skip(conn, FRAME_FROZEN);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	fake_take(house->store, QUEUE_PUT_BACK);
}

static void a_redis_without_memory_for_a_visit_is_asked_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	fake_place(house->store, fail_over(house, conn), ERR_GONE, NULL);
	fake_place(house->store, fake_take(house->store, QUEUE_PUT_BACK), ERR_NOMEM, NULL);
	fake_expect_nothing(conn);
	house_wait(house, 1000);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), ERR_GONE, NULL);
	fake_take(house->store, QUEUE_PUT_BACK);
}

static void who_cannot_be_put_back_hears_the_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	fake_place(house->store, fail_over(house, conn), ERR_GONE, NULL);
	fake_place(house->store, fake_take(house->store, QUEUE_PUT_BACK), ERR_FULL, NULL);
	fake_expect(conn, FRAME_ENDED);
	assert_int_equal(conn->session->state, STATE_OPEN);
}

static void a_visit_found_gone_by_a_look_is_put_back_too(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	fake_store_replace(house->store);
	house_wait(house, 15100);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), ERR_GONE, NULL);
	fake_take(house->store, QUEUE_PUT_BACK);
	fake_expect_nothing(conn);
}

static void a_lease_that_ran_out_is_noticed_before_a_frame_is_handled(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct frame ping = {.type = FRAME_PING};
	fake_store_fence(house->store, &house->events);
	house_send(conn, &ping);
	assert_int_equal(fake_expect(conn, FRAME_FROZEN)->frozen.on, 1);
	fake_expect(conn, FRAME_PONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_waiting_visit_is_put_back_as_it_was_asked),
		HOUSE_TEST(who_was_put_back_hears_its_place_and_can_leave_quickly),
		HOUSE_TEST(a_changed_wish_is_what_is_put_back),
		HOUSE_TEST(a_talk_is_put_back_with_its_room_and_counsellor),
		HOUSE_TEST(a_visit_that_ended_under_the_same_redis_stays_ended),
		HOUSE_TEST(a_visit_taken_up_from_another_node_cannot_be_put_back),
		HOUSE_TEST(a_link_that_breaks_again_while_putting_back_is_tried_again),
		HOUSE_TEST(a_redis_without_memory_for_a_visit_is_asked_again),
		HOUSE_TEST(who_cannot_be_put_back_hears_the_end),
		HOUSE_TEST(a_visit_found_gone_by_a_look_is_put_back_too),
		HOUSE_TEST(a_lease_that_ran_out_is_noticed_before_a_frame_is_handled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
