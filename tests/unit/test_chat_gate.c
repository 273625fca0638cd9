/* The gate against tests/gate/expected.tsv, cell by cell: what people wrote, not what a table says of itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/gate.h"
#include "fakes/fake_house.h"

enum { LINE_MAX_BYTES = 512 };

static const char *const state_words[] = {
#define STATE(number, NAME, word) [number] = (word),
#include "protocol/words.def"
};

/* States that a role can be in; the others no session of it ever reaches, and no cell names them. */
static unsigned states_of(enum role role)
{
	switch (role) {
	case ROLE_GUEST: return 1u << STATE_NEW | 1u << STATE_OPEN;
	case ROLE_YOUTH: return 1u << STATE_OPEN | 1u << STATE_WAITING | 1u << STATE_TALKING;
	case ROLE_COUNSELLOR:
	case ROLE_SUPERVISOR: return 1u << STATE_OFF | 1u << STATE_ON;
	default: return 1u << STATE_OFF;
	}
}

static enum frame_type number_of(const char *name)
{
	for (unsigned number = 0; number < FRAME_TYPE_COUNT; number++) {
		const struct frame_info *info = frame_info(number);
		if (info != NULL && strcmp(info->name, name) == 0) {
			return (enum frame_type)number;
		}
	}
	fail_msg("expected.tsv has a frame %s, frames.def has none", name);
	return FRAME_TYPE_COUNT;
}

/* The verdict that a cell expects: "-", or the states parted by commas. */
static enum gate_verdict expected_verdict(const char *cell, const char *state)
{
	size_t length = strlen(state);
	if (strcmp(cell, "-") == 0) {
		return GATE_ROLE;
	}
	for (const char *at = cell; at != NULL; at = strchr(at, ',')) {
		at += *at == ',' ? 1 : 0;
		if (strncmp(at, state, length) == 0 && (at[length] == ',' || at[length] == '\0')) {
			return GATE_PASS;
		}
	}
	return GATE_STATE;
}

/* Compares a line "FRAME name<tab>cell<tab>..." with the gate; gives how many cells that were. */
static unsigned compare_line(char *line, bool *ret_seen)
{
	char *rest = line, *name = strsep(&rest, "\t") + strlen("FRAME ");
	enum frame_type frame = number_of(name);
	unsigned cells = 0;
	ret_seen[frame] = true;
	for (enum role role = ROLE_GUEST; role < ROLE_COUNT; role++) {
		const char *cell = strsep(&rest, "\t");
		assert_non_null(cell);
		for (enum state state = STATE_NEW; state < STATE_COUNT; state++) {
			if ((states_of(role) & 1u << state) == 0) {
				continue;
			}
			enum gate_verdict should = expected_verdict(cell, state_words[state]);
			enum gate_verdict is = gate_check(frame, role, state);
			if (is != should) {
				fail_msg("%s as %s in %s: %d, expected %d", name, role_word(role),
					state_words[state], (int)is, (int)should);
			}
			cells++;
		}
	}
	assert_null(rest);
	return cells;
}

static void every_cell_is_as_people_expect(void **state)
{
	(void)state;
	FILE *file = fopen(SAMTALE_SOURCE_DIR "/tests/gate/expected.tsv", "re");
	char line[LINE_MAX_BYTES];
	bool seen[FRAME_TYPE_COUNT + 1] = {false};
	unsigned cells = 0;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "FRAME ", strlen("FRAME ")) == 0) {
			cells += compare_line(line, seen);
		}
	}
	assert_int_equal(fclose(file), 0);
	assert_true(cells >= 400);
	for (unsigned number = 0; number < FRAME_TYPE_COUNT; number++) {
		const struct frame_info *info = frame_info(number);
		if (info != NULL && (info->direction == DIRECTION_UP) != seen[number]) {
			fail_msg("%s: give it a line in tests/gate/expected.tsv", info->name);
		}
	}
}

static void frames_of_the_daemon_pass_from_nobody(void **state)
{
	(void)state;
	for (unsigned number = 0; number < FRAME_TYPE_COUNT; number++) {
		const struct frame_info *info = frame_info(number);
		for (enum role role = ROLE_GUEST; info != NULL && role < ROLE_COUNT; role++) {
			if (info->direction == DIRECTION_DOWN) {
				assert_int_equal(gate_check((enum frame_type)number, role, STATE_OPEN), GATE_ROLE);
			}
		}
	}
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
	for (unsigned number = 0; number < FRAME_TYPE_COUNT; number++) {
		for (enum role role = ROLE_GUEST; role < ROLE_COUNT; role++) {
			assert_int_not_equal(gate_check((enum frame_type)number, role, STATE_CLOSING),
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
		cmocka_unit_test(every_cell_is_as_people_expect),
		cmocka_unit_test(frames_of_the_daemon_pass_from_nobody),
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
