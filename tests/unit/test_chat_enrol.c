/* A new device and its approver: what goes to the store, and who hears what of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chat/gate.h"
#include "chat/internal.h"
#include "fakes/fake_house.h"

static const uint8_t commitment[32] = {1}, approver_number[32] = {2}, device_number[32] = {3};
static const uint8_t device_of[IDENT_ID_LEN] = {0xab};

#define OF_32(bytes) ((struct view){bytes, 32})
#define OTHER_STAFF "ab000000000000000000000000000000"

static struct frame enrol(void)
{
	struct frame frame = {.type = FRAME_ENROL};
	frame.enrol.request = view_text("a request");
	frame.enrol.commitment = OF_32(commitment);
	return frame;
}

static struct frame vouch(void)
{
	struct frame frame = {.type = FRAME_VOUCH};
	frame.vouch.staff = (struct view){device_of, sizeof(device_of)};
	frame.vouch.commitment = OF_32(commitment);
	frame.vouch.number = OF_32(approver_number);
	return frame;
}

/* Somebody of Oslo is off shift; nothing of the login is left to be heard. */
static struct fake_conn *log_in(struct house *house, enum role role)
{
	static const uint8_t ticket[IDENT_TOKEN_LEN] = {7};
	const struct auth_person person = house_person(role);
	struct fake_conn *conn = house_hello(house, role);
	struct frame login = {.type = FRAME_LOGIN};
	login.login.ticket = (struct view){ticket, sizeof(ticket)};
	house_send(conn, &login);
	house_redeem(house, 0, &person);
	fake_expect(conn, FRAME_PERSON);
	fake_skip(conn, FRAME_ROSTER);
	return conn;
}

static struct house *of_agency(void **state)
{
	struct house *house = *state;
	house->seal.certifies_itself = true;
	return house;
}

/* A request of this person, in this stage. */
static struct enrolment request_of(const char *staff, enum enrol_stage stage)
{
	return (struct enrolment){
		.staff = staff,
		.alias = "Ola",
		.stage = stage,
		.request = view_text("a request"),
		.commitment = OF_32(commitment),
		.approver_number = stage > ENROL_WAITS ? OF_32(approver_number) : (struct view){0},
		.device_number = stage > ENROL_VOUCHED ? OF_32(device_number) : (struct view){0},
		.approver = stage > ENROL_WAITS ? HOUSE_COUNSELLOR : "",
		.approver_alias = stage > ENROL_WAITS ? "Kari" : "",
		.certificate = stage == ENROL_CERTIFIED ? view_text("a certificate") : (struct view){0},
		.left_s = 500,
	};
}

static void change(struct house *house, const char *agency)
{
	const struct store_events events = chat_store_events(house->chat);
	const struct store_news news = {.type = NEWS_ENROL,
		.pool = "no",
		.id = HOUSE_COUNSELLOR,
		.agency = agency,
		.room = "",
		.word = ""};
	events.news(events.context, &news);
}

/* What the oldest question for a list is answered. */
static void list(struct house *house, const struct enrolment *one)
{
	fake_enrol_listed(house->store, fake_take(house->store, ENROL_LIST), 0, one, 1);
}

static void a_device_asks_with_what_is_known_of_the_login(void **state)
{
	struct house *house = of_agency(state);
	struct fake_conn *conn = log_in(house, ROLE_COUNSELLOR);
	const struct frame frame = enrol();
	house_send(conn, &frame);
	const struct fake_call *call = fake_take(house->store, ENROL_ASK);
	assert_string_equal(call->pool, "no");
	assert_string_equal(call->id, HOUSE_COUNSELLOR);
	assert_string_equal(call->word, "oslo");
	assert_string_equal(call->text, "Kari");
	assert_memory_equal(call->payload, "a request", call->payload_len);
	assert_memory_equal(call->hash[0], commitment, sizeof(commitment));
	fake_enrol_asked(house->store, call, 0, 0);
	fake_expect_nothing(conn);
}

static void who_has_tried_is_told_when_to_try_again(void **state)
{
	struct house *house = of_agency(state);
	struct fake_conn *conn = log_in(house, ROLE_COUNSELLOR);
	const struct frame frame = enrol();
	house_send(conn, &frame);
	fake_enrol_asked(house->store, fake_take(house->store, ENROL_ASK), ERR_MOMENT, 321);
	const struct frame *refused = fake_expect_refused(conn, FRAME_ENROL, REFUSAL_RATE);
	assert_int_equal(refused->refused.retry_after, 321);
	house_send(conn, &frame);
	fake_enrol_asked(house->store, fake_take(house->store, ENROL_ASK), ERR_FULL, 0);
	fake_expect_refused(conn, FRAME_ENROL, REFUSAL_FULL);
}

static void where_the_service_certifies_nobody_asks_an_approver(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = log_in(house, ROLE_COUNSELLOR);
	const struct frame frame = enrol();
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_ENROL, REFUSAL_SEAL);
	assert_int_equal(fake_count(house->store, ENROL_ASK), 0);
	assert_int_equal(fake_count(house->store, ENROL_LIST), 0);
}

static void a_device_hears_of_its_own_request_alone(void **state)
{
	struct house *house = of_agency(state);
	struct fake_conn *conn = log_in(house, ROLE_COUNSELLOR);
	struct enrolment one = request_of(OTHER_STAFF, ENROL_WAITS);
	list(house, &one);
	fake_expect_nothing(conn);
	change(house, "oslo");
	one = request_of(HOUSE_COUNSELLOR, ENROL_VOUCHED);
	list(house, &one);
	const struct frame *frame = fake_expect(conn, FRAME_ENROLLING);
	assert_memory_equal(frame->enrolling.commitment.data, commitment, sizeof(commitment));
	assert_int_equal(frame->enrolling.stage, 1);
	assert_memory_equal(frame->enrolling.number.data, approver_number, sizeof(approver_number));
	assert_true(view_is(frame->enrolling.alias, "Kari"));
	assert_int_equal(frame->enrolling.certificate.len, 0);
	assert_int_equal(frame->enrolling.left, 500);
	change(house, "oslo");
	one = request_of(HOUSE_COUNSELLOR, ENROL_CERTIFIED);
	list(house, &one);
	frame = fake_expect(conn, FRAME_ENROLLING);
	assert_int_equal(frame->enrolling.stage, 3);
	assert_true(view_is(frame->enrolling.certificate, "a certificate"));
}

static void an_owner_hears_of_every_request_of_the_agency_at_login_and_later(void **state)
{
	struct house *house = of_agency(state);
	struct fake_conn *conn = log_in(house, ROLE_OWNER);
	struct enrolment one = request_of(OTHER_STAFF, ENROL_WAITS);
	list(house, &one);
	const struct frame *frame = fake_expect(conn, FRAME_APPROVAL);
	assert_memory_equal(frame->approval.staff.data, device_of, sizeof(device_of));
	assert_true(view_is(frame->approval.alias, "Ola"));
	assert_true(view_is(frame->approval.request, "a request"));
	assert_int_equal(frame->approval.mine, 0);
	assert_int_equal(frame->approval.number.len, 0);
	one = request_of(OTHER_STAFF, ENROL_REVEALED);
	change(house, "oslo");
	list(house, &one);
	frame = fake_expect(conn, FRAME_APPROVAL);
	assert_int_equal(frame->approval.stage, 2);
	assert_int_equal(frame->approval.mine, 1);
	assert_memory_equal(frame->approval.number.data, device_number, sizeof(device_number));
	fake_expect_nothing(conn);
}

static void a_change_of_an_agency_that_nobody_here_is_of_is_not_looked_at(void **state)
{
	struct house *house = of_agency(state);
	log_in(house, ROLE_OWNER);
	fake_take(house->store, ENROL_LIST);
	change(house, "karasjok");
	assert_int_equal(fake_count(house->store, ENROL_LIST), 0);
}

static void an_approver_s_word_goes_to_the_store_in_the_name_of_the_login(void **state)
{
	struct house *house = of_agency(state);
	struct fake_conn *conn = log_in(house, ROLE_SUPERVISOR);
	struct frame frame = vouch();
	house_send(conn, &frame);
	const struct fake_call *call = fake_take(house->store, ENROL_VOUCH);
	assert_string_equal(call->id, HOUSE_COUNSELLOR);
	assert_string_equal(call->word, "oslo");
	assert_string_equal(call->target, OTHER_STAFF);
	assert_memory_equal(call->hash[0], commitment, sizeof(commitment));
	assert_memory_equal(call->hash[1], approver_number, sizeof(approver_number));
	fake_done(house->store, call, ERR_MOMENT);
	fake_expect_refused(conn, FRAME_VOUCH, REFUSAL_LATE);
	frame = (struct frame){.type = FRAME_APPROVE};
	frame.approve.staff = (struct view){device_of, sizeof(device_of)};
	frame.approve.certificate = view_text("a certificate");
	house_send(conn, &frame);
	call = fake_take(house->store, ENROL_APPROVE);
	assert_string_equal(call->target, OTHER_STAFF);
	assert_memory_equal(call->payload, "a certificate", call->payload_len);
	fake_done(house->store, call, ERR_GONE);
	fake_expect_refused(conn, FRAME_APPROVE, REFUSAL_LATE);
}

static void a_device_opens_itself(void **state)
{
	struct house *house = of_agency(state);
	struct fake_conn *conn = log_in(house, ROLE_COUNSELLOR);
	struct frame frame = {.type = FRAME_REVEAL};
	frame.reveal.number = OF_32(device_number);
	house_send(conn, &frame);
	const struct fake_call *call = fake_take(house->store, ENROL_REVEAL);
	assert_memory_equal(call->hash[0], device_number, sizeof(device_number));
	fake_done(house->store, call, 0);
	fake_expect_nothing(conn);
}

static void counsellors_approve_nobody_and_owners_ask_for_nothing(void **state)
{
	(void)state;
	static const enum frame_type devices[] = {FRAME_ENROL, FRAME_REVEAL};
	static const enum frame_type approvers[] = {FRAME_VOUCH, FRAME_APPROVE};
	for (unsigned i = 0; i < 2; i++) {
		assert_int_equal(gate_check(devices[i], ROLE_COUNSELLOR, STATE_OFF), GATE_PASS);
		assert_int_equal(gate_check(devices[i], ROLE_OWNER, STATE_OFF), GATE_ROLE);
		assert_int_equal(gate_check(approvers[i], ROLE_COUNSELLOR, STATE_OFF), GATE_ROLE);
		assert_int_equal(gate_check(approvers[i], ROLE_OWNER, STATE_OFF), GATE_PASS);
	}
}

static void after_an_outage_everybody_is_told_anew(void **state)
{
	struct house *house = of_agency(state);
	log_in(house, ROLE_OWNER);
	fake_take(house->store, ENROL_LIST);
	house_lose(house);
	house_connect(house);
	assert_int_equal(fake_count(house->store, ENROL_LIST), 1);
}

static void news_of_somebody_who_has_gone_meanwhile_are_dropped(void **state)
{
	struct house *house = of_agency(state);
	struct fake_conn *conn = log_in(house, ROLE_COUNSELLOR);
	const struct enrolment one = request_of(HOUSE_COUNSELLOR, ENROL_WAITS);
	house_close(conn, ENDING_DONE);
	list(house, &one);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_device_asks_with_what_is_known_of_the_login),
		HOUSE_TEST(who_has_tried_is_told_when_to_try_again),
		HOUSE_TEST(where_the_service_certifies_nobody_asks_an_approver),
		HOUSE_TEST(a_device_hears_of_its_own_request_alone),
		HOUSE_TEST(an_owner_hears_of_every_request_of_the_agency_at_login_and_later),
		HOUSE_TEST(a_change_of_an_agency_that_nobody_here_is_of_is_not_looked_at),
		HOUSE_TEST(an_approver_s_word_goes_to_the_store_in_the_name_of_the_login),
		HOUSE_TEST(a_device_opens_itself),
		HOUSE_TEST(counsellors_approve_nobody_and_owners_ask_for_nothing),
		HOUSE_TEST(after_an_outage_everybody_is_told_anew),
		HOUSE_TEST(news_of_somebody_who_has_gone_meanwhile_are_dropped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
