/* A session's states along their table, and how it says no. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

/* The edges that docs/states.md draws; everything else must not be possible. */
static const struct {
	enum state from, to;
} edges[] = {
	{STATE_NEW, STATE_OPEN},
	{STATE_OPEN, STATE_WAITING},
	{STATE_OPEN, STATE_TALKING},
	{STATE_OPEN, STATE_OFF},
	{STATE_OPEN, STATE_ON},
	{STATE_WAITING, STATE_TALKING},
	{STATE_WAITING, STATE_OPEN},
	{STATE_TALKING, STATE_WAITING},
	{STATE_TALKING, STATE_OPEN},
	{STATE_OFF, STATE_ON},
	{STATE_OFF, STATE_OPEN},
	{STATE_ON, STATE_OFF},
	{STATE_ON, STATE_OPEN},
};

static bool is_edge(enum state from, enum state to)
{
	if (to == STATE_CLOSING) {
		return from != STATE_CLOSING;
	}
	for (unsigned i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
		if (edges[i].from == from && edges[i].to == to) {
			return true;
		}
	}
	return false;
}

static void every_edge_is_in_the_table_and_no_other(void **state)
{
	(void)state;
	for (unsigned from = 0; from < STATE_COUNT; from++) {
		for (unsigned to = 0; to < STATE_COUNT; to++) {
			if (session_may_become((enum state)from, (enum state)to) !=
				is_edge((enum state)from, (enum state)to)) {
				fail_msg("%s to %s", state_word((enum state)from), state_word((enum state)to));
			}
		}
	}
}

static void to_stay_where_one_is_needs_no_edge(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	session_set_state(conn->session, STATE_OPEN);
	assert_int_equal(conn->session->state, STATE_OPEN);
}

static void a_closing_session_stays_closing_whatever_an_answer_wants(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	chat_ending(conn->session, ENDING_SLOW, NULL);
	session_set_state(conn->session, STATE_WAITING);
	assert_int_equal(conn->session->state, STATE_CLOSING);
}

static void errors_of_the_store_become_refusals(void **state)
{
	static const struct {
		int err;
		enum refusal refusal;
		unsigned retry_after;
	} rows[] = {
		{ERR_GONE, REFUSAL_LATE, 0},
		{ERR_MOMENT, REFUSAL_LATE, 0},
		{ERR_FULL, REFUSAL_FULL, 1},
		{ERR_NOMEM, REFUSAL_FULL, 1},
		{ERR_RANGE, REFUSAL_UNKNOWN, 0},
		{ERR_SYNTAX, REFUSAL_UNKNOWN, 0},
		{ERR_DOWN, REFUSAL_DELAYED, 1},
		{ERR_DENIED, REFUSAL_DELAYED, 1},
	};
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		session_refuse_err(conn->session, (struct about){.frame = FRAME_ASK, .number = i},
			rows[i].err);
		const struct frame *frame = fake_expect_refused(conn, FRAME_ASK, rows[i].refusal);
		assert_int_equal(frame->refused.retry_after, rows[i].retry_after);
		assert_int_equal(frame->refused.number, i);
	}
}

static void a_refusal_says_what_it_is_about(void **state)
{
	(void)state;
	struct frame say = {.type = FRAME_SAY};
	say.say.room = house_room(HOUSE_ROOM);
	say.say.cseq = 7;
	struct about about = about_frame(&say);
	assert_int_equal(about.frame, FRAME_SAY);
	assert_int_equal(about.number, 7);
	assert_int_equal(about.room.len, IDENT_ID_LEN);
	struct frame decline = {.type = FRAME_DECLINE};
	decline.decline.offer = 11;
	assert_int_equal(about_frame(&decline).number, 11);
	struct frame leave = {.type = FRAME_LEAVE};
	leave.leave.room = house_room(HOUSE_ROOM);
	assert_int_equal(about_frame(&leave).room.len, IDENT_ID_LEN);
}

static void numbers_are_never_used_twice(void **state)
{
	struct fake_conn *first = house_hello(*state, ROLE_YOUTH);
	uint64_t number = house_number(first);
	house_close(first, ENDING_DONE);
	assert_true(house_number(house_hello(*state, ROLE_YOUTH)) > number);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_edge_is_in_the_table_and_no_other),
		HOUSE_TEST(to_stay_where_one_is_needs_no_edge),
		HOUSE_TEST(a_closing_session_stays_closing_whatever_an_answer_wants),
		HOUSE_TEST(errors_of_the_store_become_refusals),
		cmocka_unit_test(a_refusal_says_what_it_is_about),
		HOUSE_TEST(numbers_are_never_used_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
