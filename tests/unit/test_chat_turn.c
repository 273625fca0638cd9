/* The turn by which a session has its shift: claimed by who is off, said with every SHIFT from then on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "chat/shift.h"
#include "fakes/fake_house.h"

static struct frame shift_of(enum presence wish)
{
	return (struct frame){.type = FRAME_SHIFT, .shift = {.state = wish, .capacity = 2, .scope = 1}};
}

static void who_is_off_claims_the_shift_under_its_ticket_and_speaks_by_that_turn(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	struct frame frame = shift_of(PRESENCE_AVAILABLE);
	house_send(conn, &frame);
	struct fake_call *claim = fake_take(house->store, PRESENCE_CLAIM);
	assert_string_equal(claim->id, "dddddddddddddddddddddddddddddddd");
	assert_memory_equal(claim->hash[0], conn->session->shift->ticket, IDENT_HASH_LEN);
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
	fake_claimed(house->store, claim, 0, 5);
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	assert_int_equal(call->cseq, 5);
	assert_int_equal(call->who, PRESENCE_AVAILABLE);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 2};
	fake_presence(house->store, call, 0, &place);
	fake_skip(conn, FRAME_SHIFTED);
	frame.shift.state = PRESENCE_PAUSED;
	house_send(conn, &frame);
	assert_int_equal(fake_count(house->store, PRESENCE_CLAIM), 0);
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->cseq, 5);
}

static void a_claim_that_is_not_granted_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	struct frame frame = shift_of(PRESENCE_AVAILABLE);
	house_send(conn, &frame);
	fake_claimed(house->store, fake_take(house->store, PRESENCE_CLAIM), ERR_MOMENT, 0);
	fake_expect_refused(conn, FRAME_SHIFT, REFUSAL_LATE);
	house_send(conn, &frame);
	struct fake_call *claim = fake_take(house->store, PRESENCE_CLAIM);
	house_close(conn, ENDING_DONE);
	fake_claimed(house->store, claim, 0, 6); /* whose socket is gone takes nothing */
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

/* Its close could not say so: the session was off. */
static void a_shift_whose_session_went_before_the_answer_is_given_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	struct frame frame = shift_of(PRESENCE_AVAILABLE);
	house_send(conn, &frame);
	house_claim(house);
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	house_close(conn, ENDING_DONE);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 0);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 2, .pool = "no"};
	place.person = "dddddddddddddddddddddddddddddddd";
	fake_presence(house->store, call, 0, &place);
	struct fake_call *detach = fake_take(house->store, PRESENCE_DETACH);
	assert_string_equal(detach->id, place.person);
	assert_string_equal(detach->pool, "no");
	assert_int_equal(detach->to.session, call->to.session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(who_is_off_claims_the_shift_under_its_ticket_and_speaks_by_that_turn),
		HOUSE_TEST(a_claim_that_is_not_granted_is_refused),
		HOUSE_TEST(a_shift_whose_session_went_before_the_answer_is_given_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
