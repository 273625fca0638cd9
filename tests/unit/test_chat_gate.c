/* The gate against frames.def, cell by cell. The expectation is read from the same file by macros of its own, so a mask
 * that is lost on the way through the tables is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/gate.h"
#include "fakes/fake_house.h"

struct expected {
	unsigned number;
	bool up;
	const char *roles, *states;
};

static const struct expected rows[] = {
#define UP true
#define DOWN false
#define FRAME(number, name, NAME, direction, roles, states) {number, direction, #roles, #states},
#include "protocol/frames.def"
#undef UP
#undef DOWN
};

/* True when the list "A|B" has the word. */
static bool has(const char *list, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = list; (at = strstr(at, word)) != NULL; at += length) {
		bool begins = at == list || at[-1] == '|' || at[-1] == ' ';
		bool ends = at[length] == '\0' || at[length] == '|' || at[length] == ' ';
		if (begins && ends) {
			return true;
		}
	}
	return false;
}

static const char *const role_names[] = {
#define ROLE(number, NAME, word) [number] = #NAME,
#include "protocol/words.def"
};

static const char *const state_names[] = {
#define STATE(number, NAME, word) [number] = #NAME,
#include "protocol/words.def"
};

static enum gate_verdict expected_verdict(const struct expected *row, unsigned role, unsigned state)
{
	bool staff = role != ROLE_GUEST && role != ROLE_YOUTH;
	bool role_fits = has(row->roles, "ANYONE") || has(row->roles, role_names[role]) ||
		(staff && has(row->roles, "STAFF"));
	bool state_fits = has(row->states, state_names[state]) ||
		(state != STATE_NEW && state != STATE_CLOSING && has(row->states, "ANYTIME"));
	if (!row->up || !role_fits) {
		return GATE_ROLE;
	}
	return state_fits ? GATE_PASS : GATE_STATE;
}

static void every_cell_is_as_frames_def_says(void **state)
{
	(void)state;
	unsigned cells = 0, passing = 0;
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (unsigned role = 0; role < ROLE_COUNT; role++) {
			for (unsigned at = 0; at < STATE_COUNT; at++) {
				enum gate_verdict is =
					gate_check((enum frame_type)rows[i].number, (enum role)role, (enum state)at);
				enum gate_verdict should = expected_verdict(&rows[i], role, at);
				if (is != should) {
					fail_msg("frame %u as %s in %s: %d, expected %d", rows[i].number,
						role_names[role], state_names[at], (int)is, (int)should);
				}
				cells++;
				passing += is == GATE_PASS ? 1 : 0;
			}
		}
	}
	assert_true(cells >= 400);
	assert_true(passing > 20);
}

static void numbers_without_a_row_pass_nobody(void **state)
{
	(void)state;
	for (unsigned number = 0; number < FRAME_TYPE_COUNT; number++) {
		if (frame_info(number) == NULL) {
			assert_int_equal(gate_check((enum frame_type)number, ROLE_YOUTH, STATE_OPEN),
				GATE_ROLE);
		}
	}
}

static void nothing_passes_while_closing(void **state)
{
	(void)state;
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (unsigned role = 0; role < ROLE_COUNT; role++) {
			assert_int_not_equal(gate_check((enum frame_type)rows[i].number, (enum role)role,
									 STATE_CLOSING),
				GATE_PASS);
		}
	}
}

static void a_frame_of_another_role_ends_the_session(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame frame = {.type = FRAME_SHIFT};
	house_send(conn, &frame);
	assert_true(conn->closed);
	assert_int_equal(conn->ending, ENDING_PROTOCOL);
}

static void a_frame_of_another_moment_is_refused_and_the_session_stays(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame frame = house_say(conn, HOUSE_ROOM, 3, "hei");
	house_send(conn, &frame);
	const struct frame *refused = fake_expect_refused(conn, FRAME_SAY, REFUSAL_STATE);
	assert_int_equal(refused->refused.number, 3);
	assert_int_equal(refused->refused.room.len, IDENT_ID_LEN);
	assert_int_equal(refused->refused.retry_after, 0);
	assert_false(conn->closed);
}

static void before_hello_nothing_else_is_taken(void **state)
{
	static const enum frame_type frames[] = {FRAME_PING, FRAME_LOGIN};
	for (unsigned i = 0; i < 2; i++) {
		struct fake_conn *conn = house_open(*state);
		struct frame frame = {.type = frames[i]};
		house_send(conn, &frame);
		assert_int_equal(fake_skip(conn, FRAME_PONG), 0);
		assert_true(conn->closed);
		assert_string_equal(conn->why, "HELLO comes first");
	}
}

static void a_closing_session_hears_nothing(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame ping = {.type = FRAME_PING};
	chat_ending(conn->session, ENDING_SLOW, NULL);
	house_send(conn, &ping);
	fake_expect_nothing(conn);
}

/* --- rates --- */

static void asking_beyond_the_rate_is_refused_with_a_time(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame ask = house_ask();
	ask.ask.topic = view_text("nonsense"); /* HELLO took one of the twenty */
	for (unsigned i = 0; i < 19; i++) {
		house_send(conn, &ask);
		fake_expect_refused(conn, FRAME_ASK, REFUSAL_UNKNOWN);
	}
	house_send(conn, &ask);
	assert_int_equal(fake_expect_refused(conn, FRAME_ASK, REFUSAL_RATE)->refused.retry_after, 1);
	house_wait(*state, 1000);
	house_send(conn, &ask);
	fake_expect_refused(conn, FRAME_ASK, REFUSAL_UNKNOWN);
}

static void signs_beyond_the_rate_are_dropped_without_a_word(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame ping = {.type = FRAME_PING};
	for (unsigned i = 0; i < 25; i++) {
		house_send(conn, &ping);
	}
	assert_int_equal(fake_skip(conn, FRAME_PONG), 20);
	assert_false(conn->closed);
}

static void signs_do_not_use_up_what_may_be_said(void **state)
{
	struct fake_conn *conn = house_hello(*state, ROLE_YOUTH);
	struct frame ping = {.type = FRAME_PING};
	for (unsigned i = 0; i < 25; i++) {
		house_send(conn, &ping);
	}
	fake_skip(conn, FRAME_PONG);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	fake_expect_nothing(conn);
	fake_take(((struct house *)*state)->store, QUEUE_ASK);
}

static void staff_have_a_rate_of_their_own(void **state)
{
	struct fake_conn *conn = house_off(*state);
	struct frame ping = {.type = FRAME_PING};
	for (unsigned i = 0; i < 70; i++) {
		house_send(conn, &ping);
	}
	assert_int_equal(fake_skip(conn, FRAME_PONG), 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_is_as_frames_def_says),
		cmocka_unit_test(numbers_without_a_row_pass_nobody),
		cmocka_unit_test(nothing_passes_while_closing),
		HOUSE_TEST(a_frame_of_another_role_ends_the_session),
		HOUSE_TEST(a_frame_of_another_moment_is_refused_and_the_session_stays),
		HOUSE_TEST(before_hello_nothing_else_is_taken),
		HOUSE_TEST(a_closing_session_hears_nothing),
		HOUSE_TEST(asking_beyond_the_rate_is_refused_with_a_time),
		HOUSE_TEST(signs_beyond_the_rate_are_dropped_without_a_word),
		HOUSE_TEST(signs_do_not_use_up_what_may_be_said),
		HOUSE_TEST(staff_have_a_rate_of_their_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
