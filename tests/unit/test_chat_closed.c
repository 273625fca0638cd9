/* An agency that youths can no longer reach: what becomes of the shifts it has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "chat/shift.h"
#include "fakes/fake_house.h"

enum { MINUTE_MS = 60000 };

static void set_shift(struct fake_conn *conn, enum presence wish)
{
	struct frame frame = {.type = FRAME_SHIFT, .shift.state = wish, .shift.capacity = 2};
	frame.shift.languages.count = 1;
	frame.shift.languages.item[0] = view_text("nb");
	house_send(conn, &frame);
}

/* What routing is told of the shift, answered with a state. */
static void answer(struct house *house, enum presence state)
{
	struct presence_place place = {.state = state, .capacity = 2};
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), 0, &place);
}

static struct fake_conn *on_shift(struct house *house)
{
	struct fake_conn *conn = house_off(house);
	set_shift(conn, PRESENCE_AVAILABLE);
	house_claim(house);
	return conn;
}

/* Youths can no longer reach it, and chat is told. */
static void close_agency(struct house *house)
{
	const char *why = NULL;
	struct agency *agency = agency_create("oslo", "no");
	assert_non_null(agency);
	assert_int_equal(agency_set(agency, "municipality", "0301", &why), 0);
	assert_int_equal(agency_set(agency, "live", "no", &why), 0);
	assert_int_equal(directory_put_agency(house->directory, agency), 0);
	chat_agencies_changed(house->chat);
}

static void the_shift_of_an_agency_that_closes_drains_at_once_and_is_told_why(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	fake_skip(conn, FRAME_SHIFTED);
	close_agency(house);
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	struct presence_place place = {.state = PRESENCE_DRAINING, .capacity = 2};
	assert_int_equal(call->to.tag, PRESENCE_DRAINING);
	fake_presence(house->store, call, 0, &place);
	const struct frame *shifted = fake_expect(conn, FRAME_SHIFTED);
	assert_true(view_equal(shifted->shifted.why, view_text("closed")));
	house_wait(house, 2 * MINUTE_MS);
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

static void a_shift_that_is_taken_up_after_its_agency_closed_drains(void **state)
{
	struct house *house = *state;
	static const uint8_t token[IDENT_TOKEN_LEN] = {1};
	char text[FAKE_TEXT_MAX];
	struct fake_conn *first = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	memcpy(text, fake_take(house->store, PRESENCE_BIND)->text, sizeof text);
	house_close(first, ENDING_DONE);
	close_agency(house);
	struct frame resume = {.type = FRAME_RESUME};
	resume.resume.token = (struct view){token, sizeof token};
	house_send(house_hello(house, ROLE_COUNSELLOR), &resume);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 2, .person = text};
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->to.tag, PRESENCE_DRAINING);
}

static void what_could_not_be_told_of_an_agency_that_closed_is_told_a_minute_later(void **state)
{
	struct house *house = *state;
	on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	close_agency(house);
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), ERR_DOWN, NULL);
	house_wait(house, MINUTE_MS);
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->to.tag, PRESENCE_DRAINING);
}

static void nobody_of_an_agency_that_closed_becomes_available_but_may_go(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	close_agency(house);
	answer(house, PRESENCE_DRAINING);
	fake_skip(conn, FRAME_SHIFTED);
	set_shift(conn, PRESENCE_AVAILABLE);
	fake_expect_refused(conn, FRAME_SHIFT, REFUSAL_NOT_LIVE);
	set_shift(conn, PRESENCE_OFF);
	answer(house, PRESENCE_OFF);
	assert_int_equal(conn->session->shift->state, PRESENCE_OFF);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(the_shift_of_an_agency_that_closes_drains_at_once_and_is_told_why),
		HOUSE_TEST(a_shift_that_is_taken_up_after_its_agency_closed_drains),
		HOUSE_TEST(what_could_not_be_told_of_an_agency_that_closed_is_told_a_minute_later),
		HOUSE_TEST(nobody_of_an_agency_that_closed_becomes_available_but_may_go),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
