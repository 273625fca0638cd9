/* A door that a supervisor has opened or closed: what shifts of its agency, those who wait for it and those who watch are told. The
 * clock stands at first on a Monday, 16:13:20 in Oslo. */
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
#include "unit/watch_scene.h"

enum { MINUTE_MS = 60000, TEXT_SIZE = 160 };

static const uint64_t now_ms = UINT64_C(1790000000000);

/* That Monday, in Oslo. */
static uint64_t at(unsigned hour, unsigned minute)
{
	return now_ms - (13 * 60 + 20) * UINT64_C(1000) + ((hour - 16) * 60 + minute) * UINT64_C(60000);
}

/* Nothing, or one act, stands about the door of Oslo. */
static void stand(struct house *house, const char *target, uint64_t until_ms)
{
	char text[TEXT_SIZE];
	struct acts *acts = acts_create();
	assert_non_null(acts);
	if (target != NULL) {
		snprintf(text, sizeof text, "door 5 %llu 1 - oslo - - %s - 0 ab\nKari\nnb Hei.",
			(unsigned long long)until_ms, target);
		assert_int_equal(acts_add(acts, 1, text), 0);
	}
	directory_put_acts(house->directory, "no", acts);
	chat_acts_changed(house->chat, "no", false);
}

/* What routing is told of a shift. */
static const struct fake_call *told(struct house *house)
{
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 2};
	fake_presence(house->store, call, 0, &place);
	return call;
}

static struct fake_conn *on_shift(struct house *house)
{
	struct fake_conn *conn = house_off(house);
	struct frame frame = {.type = FRAME_SHIFT, .shift.capacity = 2, .shift.scope = 2};
	frame.shift.topics.count = 1;
	frame.shift.topics.item[0] = view_text("bullying");
	frame.shift.languages.count = 1;
	frame.shift.languages.item[0] = view_text("nb");
	house_send(conn, &frame);
	house_claim(house);
	return conn;
}

static void wait_until(struct house *house, uint64_t wall_ms)
{
	while (now_ms + house->now_ms - HOUSE_START_MS + MINUTE_MS <= wall_ms) {
		house_wait(house, MINUTE_MS);
	}
	house_wait(house, wall_ms - (now_ms + house->now_ms - HOUSE_START_MS) + 200);
}

static void a_shift_ends_with_the_door_that_was_opened_for_longer(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-18:00", "");
	stand(house, "open", at(20, 0));
	on_shift(house);
	const struct fake_call *call = told(house);
	assert_int_equal(call->number, at(20, 0));
	assert_string_equal(call->word, "unsure bullying");
}

static void a_door_that_is_opened_for_longer_moves_the_end_and_the_desk_hears_it(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-18:00", "");
	struct fake_conn *conn = on_shift(house);
	assert_int_equal(told(house)->number, at(18, 0));
	fake_skip(conn, FRAME_SHIFTED);
	stand(house, "open", at(20, 0));
	wait_until(house, at(16, 14));
	assert_int_equal(told(house)->number, at(20, 0));
	const struct frame *frame = fake_expect(conn, FRAME_PERIOD);
	assert_int_equal(frame->period.what, 2);
	assert_int_equal(frame->period.room.len, 0);
	assert_int_equal(frame->period.ends_at, at(20, 0));
}

static void a_door_that_is_opened_gives_a_shift_outside_the_hours_its_end(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 10:00-12:00", "");
	on_shift(house);
	assert_int_equal(told(house)->number, 0);
	stand(house, "open", at(20, 0));
	wait_until(house, at(16, 14));
	assert_int_equal(told(house)->number, at(20, 0));
}

/* At 17:00 nothing has opened it any more. */
static void what_had_opened_the_door_and_is_undone_ends_the_shift(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 10:00-12:00", "");
	stand(house, "open", at(20, 0));
	on_shift(house);
	assert_int_equal(told(house)->number, at(20, 0));
	wait_until(house, at(17, 0));
	stand(house, NULL, 0);
	wait_until(house, at(17, 1));
	uint64_t ends_ms = told(house)->number;
	assert_true(ends_ms >= at(17, 1) && ends_ms < at(17, 2));
	fake_store_forget(house->store);
	wait_until(house, at(17, 10));
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

/* Some may wait for it, and others of the pool come. */
static void a_door_that_is_closed_sends_nobody_home(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-18:00", "");
	on_shift(house);
	assert_int_equal(told(house)->number, at(18, 0));
	stand(house, "closed", at(20, 0));
	wait_until(house, at(16, 20));
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

static void those_who_watch_are_told_what_was_done_in_the_next_moment(void **state)
{
	static const char *const bare[] = {"now", "0 0 0 0 0 0 0 0", NULL};
	struct house *house = *state;
	char value[TEXT_SIZE];
	house_hours(house, "mon 10:00-18:00", "");
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, bare);
	snprintf(value, sizeof value, "open %llu", (unsigned long long)at(18, 0));
	assert_string_equal(said(next_scene(conn), "open oslo"), value);
	stand(house, "closed", at(17, 0));
	pass(house, bare);
	snprintf(value, sizeof value, "closed %llu", (unsigned long long)at(17, 0));
	assert_string_equal(said(next_scene(conn), "open oslo"), value);
	stand(house, "open", at(20, 0));
	pass(house, bare);
	snprintf(value, sizeof value, "open %llu", (unsigned long long)at(20, 0));
	assert_string_equal(said(next_scene(conn), "open oslo"), value);
}

static void of_an_agency_without_hours_a_door_is_told_while_an_act_stands(void **state)
{
	static const char *const bare[] = {"now", "0 0 0 0 0 0 0 0", NULL};
	struct house *house = *state;
	char value[TEXT_SIZE];
	stand(house, "open", at(17, 0));
	struct fake_conn *conn = watching(house, ROLE_SUPERVISOR);
	pass(house, bare);
	snprintf(value, sizeof value, "open %llu", (unsigned long long)at(17, 0));
	assert_string_equal(said(next_scene(conn), "open oslo"), value);
	stand(house, NULL, 0);
	pass(house, bare);
	const struct frame_scene *frame = next_scene(conn);
	assert_int_equal(frame->names.count, 1);
	assert_string_equal(said(frame, "open oslo"), "");
}

/* Who waits for the own municipality alone, and nobody of it is there, is told when its door opens. */
static void who_waits_for_a_door_that_was_closed_is_told_when_it_opens(void **state)
{
	struct house *house = *state;
	house_hours(house, "mon 16:00-18:00", "");
	struct fake_conn *conn = house_waiting(house);
	stand(house, "closed", at(17, 0));
	struct queue_place place = house_place(VISIT_WAITING);
	place.who = 1;
	place.slots = 0;
	place.municipality = "0301";
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED});
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	assert_int_equal(fake_expect(conn, FRAME_QUEUED)->queued.opens_at, at(17, 0) / 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_shift_ends_with_the_door_that_was_opened_for_longer),
		HOUSE_TEST(a_door_that_is_opened_for_longer_moves_the_end_and_the_desk_hears_it),
		HOUSE_TEST(a_door_that_is_opened_gives_a_shift_outside_the_hours_its_end),
		HOUSE_TEST(what_had_opened_the_door_and_is_undone_ends_the_shift),
		HOUSE_TEST(a_door_that_is_closed_sends_nobody_home),
		HOUSE_TEST(those_who_watch_are_told_what_was_done_in_the_next_moment),
		HOUSE_TEST(of_an_agency_without_hours_a_door_is_told_while_an_act_stands),
		HOUSE_TEST(who_waits_for_a_door_that_was_closed_is_told_when_it_opens),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
