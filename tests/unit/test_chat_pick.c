/* PICK: a supervisor asks for the oldest of a cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

static struct fake_conn *supervisor(struct house *house)
{
	struct fake_conn *conn = house_on_as(house, ROLE_SUPERVISOR);
	fake_skip(conn, FRAME_ROSTER);
	return conn;
}

static void pick(struct fake_conn *conn, const char *region, const char *topic)
{
	struct frame frame = {.type = FRAME_PICK};
	frame.pick.region = view_text(region);
	frame.pick.topic = view_text(topic);
	house_send(conn, &frame);
}

static void a_region_becomes_the_scope_of_its_level(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = supervisor(house);
	const char *const scopes[][2] = {{"0301", "m0301"}, {"32", "c32"}, {"", "n"}};
	for (unsigned i = 0; i < 3; i++) {
		pick(conn, scopes[i][0], "bullying");
		struct fake_call *call = fake_take(house->store, PRESENCE_PICK);
		assert_string_equal(call->place, scopes[i][1]);
		assert_string_equal(call->word, "bullying");
		assert_string_equal(call->id, "dddddddddddddddddddddddddddddddd");
		fake_done(house->store, call, 0);
	}
	fake_expect_nothing(conn);
}

static void a_cell_that_does_not_exist_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = supervisor(house);
	pick(conn, "0751", "bullying"); /* of the other pool */
	fake_expect_refused(conn, FRAME_PICK, REFUSAL_UNKNOWN);
	pick(conn, "1082", "bullying");
	fake_expect_refused(conn, FRAME_PICK, REFUSAL_UNKNOWN);
	pick(conn, "0301", "weather");
	fake_expect_refused(conn, FRAME_PICK, REFUSAL_UNKNOWN);
	assert_int_equal(fake_count(house->store, PRESENCE_PICK), 0);
}

static void what_keeps_routing_from_it_is_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = supervisor(house);
	const struct {
		int err;
		enum refusal code;
	} answers[] = {
		{ERR_GONE, REFUSAL_LATE},
		{ERR_FULL, REFUSAL_FULL},
		{ERR_MOMENT, REFUSAL_STATE},
		{ERR_DOWN, REFUSAL_DELAYED},
	};
	for (unsigned i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		pick(conn, "", "unsure");
		fake_finish(house->store, PRESENCE_PICK, answers[i].err);
		fake_expect_refused(conn, FRAME_PICK, answers[i].code);
	}
	fake_store_fail(house->store, ERR_DOWN);
	pick(conn, "", "unsure");
	fake_expect_refused(conn, FRAME_PICK, REFUSAL_DELAYED);
}

static void an_answer_that_finds_nobody_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = supervisor(house);
	pick(conn, "", "unsure");
	house_close(conn, ENDING_DONE);
	fake_finish(house->store, PRESENCE_PICK, ERR_GONE);
	assert_int_equal(conn->count, conn->read);
}

static void a_counsellor_may_not_pick(void **state)
{
	struct fake_conn *conn = house_on(*state);
	fake_skip(conn, FRAME_ROSTER);
	pick(conn, "", "unsure");
	fake_expect_refused(conn, FRAME_PICK, REFUSAL_ROLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_region_becomes_the_scope_of_its_level),
		HOUSE_TEST(a_cell_that_does_not_exist_is_refused),
		HOUSE_TEST(what_keeps_routing_from_it_is_told),
		HOUSE_TEST(an_answer_that_finds_nobody_is_dropped),
		HOUSE_TEST(a_counsellor_may_not_pick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
