/* Calls for help: who is told of which, on news and on demand, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"
#include "fakes/fake_store_staff.h"

#define KARI HOUSE_COUNSELLOR
#define SIRI "51515151515151515151515151515151"
#define PER "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
#define OTHER_ROOM "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* Her own and a colleague's, who decides with a supervisor. */
static const struct help_call calls[] = {
	{HOUSE_ROOM, KARI, "Kari", "unsure", "", "", 5000, 0, 0, 0},
	{OTHER_ROOM, PER, "Per", "school", "Siri", KARI, 6000, 2, 3, 1},
};

static void on_added(void *context, struct reply_to to, int err)
{
	(void)context;
	(void)to;
	assert_int_equal(err, 0);
}

static int add_account(const char *id, const char *name, const char *role)
{
	const struct staff_account account = {.id = id,
		.name = name,
		.alias = name,
		.agency = "oslo",
		.role = role,
		.lives_in = "",
		.hash = "!"};
	return store_staff_add(NULL, (struct reply_to){0}, &account, on_added, NULL);
}

/* A supervisor of the agency and another counsellor. */
static int setup(void **state)
{
	int err = house_setup(state);
	fake_staff_reset();
	err = err != 0 ? err : add_account(SIRI, "siri", "supervisor");
	return err != 0 ? err : add_account(PER, "per", "counsellor");
}

static void send_help(struct fake_conn *conn, uint64_t on)
{
	struct frame frame = {.type = FRAME_HELP};
	frame.help.room = house_room(HOUSE_ROOM);
	frame.help.on = on;
	house_send(conn, &frame);
}

/* News of the call of that person. */
static void change(struct house *house, const char *person, const char *agency)
{
	const struct store_events events = chat_store_events(house->chat);
	const struct store_news news =
		{.type = NEWS_HELP, .pool = "no", .id = person, .agency = agency, .room = "", .word = ""};
	events.news(events.context, &news);
}

static const struct frame_called *listed(struct house *house, struct fake_conn *conn)
{
	fake_called(house->store, fake_take(house->store, HELP_LIST), 0, calls, 2);
	return &fake_expect(conn, FRAME_CALLED)->called;
}

static void a_call_is_asked_for_and_taken_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	for (uint64_t on = 2; on-- > 0;) {
		send_help(conn, on);
		struct fake_call *call = fake_take(house->store, HELP_ASK);
		assert_string_equal(call->room, HOUSE_ROOM);
		assert_string_equal(call->id, KARI);
		assert_int_equal(call->who, on);
		fake_done(house->store, call, 0);
		fake_expect_nothing(conn);
	}
}

static void a_counsellor_sees_its_own_calls_alone(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	house_send(conn, &(struct frame){.type = FRAME_CALLS, .calls.number = 7});
	const struct frame_called *called = listed(house, conn);
	assert_int_equal(called->rooms.count, 1);
	assert_true(view_is(called->names.item[0], "Kari"));
	assert_int_equal(called->own.item[0], 1);
}

static void a_supervisor_sees_all_calls_of_the_agency(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	conn->session->role = ROLE_SUPERVISOR;
	house_send(conn, &(struct frame){.type = FRAME_CALLS});
	const struct frame_called *called = listed(house, conn);
	assert_int_equal(called->rooms.count, 2);
	assert_int_equal(called->own.item[1], 0);
	assert_true(view_is(called->topics.item[1], "school"));
	assert_int_equal(called->answers.item[1], 2);
	assert_int_equal(called->supervisors.item[1].data[0], 0xdd);
	assert_int_equal(called->supervisors.item[0].data[0], 0);
	assert_int_equal(called->asks.item[1], 3);
	assert_int_equal(called->decides.item[1], 1);
}

static void news_of_another_agency_or_of_a_colleague_reach_no_counsellor(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	change(house, KARI, "other");
	change(house, SIRI, "oslo");
	assert_int_equal(fake_count(house->store, HELP_LIST), 0);
	change(house, KARI, "oslo");
	assert_int_equal(fake_count(house->store, HELP_LIST), 1);
	conn->session->role = ROLE_SUPERVISOR;
	change(house, SIRI, "oslo");
	assert_int_equal(fake_count(house->store, HELP_LIST), 2);
}

static void what_cannot_be_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_help(conn, 1);
	fake_finish(house->store, HELP_ASK, ERR_GONE);
	fake_expect_refused(conn, FRAME_HELP, REFUSAL_LATE);
	house_send(conn, &(struct frame){.type = FRAME_CALLS});
	fake_called(house->store, fake_take(house->store, HELP_LIST), ERR_DOWN, NULL, 0);
	fake_expect_refused(conn, FRAME_CALLS, REFUSAL_DELAYED);
}

static void send_decide(struct fake_conn *conn, const char *supervisor)
{
	struct frame frame = {.type = FRAME_DECIDE};
	frame.decide.room = house_room(HOUSE_ROOM);
	frame.decide.supervisor = house_room(supervisor);
	frame.decide.decision = 2;
	house_send(conn, &frame);
}

static void a_decision_names_with_whom(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_decide(conn, SIRI);
	struct fake_call *call = fake_take(house->store, HELP_DECIDE);
	assert_string_equal(call->room, HOUSE_ROOM);
	assert_string_equal(call->id, KARI);
	assert_string_equal(call->target, SIRI);
	assert_int_equal(call->who, 2);
	fake_done(house->store, call, ERR_OFF);
	fake_expect_refused(conn, FRAME_DECIDE, REFUSAL_OFF);
}

static void a_decision_is_made_with_a_supervisor_of_the_agency_alone(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	static const char *const nobody[] = {PER, OTHER_ROOM, KARI};
	for (unsigned i = 0; i < 3; i++) {
		send_decide(conn, nobody[i]);
		assert_int_equal(fake_count(house->store, HELP_DECIDE), 0);
		fake_expect_refused(conn, FRAME_DECIDE, REFUSAL_UNKNOWN);
	}
}

static void a_supervisor_who_decides_names_herself(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	conn->session->role = ROLE_SUPERVISOR;
	send_decide(conn, KARI);
	assert_string_equal(fake_take(house->store, HELP_DECIDE)->target, KARI);
}

static void an_answer_is_a_supervisors(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	conn->session->role = ROLE_SUPERVISOR;
	struct frame frame = {.type = FRAME_ADVISE};
	frame.advise.room = house_room(OTHER_ROOM);
	frame.advise.answer = 3;
	house_send(conn, &frame);
	struct fake_call *call = fake_take(house->store, HELP_ADVISE);
	assert_string_equal(call->room, OTHER_ROOM);
	assert_int_equal(call->who, 3);
}

int main(void)
{
#define HELP_TEST(test) cmocka_unit_test_setup_teardown(test, setup, house_teardown)
	const struct CMUnitTest tests[] = {
		HELP_TEST(a_call_is_asked_for_and_taken_back),
		HELP_TEST(a_counsellor_sees_its_own_calls_alone),
		HELP_TEST(a_supervisor_sees_all_calls_of_the_agency),
		HELP_TEST(news_of_another_agency_or_of_a_colleague_reach_no_counsellor),
		HELP_TEST(what_cannot_be_is_refused),
		HELP_TEST(a_decision_names_with_whom),
		HELP_TEST(a_decision_is_made_with_a_supervisor_of_the_agency_alone),
		HELP_TEST(a_supervisor_who_decides_names_herself),
		HELP_TEST(an_answer_is_a_supervisors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
