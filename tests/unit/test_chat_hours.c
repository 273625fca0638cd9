/* A shift by the clock of its agency: its end, its topics, the last entry, what a ticket remembers. The clock stands at
 * first on a Monday, 16:13:20 in Oslo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "chat/shift.h"
#include "fakes/fake_house.h"

enum { MINUTE_MS = 60000 };

static const uint64_t now_ms = UINT64_C(1790000000000);

/* That Monday, in Oslo. */
static uint64_t at(unsigned hour, unsigned minute)
{
	return now_ms - (13 * 60 + 20) * UINT64_C(1000) + ((hour - 16) * 60 + minute) * UINT64_C(60000);
}

static void set_shift(struct house *house, struct fake_conn *conn, enum presence wish)
{
	bool is_off = conn->session->shift->state == PRESENCE_OFF;
	struct frame frame = {.type = FRAME_SHIFT};
	frame.shift.state = wish;
	frame.shift.capacity = 2;
	frame.shift.scope = 2;
	frame.shift.topics.count = 1;
	frame.shift.topics.item[0] = view_text("bullying");
	frame.shift.languages.count = 1;
	frame.shift.languages.item[0] = view_text("nb");
	house_send(conn, &frame);
	if (is_off) {
		house_claim(house);
	}
}

/* What routing is told of the shift, answered with a state. */
static struct fake_call *answer(struct house *house, enum presence state)
{
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	struct presence_place place = {.state = state, .capacity = 2};
	fake_presence(house->store, call, 0, &place);
	return call;
}

static struct fake_conn *on_shift(struct house *house)
{
	struct fake_conn *conn = house_off(house);
	set_shift(house, conn, PRESENCE_AVAILABLE);
	return conn;
}

/* Waits a minute at a time, as the clock of the house is read by ticks. */
static void wait_until(struct house *house, uint64_t wall_ms)
{
	while (now_ms + house->now_ms - HOUSE_START_MS + MINUTE_MS <= wall_ms) {
		house_wait(house, MINUTE_MS);
	}
	house_wait(house, wall_ms - (now_ms + house->now_ms - HOUSE_START_MS) + 200);
}

static void a_shift_ends_with_the_opening_it_is_in(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "");
	on_shift(house);
	struct fake_call *call = answer(house, PRESENCE_AVAILABLE);
	assert_int_equal(call->number, at(20, 0));
	assert_string_equal(call->word, "unsure bullying");
}

static void an_agency_without_hours_has_shifts_without_end(void **state)
{
	struct house *house = *state;
	on_shift(house);
	assert_int_equal(answer(house, PRESENCE_AVAILABLE)->number, 0);
	house_wait(house, 10 * MINUTE_MS);
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

/* Somebody who sits there is there, whatever the timetable says. */
static void who_comes_on_outside_the_hours_takes_every_topic_without_end(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 17:00-20:00", "bullying mon 18:00-19:00");
	on_shift(house);
	struct fake_call *call = answer(house, PRESENCE_AVAILABLE);
	assert_int_equal(call->number, 0);
	assert_string_equal(call->word, "unsure bullying");
}

static void a_topic_that_is_closed_now_is_not_served(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 18:00-19:00");
	on_shift(house);
	assert_string_equal(answer(house, PRESENCE_AVAILABLE)->word, "unsure");
}

static void routing_is_told_when_a_topic_opens_and_closes(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 18:00-19:00");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	fake_skip(conn, FRAME_SHIFTED);
	wait_until(house, at(17, 59));
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
	wait_until(house, at(18, 0));
	struct fake_call *call = answer(house, PRESENCE_AVAILABLE);
	assert_string_equal(call->word, "unsure bullying");
	assert_string_equal(call->text, "nb");
	assert_int_equal(call->number, at(20, 0));
	wait_until(house, at(19, 0));
	assert_string_equal(answer(house, PRESENCE_AVAILABLE)->word, "unsure");
	assert_int_equal(fake_skip(conn, FRAME_SHIFTED), 0);
}

static void an_opening_that_begins_gives_a_shift_its_end(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 17:00-20:00", "");
	on_shift(house);
	assert_int_equal(answer(house, PRESENCE_AVAILABLE)->number, 0);
	wait_until(house, at(17, 0));
	assert_int_equal(answer(house, PRESENCE_AVAILABLE)->number, at(20, 0));
}

static void a_pause_stays_a_pause_when_the_clock_changes_topics(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 17:00-19:00");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	house_news(house, conn,
		(struct store_news){.type = NEWS_SHIFT, .state = PRESENCE_PAUSED, .word = "missed"});
	wait_until(house, at(17, 0));
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->who, PRESENCE_PAUSED);
}

/* Else what the clock says would take the pause back, in the state that was known before it. */
static void the_clock_waits_for_the_answer_to_a_pause(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 17:00-19:00");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	set_shift(house, conn, PRESENCE_PAUSED);
	wait_until(house, at(17, 0));
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 1);
	answer(house, PRESENCE_PAUSED);
	house_wait(house, 1200);
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	assert_int_equal(call->who, PRESENCE_PAUSED);
	assert_string_equal(call->word, "unsure bullying");
}

static void nothing_is_told_of_a_shift_that_is_off(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 17:00-19:00");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	house_news(house, conn,
		(struct store_news){.type = NEWS_SHIFT, .state = PRESENCE_OFF, .word = "asked"});
	wait_until(house, at(17, 0));
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

static void a_closing_that_comes_changes_nothing_for_who_drains(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-17:00", "");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_DRAINING);
	fake_skip(conn, FRAME_SHIFTED);
	wait_until(house, at(17, 10));
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
	set_shift(house, conn,
		PRESENCE_AVAILABLE); /* behind the closing it is the old shift all the same */
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->number, at(17, 0));
}

static void who_comes_after_the_last_entry_is_told_so(void **state)
{
	struct house *house = *state;
	static const enum presence answers[] = {PRESENCE_DRAINING, PRESENCE_OFF};
	house_hours(house, "mon 16:00-17:00", "");
	struct fake_conn *conn = house_off(house);
	fake_skip(conn, FRAME_ROSTER);
	for (unsigned i = 0; i < 2; i++) {
		set_shift(house, conn, PRESENCE_AVAILABLE);
		answer(house, answers[i]);
		const struct frame *frame = fake_expect(conn, FRAME_SHIFTED);
		assert_int_equal(frame->shifted.state, answers[i]);
		assert_true(view_is(frame->shifted.why, "entry"));
	}
	set_shift(house, conn, PRESENCE_PAUSED);
	answer(house, PRESENCE_PAUSED);
	assert_true(view_is(fake_expect(conn, FRAME_SHIFTED)->shifted.why, "asked"));
}

static void a_clock_that_ends_the_entry_is_told(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 17:00-17:30", "");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	fake_skip(conn, FRAME_SHIFTED);
	wait_until(house, at(17, 0));
	answer(house, PRESENCE_DRAINING);
	for (const struct frame *frame; (frame = fake_read(conn)) != NULL;) {
		if (frame->type == FRAME_SHIFTED) {
			assert_int_equal(frame->shifted.state, PRESENCE_DRAINING);
			assert_true(view_is(frame->shifted.why, "entry"));
			return;
		}
	}
	fail_msg("the last entry was not told");
}

/* A door that was opened for longer; whether the drain ends is routing's to say. */
static void who_drains_by_the_clock_hears_of_longer_hours_and_is_available_again(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-17:00", "");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_DRAINING);
	house_hours(house, "mon 16:00-20:00", "");
	fake_skip(conn, FRAME_SHIFTED);
	house_wait(house, MINUTE_MS);
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	assert_int_equal(call->number, at(20, 0));
	assert_int_equal(call->who, PRESENCE_DRAINING);
	assert_true(call->seat);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 2};
	fake_presence(house->store, call, 0, &place);
	assert_int_equal(fake_expect(conn, FRAME_PERIOD)->period.ends_at, at(20, 0));
	const struct frame *frame = fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(frame->shifted.state, PRESENCE_AVAILABLE);
	assert_true(view_is(frame->shifted.why, "resumed"));
	set_shift(house, conn, PRESENCE_DRAINING);
	assert_false(fake_take(house->store, PRESENCE_SET)->seat);
}

static void an_extension_outlasts_what_the_clock_says(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-18:00", "bullying mon 17:00-19:00");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	house_news(house, conn,
		(struct store_news){.type = NEWS_PERIOD, .word = "extended", .at_ms = at(18, 30)});
	wait_until(house, at(17, 0));
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->number, at(18, 30));
}

static void a_new_shift_forgets_the_extension_of_the_last(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-18:00", "");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	house_news(house, conn,
		(struct store_news){.type = NEWS_PERIOD, .word = "extended", .at_ms = at(18, 30)});
	house_news(house, conn,
		(struct store_news){.type = NEWS_SHIFT, .state = PRESENCE_OFF, .word = "asked"});
	set_shift(house, conn, PRESENCE_AVAILABLE);
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->number, at(18, 0));
}

static void what_could_not_be_told_is_told_a_minute_later(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 17:00-19:00");
	on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	wait_until(house, at(17, 0));
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), ERR_DOWN, NULL);
	fake_store_fail(house->store, ERR_DOWN);
	house_wait(house, MINUTE_MS);
	fake_store_fail(house->store, 0);
	house_wait(house, MINUTE_MS);
	assert_string_equal(fake_take(house->store, PRESENCE_SET)->word, "unsure bullying");
}

static void the_clock_of_a_session_that_is_gone_stands_still(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 17:00-19:00");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	house_close(conn, ENDING_DONE);
	wait_until(house, at(17, 0));
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

/* The next socket may be on another node, and its client need not say the shift again. */
static void a_shift_taken_up_elsewhere_goes_on_by_the_clock(void **state)
{
	struct house *house = *state;
	static const uint8_t token[IDENT_TOKEN_LEN] = {1};
	house_hours(house, "mon 16:00-20:00", "bullying mon 17:00-19:00");
	struct fake_conn *first = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	struct fake_call *bind = fake_take(house->store, PRESENCE_BIND);
	char text[FAKE_TEXT_MAX];
	memcpy(text, bind->text, sizeof(text));
	house_close(first, ENDING_DONE);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	struct frame resume = {.type = FRAME_RESUME};
	resume.resume.token = (struct view){token, sizeof(token)};
	house_send(conn, &resume);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 2, .person = text};
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	assert_string_equal(fake_take(house->store, PRESENCE_BIND)->text, text);
	wait_until(house, at(17, 0));
	fake_take(house->store, PRESENCE_SET); /* the first minute says how it stands */
	fake_store_forget(house->store);
	wait_until(house, at(19, 0));
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	assert_string_equal(call->word, "unsure");
	assert_string_equal(call->text, "nb");
	assert_int_equal(call->urgency, 2);
	assert_int_equal(call->who, PRESENCE_AVAILABLE);
}

static void a_shift_with_an_unknown_topic_keeps_the_wish_it_had(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-20:00", "bullying mon 17:00-19:00");
	struct fake_conn *conn = on_shift(house);
	answer(house, PRESENCE_AVAILABLE);
	fake_skip(conn, FRAME_SHIFTED);
	struct frame frame = {.type = FRAME_SHIFT};
	frame.shift.capacity = 1;
	frame.shift.topics.count = 1;
	frame.shift.topics.item[0] = view_text("weather");
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_SHIFT, REFUSAL_UNKNOWN);
	wait_until(house, at(17, 0));
	assert_int_equal(fake_take(house->store, PRESENCE_SET)->urgency, 2); /* the capacity */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_shift_ends_with_the_opening_it_is_in),
		HOUSE_TEST(an_agency_without_hours_has_shifts_without_end),
		HOUSE_TEST(who_comes_on_outside_the_hours_takes_every_topic_without_end),
		HOUSE_TEST(a_topic_that_is_closed_now_is_not_served),
		HOUSE_TEST(routing_is_told_when_a_topic_opens_and_closes),
		HOUSE_TEST(an_opening_that_begins_gives_a_shift_its_end),
		HOUSE_TEST(a_pause_stays_a_pause_when_the_clock_changes_topics),
		HOUSE_TEST(the_clock_waits_for_the_answer_to_a_pause),
		HOUSE_TEST(nothing_is_told_of_a_shift_that_is_off),
		HOUSE_TEST(a_closing_that_comes_changes_nothing_for_who_drains),
		HOUSE_TEST(who_comes_after_the_last_entry_is_told_so),
		HOUSE_TEST(a_clock_that_ends_the_entry_is_told),
		HOUSE_TEST(who_drains_by_the_clock_hears_of_longer_hours_and_is_available_again),
		HOUSE_TEST(an_extension_outlasts_what_the_clock_says),
		HOUSE_TEST(a_new_shift_forgets_the_extension_of_the_last),
		HOUSE_TEST(what_could_not_be_told_is_told_a_minute_later),
		HOUSE_TEST(the_clock_of_a_session_that_is_gone_stands_still),
		HOUSE_TEST(a_shift_taken_up_elsewhere_goes_on_by_the_clock),
		HOUSE_TEST(a_shift_with_an_unknown_topic_keeps_the_wish_it_had),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
