/* What a youth says after the end: what goes to the store, and what is answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/code.h"
#include "chat/internal.h"
#include "fakes/fake_house.h"

static const uint8_t token[IDENT_TOKEN_LEN] = {9, 8, 7};

static struct frame survey(unsigned place, unsigned before, unsigned now)
{
	struct frame frame = {.type = FRAME_SURVEY};
	frame.survey.pool = view_text("no");
	frame.survey.token = (struct view){token, sizeof(token)};
	frame.survey.place = place;
	frame.survey.before = before;
	frame.survey.now = now;
	return frame;
}

static struct frame code_wanted(void)
{
	struct frame frame = {.type = FRAME_CODE_WANTED};
	frame.code_wanted.pool = view_text("no");
	frame.code_wanted.token = (struct view){token, sizeof(token)};
	return frame;
}

static void say(struct fake_conn *conn, struct frame frame)
{
	house_send(conn, &frame);
}

static void answers_go_to_the_store_by_the_hash_of_the_token_and_are_confirmed(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	uint8_t hash[IDENT_HASH_LEN];
	ident_hash(token, sizeof(token), hash);
	say(youth, survey(2, 1, 5));
	const struct fake_call *call = fake_take(house->store, AFTER_SURVEY);
	assert_string_equal(call->pool, "no");
	assert_memory_equal(call->hash[0], hash, sizeof(hash));
	assert_int_equal(call->seat, 2);
	assert_int_equal(call->who, 1);
	assert_int_equal(call->urgency, 5);
	fake_expect_nothing(youth);
	fake_done(house->store, call, 0);
	fake_expect(youth, FRAME_SURVEYED);
}

static void a_second_one_waits_until_the_first_is_answered(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	say(youth, survey(1, 0, 0));
	say(youth, survey(1, 0, 0));
	fake_expect_refused(youth, FRAME_SURVEY, REFUSAL_STATE);
	fake_done(house->store, fake_take(house->store, AFTER_SURVEY), 0);
	fake_expect(youth, FRAME_SURVEYED);
	assert_int_equal(fake_count(house->store, AFTER_SURVEY), 0);
}

static void what_cannot_be_counted_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	say(youth, survey(0, 0, 0));
	fake_expect_refused(youth, FRAME_SURVEY, REFUSAL_UNKNOWN);
	assert_int_equal(fake_count(house->store, AFTER_SURVEY), 0);
	say(youth, survey(1, 0, 0));
	fake_done(house->store, fake_take(house->store, AFTER_SURVEY), ERR_GONE);
	fake_expect_refused(youth, FRAME_SURVEY, REFUSAL_LATE);
	fake_store_fail(house->store, ERR_DOWN);
	say(youth, survey(1, 0, 0));
	fake_expect_refused(youth, FRAME_SURVEY, REFUSAL_DELAYED);
	fake_store_fail(house->store, 0);
	say(youth, survey(1, 0, 0));
	assert_non_null(fake_take(house->store, AFTER_SURVEY));
}

/* Asks for a code and gets one; way is what the permit says. */
static void get_code(struct house *house, struct fake_conn *youth, const struct after_way *way,
	char out[20], uint8_t hash[32], const char *agency)
{
	say(youth, code_wanted());
	fake_way(house->store, fake_take(house->store, AFTER_ASK), 0, way);
	const struct fake_call *keep = fake_take(house->store, AFTER_KEEP_CODE);
	assert_string_equal(keep->word, agency);
	assert_string_equal(keep->text, way->topic);
	assert_int_equal(keep->number, 31 * 86400 - (int)(clock_wall_ms() / 1000 % 86400));
	memcpy(hash, keep->hash[0], 32);
	fake_expect_nothing(youth);
	fake_done(house->store, keep, 0);
	const struct frame *frame = fake_expect(youth, FRAME_CODE);
	assert_int_equal(frame->code.days, 30);
	assert_int_equal(view_copy(frame->code.code, out, 20), 0);
}

static void a_code_is_kept_by_its_hash_before_it_is_told_and_is_the_same_each_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	const struct after_way way = {"ung-norge", "0301", "school"};
	char text[20], again[20];
	uint8_t kept[32], kept_again[32], code[CODE_LEN], hash[32];
	get_code(house, youth, &way, text, kept, "oslo");
	get_code(house, youth, &way, again, kept_again, "oslo");
	assert_string_equal(text, again);
	assert_memory_equal(kept, kept_again, 32);
	assert_int_equal(code_read(view_text(text), code), 0);
	ident_hash_labelled(CODE_LABEL, code, sizeof(code), hash);
	assert_memory_equal(hash, kept, 32);
}

static void a_place_without_an_agency_of_its_own_leads_to_who_answered(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	const struct after_way way = {"ung-norge", "", "school"};
	char text[20];
	uint8_t hash[32];
	get_code(house, youth, &way, text, hash, "ung-norge");
}

static void a_code_that_could_not_be_kept_is_not_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	const struct after_way way = {"oslo", "0301", "school"};
	say(youth, code_wanted());
	fake_way(house->store, fake_take(house->store, AFTER_ASK), ERR_GONE, NULL);
	fake_expect_refused(youth, FRAME_CODE_WANTED, REFUSAL_LATE);
	say(youth, code_wanted());
	fake_way(house->store, fake_take(house->store, AFTER_ASK), 0, &way);
	fake_done(house->store, fake_take(house->store, AFTER_KEEP_CODE), ERR_DOWN);
	fake_expect_refused(youth, FRAME_CODE_WANTED, REFUSAL_DELAYED);
	fake_expect_nothing(youth);
}

static void an_answer_that_comes_when_the_socket_has_gone_harms_nothing(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_hello(house, ROLE_YOUTH);
	const struct after_way way = {"oslo", "0301", "school"};
	say(youth, code_wanted());
	house_close(youth, ENDING_DEAD);
	fake_way(house->store, fake_take(house->store, AFTER_ASK), 0, &way);
	assert_int_equal(fake_count(house->store, AFTER_KEEP_CODE), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(answers_go_to_the_store_by_the_hash_of_the_token_and_are_confirmed),
		HOUSE_TEST(a_second_one_waits_until_the_first_is_answered),
		HOUSE_TEST(what_cannot_be_counted_is_refused),
		HOUSE_TEST(a_code_is_kept_by_its_hash_before_it_is_told_and_is_the_same_each_time),
		HOUSE_TEST(a_place_without_an_agency_of_its_own_leads_to_who_answered),
		HOUSE_TEST(a_code_that_could_not_be_kept_is_not_told),
		HOUSE_TEST(an_answer_that_comes_when_the_socket_has_gone_harms_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
