/* The opening of a session and every way it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/metric.h"
#include "chat/session.h"
#include "fakes/fake_house.h"

static struct frame hello(uint64_t version, uint64_t side)
{
	struct frame frame = {.type = FRAME_HELLO};
	frame.hello.version = version;
	frame.hello.side = side;
	frame.hello.language = view_text("se");
	return frame;
}

static bool is_zero(struct view bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.data[i] != 0) {
			return false;
		}
	}
	return true;
}

static void a_youth_is_welcomed_with_tickets_of_its_own(void **state)
{
	struct fake_conn *conn = house_open(*state);
	struct frame frame = hello(FRAME_VERSION, ROLE_YOUTH);
	house_send(conn, &frame);
	const struct frame *welcome = fake_expect(conn, FRAME_WELCOME);
	assert_int_equal(welcome->welcome.version, 1);
	assert_true(view_is(welcome->welcome.profile, "demo"));
	assert_int_equal(welcome->welcome.grace_waiting, 600);
	assert_int_equal(welcome->welcome.grace_room, 1200);
	assert_int_equal(welcome->welcome.ping, 25);
	assert_int_equal(welcome->welcome.now, UINT64_C(1790000000000));
	assert_false(is_zero(welcome->welcome.token));
	assert_false(view_equal(welcome->welcome.token, welcome->welcome.leave));
	assert_int_equal(conn->session->state, STATE_OPEN);
	assert_int_equal(conn->session->role, ROLE_YOUTH);
	fake_expect_nothing(conn);
}

static void staff_are_guests_without_tickets_until_they_log_in(void **state)
{
	struct fake_conn *conn = house_open(*state);
	struct frame frame = hello(FRAME_VERSION, ROLE_SUPERVISOR);
	house_send(conn, &frame);
	const struct frame *welcome = fake_expect(conn, FRAME_WELCOME);
	assert_true(is_zero(welcome->welcome.token));
	assert_true(is_zero(welcome->welcome.leave));
	assert_int_equal(conn->session->role, ROLE_GUEST);
}

static void another_version_is_refused_and_closed(void **state)
{
	struct fake_conn *conn = house_open(*state);
	struct frame frame = hello(2, ROLE_YOUTH);
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_HELLO, REFUSAL_VERSION);
	assert_int_equal(conn->ending, ENDING_PROTOCOL);
}

static void a_side_that_is_no_person_is_closed(void **state)
{
	static const uint64_t sides[] = {ROLE_GUEST, ROLE_COUNT};
	for (unsigned i = 0; i < 2; i++) {
		struct fake_conn *conn = house_open(*state);
		struct frame frame = hello(FRAME_VERSION, sides[i]);
		house_send(conn, &frame);
		assert_true(conn->closed);
		assert_int_equal(conn->ending, ENDING_PROTOCOL);
		fake_expect_nothing(conn);
	}
}

static void a_second_hello_of_a_youth_is_closed(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame frame = hello(FRAME_VERSION, ROLE_YOUTH);
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_HELLO, REFUSAL_ROLE);
	assert_int_equal(conn->ending, ENDING_PROTOCOL);
}

static void a_second_hello_of_staff_is_refused(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_COUNSELLOR);
	struct frame frame = hello(FRAME_VERSION, ROLE_COUNSELLOR);
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_HELLO, REFUSAL_STATE);
	assert_false(conn->closed);
}

static void who_says_nothing_in_time_is_closed(void **state)
{
	struct fake_conn *conn = house_open(*state);
	house_wait(*state, 4900);
	assert_false(conn->closed);
	house_wait(*state, 150);
	assert_true(conn->closed);
	assert_int_equal(conn->ending, ENDING_DEAD); /* its line may be bad: it dials again */
	assert_string_equal(conn->why, "no HELLO in time");
}

static void who_said_hello_may_be_silent(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	house_wait(*state, 3600000);
	assert_false(conn->closed);
}

static void while_the_store_is_away_hello_says_so(void **state)
{
	house_lose(*state);
	struct fake_conn *conn = house_open(*state);
	struct frame frame = hello(FRAME_VERSION, ROLE_YOUTH);
	house_send(conn, &frame);
	fake_expect(conn, FRAME_WELCOME);
	assert_int_equal(fake_expect(conn, FRAME_FROZEN)->frozen.on, 1);
}

/* --- endings --- */

static void a_socket_that_goes_keeps_the_place_for_the_grace(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	char sid[FAKE_TEXT_MAX];
	house_close(conn, ENDING_DONE);
	struct fake_call *call = fake_take(house->store, QUEUE_DETACH);
	snprintf(sid, sizeof(sid), "%s", call->id);
	assert_int_equal(strlen(sid), IDENT_NAME_SIZE - 1);
	assert_string_equal(call->pool, "no");
}

static void a_session_is_ended_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	chat_ending(conn->session, ENDING_SLOW, NULL);
	chat_ending(conn->session, ENDING_DEAD, NULL);
	assert_int_equal(conn->ending, ENDING_SLOW);
	house_close(conn, ENDING_DONE);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 1);
	assert_int_equal(chat_count(house->chat), 0);
}

static void leaving_quickly_ends_the_visit_by_its_leave_ticket(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_open(house);
	struct frame frame = hello(FRAME_VERSION, ROLE_YOUTH);
	uint8_t hash[IDENT_HASH_LEN];
	house_send(conn, &frame);
	const struct frame *welcome = fake_expect(conn, FRAME_WELCOME);
	ident_hash(welcome->welcome.leave.data, welcome->welcome.leave.len, hash);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_ASK), 0, &place);
	assert_memory_equal(fake_take(house->store, QUEUE_BIND_LEAVE)->hash[0], hash, sizeof(hash));
	house_close(conn, ENDING_LEFT);
	assert_memory_equal(fake_take(house->store, QUEUE_LEAVE)->hash[0], hash, sizeof(hash));
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
}

/* The ticket is not bound yet, so it could not end what the ASK is about to make. */
static void leaving_quickly_before_the_answer_takes_the_visit_out_by_its_name(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct fake_call *asked = fake_take(house->store, QUEUE_ASK);
	house_close(conn, ENDING_LEFT);
	struct fake_call *call = fake_take(house->store, QUEUE_CANCEL);
	assert_string_equal(call->id, asked->id);
	assert_string_equal(call->word, "left_quickly");
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, asked, 0, &place);
}

static void who_was_taken_over_detaches_nothing(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_waiting(house);
	struct fake_conn *staff = house_on(house);
	house_news(house, youth, (struct store_news){.type = NEWS_TAKEN});
	house_news(house, staff, (struct store_news){.type = NEWS_TAKEN});
	assert_int_equal(youth->ending, ENDING_TAKEN_OVER);
	assert_int_equal(staff->ending, ENDING_TAKEN_OVER);
	house_close(youth, ENDING_DONE);
	house_close(staff, ENDING_DONE);
	assert_int_equal(fake_count(house->store, QUEUE_DETACH), 0);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 0);
}

static void news_for_nobody_are_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	struct store_news news = {.type = NEWS_ENDED, .session = 9999, .room = "", .word = "away"};
	house->events.news(house->events.context, &news);
	struct store_ring ring = {.type = RING_TYPING,
		.session = 9999,
		.room = HOUSE_ROOM,
		.from_node = "x"};
	house->events.ring(house->events.context, &ring);
	fake_expect_nothing(conn);
}

static void open_sessions_are_counted(void **state)
{
	struct house *house = *state;
	int64_t before = metric_get(METRIC_SESSIONS);
	struct fake_conn *conn = house_open(house);
	assert_int_equal(metric_get(METRIC_SESSIONS), before);
	house_close(conn, ENDING_DONE);
	assert_int_equal(metric_get(METRIC_SESSIONS), before);
	conn = house_hello(house, ROLE_YOUTH);
	assert_int_equal(metric_get(METRIC_SESSIONS), before + 1);
	house_close(conn, ENDING_DONE);
	assert_int_equal(metric_get(METRIC_SESSIONS), before);
}

static void staff_may_send_and_be_owed_more(void **state)
{
	struct fake_conn *youth = house_hello(*state, ROLE_YOUTH);
	struct fake_conn *staff = house_off(*state);
	assert_int_equal(chat_message_limit(youth->session), LIMIT_FRAME_YOUTH);
	assert_int_equal(chat_message_limit(staff->session), LIMIT_FRAME_STAFF);
	assert_int_equal(chat_backlog_limit(youth->session), 262144);
	assert_int_equal(chat_backlog_limit(staff->session), 1048576);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_youth_is_welcomed_with_tickets_of_its_own),
		HOUSE_TEST(staff_are_guests_without_tickets_until_they_log_in),
		HOUSE_TEST(another_version_is_refused_and_closed),
		HOUSE_TEST(a_side_that_is_no_person_is_closed),
		HOUSE_TEST(a_second_hello_of_a_youth_is_closed),
		HOUSE_TEST(a_second_hello_of_staff_is_refused),
		HOUSE_TEST(who_says_nothing_in_time_is_closed),
		HOUSE_TEST(who_said_hello_may_be_silent),
		HOUSE_TEST(while_the_store_is_away_hello_says_so),
		HOUSE_TEST(a_socket_that_goes_keeps_the_place_for_the_grace),
		HOUSE_TEST(a_session_is_ended_once),
		HOUSE_TEST(leaving_quickly_ends_the_visit_by_its_leave_ticket),
		HOUSE_TEST(leaving_quickly_before_the_answer_takes_the_visit_out_by_its_name),
		HOUSE_TEST(who_was_taken_over_detaches_nothing),
		HOUSE_TEST(news_for_nobody_are_dropped),
		HOUSE_TEST(open_sessions_are_counted),
		HOUSE_TEST(staff_may_send_and_be_owed_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
