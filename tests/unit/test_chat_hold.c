/* Duty holds: what is asked of the store, in which order, and what is told of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/hold.h"
#include "chat/session.h"
#include "fakes/fake_house.h"
#include "fakes/fake_store_staff.h"

#define SIRI "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

static void on_added(void *context, struct reply_to to, int err)
{
	(void)context;
	(void)to;
	assert_int_equal(err, 0);
}

static int setup(void **state)
{
	const struct staff_account siri = {.id = SIRI,
		.name = "siri",
		.alias = "Siri",
		.agency = "oslo",
		.role = "supervisor",
		.lives_in = "",
		.hash = "!"};
	int err = house_setup(state);
	fake_staff_reset();
	return err != 0 ? err : store_staff_add(NULL, (struct reply_to){0}, &siri, on_added, NULL);
}

static void send_hold(struct fake_conn *conn)
{
	struct frame frame = {.type = FRAME_HOLD};
	frame.hold.room = house_room(HOUSE_ROOM);
	frame.hold.supervisor = house_room(SIRI);
	frame.hold.told = 1;
	house_send(conn, &frame);
}

static void send_holds(struct fake_conn *conn, uint64_t number)
{
	struct frame frame = {.type = FRAME_HOLDS, .holds.number = number};
	house_send(conn, &frame);
}

static struct hold_row row_of(const char *hold)
{
	return (struct hold_row){.id = hold, .about = HOUSE_ROOM, .name = "Siri", .topic = "bullying"};
}

/* A hold that this person gives, open; its number is copied. */
static void open_hold(struct house *house, struct fake_conn *conn, char hold[33])
{
	send_hold(conn);
	struct fake_call *open = fake_take(house->store, ROOM_OPEN);
	snprintf(hold, 33, "%s", open->id);
	fake_room_make(hold);
	fake_done(house->store, open, 0);
	struct hold_row row = row_of(hold);
	fake_held(house->store, fake_take(house->store, HOLD_MAKE), 0, &row, 1);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_HELD);
	fake_skip(conn, FRAME_HELD);
}

static void the_room_of_a_hold_is_there_before_anybody_is_told_of_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_hold(conn);
	struct fake_call *open = fake_take(house->store, ROOM_OPEN);
	assert_int_equal(fake_count(house->store, HOLD_MAKE), 0);
	fake_done(house->store, open, 0);
	struct fake_call *make = fake_take(house->store, HOLD_MAKE);
	assert_string_equal(make->room, open->id);
	assert_string_equal(make->word, HOUSE_ROOM);
	assert_string_equal(make->target, SIRI);
	assert_string_equal(make->text, "Siri");
	assert_int_equal(make->who, true);
}

static void a_hold_whose_room_cannot_be_made_is_not_made(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_hold(conn);
	struct fake_call *open = fake_take(house->store, ROOM_OPEN);
	fake_done(house->store, open, ERR_DOWN);
	fake_expect_refused(conn, FRAME_HOLD, REFUSAL_DELAYED);
	assert_string_equal(fake_take(house->store, HOLD_LIVE)->room, open->id);
	assert_int_equal(fake_count(house->store, HOLD_MAKE), 0);
}

static void nothing_stays_of_a_hold_that_routing_refuses(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 4; i++) { /* one more than may be open */
		send_hold(conn);
		fake_finish(house->store, ROOM_OPEN, 0);
		struct fake_call *make = fake_take(house->store, HOLD_MAKE);
		fake_held(house->store, make, ERR_FULL, NULL, 0);
		fake_expect_refused(conn, FRAME_HOLD, REFUSAL_FULL);
		struct fake_call *live = fake_take(house->store, HOLD_LIVE);
		assert_string_equal(live->room, make->room);
		assert_int_equal(live->number, 0);
	}
}

/* The first room is slow: meanwhile its card was given back, and another hold has the place. */
static void a_room_that_comes_late_makes_no_hold_of_the_one_that_took_its_place(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send_hold(conn);
	struct fake_call *first = fake_take(house->store, ROOM_OPEN);
	hold_give_back(conn->session, first->id);
	fake_take(house->store, HOLD_LIVE);
	char hold[33];
	open_hold(house, conn, hold);
	fake_done(house->store, first, 0);
	assert_int_equal(fake_count(house->store, HOLD_MAKE), 0);
}

/* Redis may have made it, and only its answer was lost: the room of a hold that is there must not go. */
static void a_hold_of_which_nobody_knows_whether_it_was_made_keeps_its_room(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	for (unsigned i = 0; i < 4; i++) { /* one more than may be open: the card is free again */
		send_hold(conn);
		fake_finish(house->store, ROOM_OPEN, 0);
		fake_held(house->store, fake_take(house->store, HOLD_MAKE), ERR_DOWN, NULL, 0);
		fake_expect_refused(conn, FRAME_HOLD, REFUSAL_DELAYED);
		assert_int_equal(fake_count(house->store, HOLD_LIVE), 0);
	}
}

static void a_fourth_hold_is_refused_before_it_is_made(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	char hold[33];
	for (unsigned i = 0; i < 2; i++) {
		open_hold(house, conn, hold);
	}
	send_hold(conn); /* is being made */
	fake_take(house->store, ROOM_OPEN);
	send_hold(conn);
	fake_expect_refused(conn, FRAME_HOLD, REFUSAL_FULL);
	assert_int_equal(fake_count(house->store, ROOM_OPEN), 0);
	assert_int_equal(fake_count(house->store, HOLD_MAKE), 0);
}

static void a_fourth_hold_is_not_looked_into(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	char hold[33];
	struct frame frame = {.type = FRAME_CONSULT, .consult.on = 1};
	for (unsigned i = 0; i < 3; i++) {
		open_hold(house, conn, hold);
	}
	frame.consult.hold = house_room(HOUSE_ROOM_2);
	house_send(conn, &frame);
	fake_expect_refused(conn, FRAME_CONSULT, REFUSAL_FULL);
	assert_int_equal(fake_count(house->store, HOLD_OPEN), 0);
}

static void the_accounts_are_read_before_the_holds(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	fake_staff_hold(true);
	send_holds(conn, 7);
	assert_int_equal(fake_count(house->store, HOLD_LIST), 0);
	fake_staff_answer();
	struct hold_row row = row_of(HOUSE_ROOM_2);
	fake_held(house->store, fake_take(house->store, HOLD_LIST), 0, &row, 1);
	fake_expect(conn, FRAME_HELD);
	const struct frame *end = fake_expect(conn, FRAME_DECIDERS);
	assert_int_equal(end->deciders.holds.count, 1);
	assert_true(view_equal(end->deciders.holds.item[0], house_room(HOUSE_ROOM_2)));
	assert_int_equal(end->deciders.staff.count, 1);
}

static void a_supervisor_is_told_as_on_shift_while_routing_says_so(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	const char *const there[] = {HOUSE_ROOM_2, SIRI};
	for (unsigned i = 0; i < 2; i++) {
		send_holds(conn, 7);
		struct fake_call *list = fake_take(house->store, HOLD_LIST);
		snprintf(list->room, sizeof list->room, "%s", there[i]);
		fake_held(house->store, list, 0, NULL, 0);
		const struct frame *end = fake_expect(conn, FRAME_DECIDERS);
		assert_int_equal(end->deciders.on.count, 1);
		assert_int_equal(end->deciders.on.item[0], i);
	}
}

static void a_list_that_fails_is_refused_by_its_number(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	send_holds(conn, 7);
	fake_held(house->store, fake_take(house->store, HOLD_LIST), ERR_DOWN, NULL, 0);
	assert_int_equal(fake_expect_refused(conn, FRAME_HOLDS, REFUSAL_DELAYED)->refused.number, 7);
	fake_staff_fail(ERR_DOWN);
	send_holds(conn, 8);
	assert_int_equal(fake_expect_refused(conn, FRAME_HOLDS, REFUSAL_DELAYED)->refused.number, 8);
}

static void a_list_whose_asker_is_gone_is_dropped(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	send_holds(conn, 7);
	struct fake_call *list = fake_take(house->store, HOLD_LIST);
	house_close(conn, ENDING_DEAD);
	fake_held(house->store, list, 0, NULL, 0);
}

/* Nobody is asked here whose visit it is: a hold has none. */
static void the_news_of_conversations_are_none_of_a_hold(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	char hold[33];
	open_hold(house, conn, hold);
	house_news(house, conn, (struct store_news){.type = NEWS_AWAY, .room = hold});
	house_news(house, conn, (struct store_news){.type = NEWS_BACK, .room = hold});
	fake_expect_nothing(conn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define HOLD_TEST(test) cmocka_unit_test_setup_teardown(test, setup, house_teardown)
		HOLD_TEST(the_room_of_a_hold_is_there_before_anybody_is_told_of_it),
		HOLD_TEST(a_hold_whose_room_cannot_be_made_is_not_made),
		HOLD_TEST(nothing_stays_of_a_hold_that_routing_refuses),
		HOLD_TEST(a_room_that_comes_late_makes_no_hold_of_the_one_that_took_its_place),
		HOLD_TEST(a_hold_of_which_nobody_knows_whether_it_was_made_keeps_its_room),
		HOLD_TEST(a_fourth_hold_is_refused_before_it_is_made),
		HOLD_TEST(a_fourth_hold_is_not_looked_into),
		HOLD_TEST(the_accounts_are_read_before_the_holds),
		HOLD_TEST(a_supervisor_is_told_as_on_shift_while_routing_says_so),
		HOLD_TEST(a_list_that_fails_is_refused_by_its_number),
		HOLD_TEST(a_list_whose_asker_is_gone_is_dropped),
		HOLD_TEST(the_news_of_conversations_are_none_of_a_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
