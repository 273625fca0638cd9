/* Statements and certificates, from whoever keeps and signs them to the screens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chat/gate.h"
#include "chat/internal.h"
#include "fakes/fake_house.h"

/* What fake_house sets the clock to at its start, in seconds. */
enum { WALL_S = 1790000000, SPAN_S = 43200 };

static void ask(struct fake_conn *conn, const char *request)
{
	struct frame frame = {.type = FRAME_CERTIFY};
	frame.certify.request = view_text(request);
	house_send(conn, &frame);
}

static struct fake_conn *log_in(struct house *house, const char *agency)
{
	static const uint8_t ticket[IDENT_TOKEN_LEN] = {7};
	struct auth_person person = house_person(ROLE_COUNSELLOR);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame login = {.type = FRAME_LOGIN};
	strcpy(person.agency, agency);
	login.login.ticket = (struct view){ticket, sizeof(ticket)};
	house_send(conn, &login);
	house_redeem(house, 0, &person);
	return conn;
}

static void a_person_hears_its_own_number_and_the_statement_of_its_agency(void **state)
{
	const struct frame *frame = fake_expect(log_in(*state, "oslo"), FRAME_PERSON);
	uint8_t staff[IDENT_ID_LEN];
	memset(staff, 0xdd, sizeof(staff));
	assert_int_equal(frame->person.staff.len, sizeof(staff));
	assert_memory_equal(frame->person.staff.data, staff, sizeof(staff));
	assert_true(view_is(frame->person.statement, FAKE_SEAL_STATEMENT));
}

static void a_person_of_an_agency_without_a_statement_hears_an_empty_one(void **state)
{
	const struct frame *frame = fake_expect(log_in(*state, "ung-norge"), FRAME_PERSON);
	assert_true(view_is(frame->person.agency, "ung-norge"));
	assert_int_equal(frame->person.statement.len, 0);
}

static const struct frame *matched_with(struct house *house, struct fake_conn *conn,
	const char *agency)
{
	house_news(house, conn,
		(struct store_news){.type = NEWS_MATCHED,
			.room = HOUSE_ROOM,
			.seat = 1,
			.visit.topic = "school",
			.alias = "Kari",
			.agency = agency,
			.cid = HOUSE_COUNSELLOR});
	return fake_expect(conn, FRAME_MATCHED);
}

static void a_youth_hears_which_agency_answers_with_its_statement_and_the_seats(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	const struct frame *frame = matched_with(house, conn, "oslo");
	assert_true(view_is(frame->matched.agency, "Ung i Oslo"));
	assert_true(view_is(frame->matched.agency_slug, "oslo"));
	assert_true(view_is(frame->matched.statement, FAKE_SEAL_STATEMENT));
	assert_int_equal(frame->matched.seats.count, 1);
	assert_int_equal(frame->matched.seats.item[0], 1);
	struct frame ready = {.type = FRAME_READY};
	ready.ready.room = house_room(HOUSE_ROOM);
	house_send(conn, &ready);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, 0);
	fake_rooms_answer(house->store);
	frame = fake_expect(conn, FRAME_MATCHED);
	assert_int_equal(frame->matched.resumed, 1);
	assert_true(view_is(frame->matched.agency_slug, "oslo"));
	assert_true(view_is(frame->matched.statement, FAKE_SEAL_STATEMENT));
}

static void a_youth_whose_counsellor_s_agency_has_no_statement_hears_an_empty_one(void **state)
{
	struct house *house = *state;
	const struct frame *frame = matched_with(house, house_waiting(house), "ung-norge");
	assert_true(view_is(frame->matched.agency_slug, "ung-norge"));
	assert_int_equal(frame->matched.statement.len, 0);
}

static void a_request_goes_to_the_signer_with_all_that_is_known_of_the_login(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	uint8_t staff[IDENT_ID_LEN];
	memset(staff, 0xdd, sizeof(staff));
	house_wait(house, 5000);
	ask(conn, "please");
	assert_int_equal(house->seal.asked, 1);
	assert_string_equal(house->seal.request, "please");
	assert_memory_equal(house->seal.staff, staff, sizeof(staff));
	assert_int_equal(house->seal.login.role, ROLE_COUNSELLOR);
	assert_string_equal(house->seal.agency, "oslo");
	assert_string_equal(house->seal.alias, "Kari");
	assert_int_equal(house->seal.login.until_s, WALL_S + SPAN_S);
	fake_expect_nothing(conn);
	fake_seal_answer(&house->seal, 0, "a certificate");
	assert_true(
		view_is(fake_expect(conn, FRAME_CERTIFIED)->certified.certificate, "a certificate"));
	fake_expect_nothing(conn);
}

static void a_supervisor_on_shift_may_ask_too_and_an_owner_may_not(void **state)
{
	struct house *house = *state;
	ask(house_on_as(house, ROLE_SUPERVISOR), "please");
	assert_int_equal(house->seal.login.role, ROLE_SUPERVISOR);
	assert_int_equal(gate_check(FRAME_CERTIFY, ROLE_SUPERVISOR, STATE_OFF), GATE_PASS);
	assert_int_equal(gate_check(FRAME_CERTIFY, ROLE_SUPERVISOR, STATE_ON), GATE_PASS);
	assert_int_equal(gate_check(FRAME_CERTIFY, ROLE_OWNER, STATE_OFF), GATE_ROLE);
}

static void what_the_signer_says_no_with_becomes_a_refusal(void **state)
{
	static const struct {
		int err;
		enum refusal refusal;
		unsigned retry_after;
	} rows[] = {
		{ERR_DENIED, REFUSAL_SEAL, 0},
		{ERR_SYNTAX, REFUSAL_SEAL, 0},
		{ERR_RANGE, REFUSAL_SEAL, 0},
		{ERR_DOWN, REFUSAL_DELAYED, 2},
		{ERR_NOMEM, REFUSAL_DELAYED, 2},
		{ERR_FULL, REFUSAL_RATE, 1},
	};
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		house->seal.fail = 0;
		ask(conn, "later");
		fake_seal_answer(&house->seal, rows[i].err, "");
		const struct frame *refused = fake_expect_refused(conn, FRAME_CERTIFY, rows[i].refusal);
		assert_int_equal(refused->refused.retry_after, rows[i].retry_after);
		house->seal.fail = rows[i].err;
		ask(conn, "at once");
		refused = fake_expect_refused(conn, FRAME_CERTIFY, rows[i].refusal);
		assert_int_equal(refused->refused.retry_after, rows[i].retry_after);
		fake_expect_nothing(conn);
	}
}

static void a_certificate_for_somebody_who_has_gone_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	ask(conn, "please");
	house_close(conn, ENDING_DONE);
	fake_seal_answer(&house->seal, 0, "a certificate");
	ask(house_off(house), "please");
	fake_seal_answer(&house->seal, 0, "a certificate");
}

static void certificates_need_no_redis(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	house_lose(house);
	fake_skip(conn, FRAME_FROZEN);
	ask(conn, "please");
	fake_seal_answer(&house->seal, 0, "a certificate");
	fake_expect(conn, FRAME_CERTIFIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_person_hears_its_own_number_and_the_statement_of_its_agency),
		HOUSE_TEST(a_person_of_an_agency_without_a_statement_hears_an_empty_one),
		HOUSE_TEST(a_youth_hears_which_agency_answers_with_its_statement_and_the_seats),
		HOUSE_TEST(a_youth_whose_counsellor_s_agency_has_no_statement_hears_an_empty_one),
		HOUSE_TEST(a_request_goes_to_the_signer_with_all_that_is_known_of_the_login),
		HOUSE_TEST(a_supervisor_on_shift_may_ask_too_and_an_owner_may_not),
		HOUSE_TEST(what_the_signer_says_no_with_becomes_a_refusal),
		HOUSE_TEST(a_certificate_for_somebody_who_has_gone_is_dropped),
		HOUSE_TEST(certificates_need_no_redis),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
