/* Hand-over: PROPOSE by the counsellor, PROPOSED and CONSENT of the youth, HANDED to either. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

#define COLLEAGUE "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

enum { TO_COUNSELLOR, TO_TOPIC, TO_AGENCY };

static void propose(struct fake_conn *conn, unsigned kind, const char *target)
{
	struct frame frame = {.type = FRAME_PROPOSE};
	frame.propose.room = house_room(HOUSE_ROOM);
	frame.propose.kind = kind;
	frame.propose.target = view_text(target);
	house_send(conn, &frame);
}

static void consent(struct fake_conn *conn, const char *room, unsigned yes)
{
	struct frame frame = {.type = FRAME_CONSENT};
	frame.consent.room = house_room(room);
	frame.consent.yes = yes;
	house_send(conn, &frame);
}

static struct store_news handed(const char *word)
{
	return (struct store_news){.type = NEWS_HANDED, .room = HOUSE_ROOM, .word = word};
}

static void each_kind_of_proposal_reaches_routing_with_its_target(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	const struct {
		unsigned wire, kind;
		const char *target, *municipality;
	} proposals[] = {
		{TO_COUNSELLOR, HANDOVER_COUNSELLOR, COLLEAGUE, ""},
		{TO_TOPIC, HANDOVER_TOPIC, "referral", ""}, /* a hidden one */
		{TO_AGENCY, HANDOVER_AGENCY, "oslo", "0301"},
		{TO_AGENCY, HANDOVER_AGENCY, "ung-norge", ""},
	};
	for (unsigned i = 0; i < sizeof(proposals) / sizeof(proposals[0]); i++) {
		propose(conn, proposals[i].wire, proposals[i].target);
		struct fake_call *call = fake_take(house->store, HANDOVER_PROPOSE);
		assert_int_equal(call->who, proposals[i].kind);
		assert_string_equal(call->target, proposals[i].target);
		assert_string_equal(call->place, proposals[i].municipality);
		assert_string_equal(call->room, HOUSE_ROOM);
		assert_string_equal(call->id, "dddddddddddddddddddddddddddddddd");
		fake_done(house->store, call, 0);
	}
	fake_expect_nothing(conn);
}

static void a_target_that_does_not_exist_is_refused(void **state)
{
	struct fake_conn *conn = house_in_room(*state, HOUSE_ROOM);
	propose(conn, TO_TOPIC, "weather");
	fake_expect_refused(conn, FRAME_PROPOSE, REFUSAL_UNKNOWN);
	propose(conn, TO_AGENCY, "bergen");
	fake_expect_refused(conn, FRAME_PROPOSE, REFUSAL_UNKNOWN);
	assert_int_equal(fake_count(((struct house *)*state)->store, HANDOVER_PROPOSE), 0);
}

static void what_routing_has_against_a_proposal_is_told_at_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	const struct {
		int err;
		enum refusal code;
	} answers[] = {
		{ERR_OFF, REFUSAL_OFF},
		{ERR_FULL, REFUSAL_FULL},
		{ERR_WISH, REFUSAL_WISH},
		{ERR_MOMENT, REFUSAL_LATE},
		{ERR_RANGE, REFUSAL_UNKNOWN},
		{ERR_DOWN, REFUSAL_DELAYED},
	};
	for (unsigned i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		propose(conn, TO_TOPIC, "bullying");
		fake_finish(house->store, HANDOVER_PROPOSE, answers[i].err);
		const struct frame *frame = fake_expect_refused(conn, FRAME_PROPOSE, answers[i].code);
		assert_true(view_equal(frame->refused.room, house_room(HOUSE_ROOM)));
	}
}

static void a_room_one_is_not_in_cannot_be_handed_over(void **state)
{
	struct fake_conn *conn = house_on(*state);
	propose(conn, TO_TOPIC, "bullying");
	fake_expect_refused(conn, FRAME_PROPOSE, REFUSAL_LATE);
}

static void a_room_that_is_over_cannot_be_handed_over(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	propose(conn, TO_TOPIC, "bullying");
	fake_expect_refused(conn, FRAME_PROPOSE, REFUSAL_LATE);
}

static void a_proposal_whose_answer_finds_no_room_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	propose(conn, TO_TOPIC, "bullying");
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "left"});
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ENDED);
	fake_finish(house->store, HANDOVER_PROPOSE, ERR_GONE);
	fake_expect_nothing(conn);
}

static void a_youth_may_not_propose(void **state)
{
	struct fake_conn *youth = house_talking(*state, HOUSE_ROOM);
	propose(youth, TO_TOPIC, "bullying");
	fake_expect_refused(youth, FRAME_PROPOSE, REFUSAL_ROLE);
}

static void the_youth_is_asked_in_words_that_it_may_read(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	const struct {
		const char *kind, *target, *name;
		unsigned wire;
	} proposals[] = {
		{"topic", "bullying", "bullying", TO_TOPIC},
		{"agency", "oslo", "Ung i Oslo", TO_AGENCY},
		{"agency", "unknown-here", "unknown-here", TO_AGENCY},
		{"counsellor", COLLEAGUE, "", TO_COUNSELLOR},
	};
	for (unsigned i = 0; i < sizeof(proposals) / sizeof(proposals[0]); i++) {
		house_news(house, youth,
			(struct store_news){.type = NEWS_PROPOSED,
				.room = HOUSE_ROOM,
				.kind = proposals[i].kind,
				.target = proposals[i].target});
		const struct frame *frame = fake_expect(youth, FRAME_PROPOSED);
		assert_int_equal(frame->proposed.kind, proposals[i].wire);
		assert_true(view_is(frame->proposed.name, proposals[i].name));
		assert_true(view_equal(frame->proposed.room, house_room(HOUSE_ROOM)));
	}
}

static void a_proposal_for_a_room_that_is_over_is_not_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_news(house, youth,
		(struct store_news){.type = NEWS_PROPOSED,
			.room = HOUSE_ROOM_2,
			.kind = "topic",
			.target = "bullying"});
	fake_expect_nothing(youth);
}

static void a_yes_reaches_routing_and_waits_for_its_news(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	consent(youth, HOUSE_ROOM, 1);
	struct fake_call *call = fake_take(house->store, HANDOVER_CONSENT);
	assert_string_equal(call->room, HOUSE_ROOM);
	assert_int_equal(call->who, 1);
	fake_consented(house->store, call, 0, "done");
	fake_expect_nothing(youth);
	house_news(house, youth,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "handed"});
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	assert_true(view_is(fake_expect(youth, FRAME_QUEUED)->queued.why, "handed"));
	assert_int_equal(youth->session->state, STATE_WAITING);
}

static void a_no_is_confirmed_and_the_room_goes_on(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	consent(youth, HOUSE_ROOM, 0);
	struct fake_call *call = fake_take(house->store, HANDOVER_CONSENT);
	assert_int_equal(call->who, 0);
	fake_consented(house->store, call, 0, "no");
	assert_true(view_is(fake_expect(youth, FRAME_HANDED)->handed.result, "no"));
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "helst deg");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ACK);
}

static void a_yes_that_came_to_nothing_is_told_to_both_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	consent(youth, HOUSE_ROOM, 1);
	fake_consented(house->store, fake_take(house->store, HANDOVER_CONSENT), 0, "full");
	house_news(house, youth, handed("full"));
	house_news(house, counsellor, handed("full"));
	assert_true(view_is(fake_expect(youth, FRAME_HANDED)->handed.result, "full"));
	assert_true(view_is(fake_expect(counsellor, FRAME_HANDED)->handed.result, "full"));
	fake_expect_nothing(youth);
	fake_expect_nothing(counsellor);
	assert_int_equal(youth->session->state, STATE_TALKING);
}

static void the_giver_hears_that_it_is_done_and_then_the_end(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "handed"});
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(conn, FRAME_HANDED)->handed.result, "done"));
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "handed"));
	fake_expect_nothing(conn);
}

static void a_consent_that_nobody_asked_for_is_late(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	consent(youth, HOUSE_ROOM_2, 1);
	fake_expect_refused(youth, FRAME_CONSENT, REFUSAL_LATE);
	consent(youth, HOUSE_ROOM, 1);
	fake_consented(house->store, fake_take(house->store, HANDOVER_CONSENT), ERR_MOMENT, NULL);
	fake_expect_refused(youth, FRAME_CONSENT, REFUSAL_LATE);
}

static void a_consent_that_could_not_be_done_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	consent(youth, HOUSE_ROOM, 1);
	fake_consented(house->store, fake_take(house->store, HANDOVER_CONSENT), ERR_DOWN, NULL);
	fake_expect_refused(youth, FRAME_CONSENT, REFUSAL_DELAYED);
	fake_store_fail(house->store, ERR_DOWN);
	consent(youth, HOUSE_ROOM, 1);
	fake_expect_refused(youth, FRAME_CONSENT, REFUSAL_DELAYED);
}

/* The youth swapped while the counsellor's proposal was on its screen. */
static void a_consent_that_crosses_the_end_of_the_room_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	consent(youth, HOUSE_ROOM, 1);
	house_news(house, youth,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "swapped"});
	fake_consented(house->store, fake_take(house->store, HANDOVER_CONSENT), ERR_GONE, NULL);
	fake_expect_nothing(youth);
}

static void a_consent_while_waiting_is_refused(void **state)
{
	struct fake_conn *youth = house_waiting(*state);
	consent(youth, HOUSE_ROOM, 1);
	fake_expect_refused(youth, FRAME_CONSENT, REFUSAL_STATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(each_kind_of_proposal_reaches_routing_with_its_target),
		HOUSE_TEST(a_target_that_does_not_exist_is_refused),
		HOUSE_TEST(what_routing_has_against_a_proposal_is_told_at_once),
		HOUSE_TEST(a_room_one_is_not_in_cannot_be_handed_over),
		HOUSE_TEST(a_room_that_is_over_cannot_be_handed_over),
		HOUSE_TEST(a_proposal_whose_answer_finds_no_room_is_dropped),
		HOUSE_TEST(a_youth_may_not_propose),
		HOUSE_TEST(the_youth_is_asked_in_words_that_it_may_read),
		HOUSE_TEST(a_proposal_for_a_room_that_is_over_is_not_told),
		HOUSE_TEST(a_yes_reaches_routing_and_waits_for_its_news),
		HOUSE_TEST(a_no_is_confirmed_and_the_room_goes_on),
		HOUSE_TEST(a_yes_that_came_to_nothing_is_told_to_both_once),
		HOUSE_TEST(the_giver_hears_that_it_is_done_and_then_the_end),
		HOUSE_TEST(a_consent_that_nobody_asked_for_is_late),
		HOUSE_TEST(a_consent_that_could_not_be_done_is_refused),
		HOUSE_TEST(a_consent_that_crosses_the_end_of_the_room_is_dropped),
		HOUSE_TEST(a_consent_while_waiting_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
