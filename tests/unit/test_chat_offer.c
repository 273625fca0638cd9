/* Offers and their cards, rooms that open, the pool at a glance. */
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

static struct store_news offer(void)
{
	return (struct store_news){
		.type = NEWS_OFFER,
		.offer = 9,
		.left_ms = 20000,
		.visit =
			{
				.sid = "",
				.topic = "bullying",
				.municipality = "",
				.county = "03",
				.languages = "nb se",
				.level = 1,
				.urgency = 2,
				.who = 2,
				.waited_ms = 65400,
			},
	};
}

static void an_offer_is_told_as_a_card(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn, offer());
	const struct frame *frame = fake_expect(conn, FRAME_OFFER);
	assert_int_equal(frame->offer.offer, 9);
	assert_true(view_is(frame->offer.topic, "bullying"));
	assert_true(view_is(frame->offer.region, "03")); /* the municipality is not for this agency */
	assert_int_equal(frame->offer.level, 1);
	assert_int_equal(frame->offer.languages.count, 2);
	assert_true(view_is(frame->offer.languages.item[1], "se"));
	assert_int_equal(frame->offer.urgency, 2);
	assert_int_equal(frame->offer.who, 2);
	assert_int_equal(frame->offer.waited, 65);
	assert_int_equal(frame->offer.deadline, 20);
}

static void the_own_municipality_is_named(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	struct store_news news = offer();
	news.visit.municipality = "0301";
	house_news(house, conn, news);
	assert_true(view_is(fake_expect(conn, FRAME_OFFER)->offer.region, "0301"));
}

static void each_answer_to_an_offer_reaches_its_call(void **state)
{
	static const struct {
		enum frame_type frame;
		enum fake_kind kind;
		bool told; /* RECEIVED is sent by the page by itself: its refusal helps nobody */
	} rows[] = {
		{FRAME_RECEIVED, PRESENCE_RECEIVED, false},
		{FRAME_ACCEPT, PRESENCE_ACCEPT, true},
		{FRAME_DECLINE, PRESENCE_DECLINE, true},
	};
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	for (unsigned i = 0; i < 3; i++) {
		struct frame frame = {.type = rows[i].frame};
		frame.accept.offer = UINT64_C(1) << 50; /* more than a tag's lower half */
		house_send(conn, &frame);
		struct fake_call *call = fake_take(house->store, rows[i].kind);
		assert_int_equal(call->number, UINT64_C(1) << 50);
		fake_done(house->store, call, 0);
		fake_expect_nothing(conn);
		house_send(conn, &frame);
		fake_finish(house->store, rows[i].kind, ERR_MOMENT);
		if (rows[i].told) {
			const struct frame *refused = fake_expect_refused(conn, rows[i].frame, REFUSAL_LATE);
			assert_int_equal(refused->refused.number, UINT64_C(1) << 50);
		}
		fake_expect_nothing(conn);
	}
}

static void a_withdrawn_offer_is_told_with_its_reason(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn,
		(struct store_news){.type = NEWS_REVOKED, .offer = 9, .word = "cancelled"});
	const struct frame *frame = fake_expect(conn, FRAME_REVOKED);
	assert_int_equal(frame->revoked.offer, 9);
	assert_true(view_is(frame->revoked.why, "cancelled"));
}

static void an_opened_room_carries_its_card(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	fake_room_make(HOUSE_ROOM);
	house_news(house, conn, house_opened(HOUSE_ROOM));
	fake_expect_nothing(conn);
	fake_rooms_answer(house->store);
	const struct frame *frame = fake_expect(conn, FRAME_OPENED);
	assert_int_equal(frame->opened.offer, 5);
	assert_int_equal(frame->opened.seat, 1);
	assert_true(view_is(frame->opened.topic, "bullying"));
	assert_true(view_is(frame->opened.region, "0301"));
	assert_int_equal(frame->opened.since, 1234);
	assert_int_equal(frame->opened.next_cseq, 1);
	assert_int_equal(frame->opened.resumed, 0);
}

static void a_room_above_three_is_not_taken(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	char room[] = "x00102030405060708090a0b0c0d0e0f";
	for (unsigned i = 0; i < 4; i++) {
		room[0] = (char)('1' + i);
		house_news(house, conn, house_opened(room));
	}
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 3);
}

static void an_opened_room_with_an_odd_name_keeps_no_card(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	for (unsigned i = 0; i < 3; i++) {
		house_news(house, conn, house_opened("xyz"));
	}
	house_news(house, conn, house_opened(HOUSE_ROOM));
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 1);
}

static void a_person_survives_the_way_through_a_ticket(void **state)
{
	(void)state;
	char text[512];
	struct auth_person there = house_person(ROLE_SUPERVISOR), back;
	const char *wish = NULL;
	strcpy(there.lives_in, "3201");
	assert_int_equal(shift_person_to_text(&there, text, sizeof(text)), 0);
	assert_int_equal(shift_person_from_text(text, &back, &wish), 0);
	assert_string_equal(wish, "");
	assert_string_equal(back.id, there.id);
	assert_string_equal(back.alias, there.alias);
	assert_string_equal(back.lives_in, "3201");
	assert_int_equal(back.role, ROLE_SUPERVISOR);
	assert_int_equal(shift_person_to_text(&there, text, 20), ERR_RANGE);
}

/* --- the pool at a glance --- */

static void nobody_asks_for_the_pools_while_no_staff_are_there(void **state)
{
	struct house *house = *state;
	house_waiting(house);
	house_wait(house, 3100);
	assert_int_equal(fake_count(house->store, QUEUE_POOL_STATUS), 0);
}

static void the_pool_is_told_to_its_staff_when_it_changes(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	fake_skip(conn, FRAME_ROSTER);
	house_wait(house, 3100);
	struct fake_call *call = fake_take(house->store, QUEUE_POOL_STATUS);
	assert_string_equal(call->pool, "no");
	struct queue_pool pool = {.pool = "no", .waiting = 2, .longest_ms = 61000, .on_duty = 4};
	fake_pool(house->store, call, 0, &pool);
	const struct frame *frame = fake_expect(conn, FRAME_ROSTER);
	assert_int_equal(frame->roster.waiting, 2);
	assert_int_equal(frame->roster.longest, 61);
	assert_int_equal(frame->roster.on_duty, 4);
	pool.pool = "dk";
	fake_pool(house->store, fake_take(house->store, QUEUE_POOL_STATUS), 0, &pool);
	fake_expect_nothing(conn);
}

static void an_empty_pool_is_told_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	struct queue_pool pool = {.pool = "no", .on_duty = 1};
	for (unsigned i = 0; i < 3; i++) {
		house_wait(house, 3100);
		fake_pool(house->store, fake_take(house->store, QUEUE_POOL_STATUS), 0, &pool);
		fake_store_forget(house->store);
	}
	assert_int_equal(fake_skip(conn, FRAME_ROSTER), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(an_offer_is_told_as_a_card),
		HOUSE_TEST(the_own_municipality_is_named),
		HOUSE_TEST(each_answer_to_an_offer_reaches_its_call),
		HOUSE_TEST(a_withdrawn_offer_is_told_with_its_reason),
		HOUSE_TEST(an_opened_room_carries_its_card),
		HOUSE_TEST(a_room_above_three_is_not_taken),
		HOUSE_TEST(an_opened_room_with_an_odd_name_keeps_no_card),
		cmocka_unit_test(a_person_survives_the_way_through_a_ticket),
		HOUSE_TEST(nobody_asks_for_the_pools_while_no_staff_are_there),
		HOUSE_TEST(the_pool_is_told_to_its_staff_when_it_changes),
		HOUSE_TEST(an_empty_pool_is_told_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
