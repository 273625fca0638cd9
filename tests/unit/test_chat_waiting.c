/* What a waiting youth hears beside its band: how long it has waited, that it is too long, which languages are written, why
 * its room was given back. And how routing hears of the longest wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

enum { LONGEST_MS = 2700000 };

/* Answers the look that is under way with a wait of so long. */
static const struct frame *look(struct house *house, struct fake_conn *conn, uint64_t waited_ms)
{
	struct queue_place place = house_place(VISIT_WAITING);
	place.waited_ms = waited_ms;
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	return fake_expect(conn, FRAME_QUEUED);
}

static void the_wait_is_told_in_seconds(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_wait(house, 15100);
	const struct frame *frame = look(house, conn, 15999);
	assert_int_equal(frame->queued.waited, 15);
	assert_int_equal(frame->queued.overdue, 0);
	assert_int_equal(frame->queued.languages.count, 0);
	assert_int_equal(frame->queued.why.len, 0);
}

static void the_longest_wait_is_looked_up_in_the_moment_it_passes(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_wait(house, 15100);
	assert_int_equal(look(house, conn, LONGEST_MS - 4000)->queued.overdue, 0);
	house_wait(house, 3800);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), 0);
	house_wait(house, 300);
	assert_int_equal(look(house, conn, LONGEST_MS + 100)->queued.overdue, 1);
	house_wait(house, 14800);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), 0);
	house_wait(house, 300);
	assert_int_equal(look(house, conn, LONGEST_MS + 15200)->queued.overdue, 1);
	assert_int_equal(conn->session->state, STATE_WAITING);
}

static void a_wait_that_is_too_long_is_told_on_the_node_that_takes_it_up(void **state)
{
	struct house *house = *state;
	static const uint8_t token[IDENT_TOKEN_LEN] = {1};
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = {.type = FRAME_RESUME};
	resume.resume.token = (struct view){token, sizeof(token)};
	house_send(conn, &resume);
	struct queue_place place = house_place(VISIT_WAITING);
	place.waited_ms = LONGEST_MS;
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_expect(conn, FRAME_RESUMED);
	assert_int_equal(fake_expect(conn, FRAME_QUEUED)->queued.overdue, 1);
}

static void languages_that_somebody_writes_are_offered(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED});
	struct queue_place place = house_place(VISIT_WAITING);
	place.slots = 0;
	place.languages = "nb en";
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	const struct frame *frame = fake_expect(conn, FRAME_QUEUED);
	assert_int_equal(frame->queued.languages.count, 2);
	assert_true(view_is(frame->queued.languages.item[1], "en"));
}

static void who_asked_with_a_topic_that_nobody_takes_is_told_that_others_are_answered(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED});
	struct queue_place place = house_place(VISIT_WAITING);
	place.slots = 0;
	place.topics.others = true;
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	const struct frame *frame = fake_expect(conn, FRAME_QUEUED);
	assert_int_equal(frame->queued.band, 0);
	assert_int_equal(frame->queued.others, 1);
}

static void when_the_own_agency_opens_is_told_to_who_waits_for_it_alone(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_hours(house, "mon 18:00-20:00", "");
	house_news(house, conn, (struct store_news){.type = NEWS_QUEUED});
	struct queue_place place = house_place(VISIT_WAITING);
	place.slots = 0;
	place.who = 1;
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	/* The clock stands at 16:13:20. */
	assert_int_equal(fake_expect(conn, FRAME_QUEUED)->queued.opens_at, 1790000000 + 6400);
}

static void why_a_room_was_given_back_is_told_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_talking(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "lost"});
	assert_true(view_is(look(house, conn, 60000)->queued.why, "lost"));
	house_wait(house, 15100);
	assert_int_equal(look(house, conn, 75000)->queued.why.len, 0);
}

/* Nothing more comes from there, and the log waits for the next one. */
static void the_seat_of_who_gave_a_room_back_is_closed_before_the_youth_hears_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_talking(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "lost"});
	struct fake_call *closed = fake_take(house->store, ROOM_VACATE);
	assert_string_equal(closed->id, HOUSE_ROOM);
	assert_int_equal(closed->seat, 1);
	assert_int_equal(fake_count(house->store, ROOM_LEAVE), 0);
	fake_expect_nothing(conn);
	assert_null(conn->session->seats);
}

/* Somebody accepted before the look was answered: the client still thinks it is in the first room. */
static void a_match_that_overtakes_the_reason_tells_it_first(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_talking(house, HOUSE_ROOM);
	house_news(house, conn,
		(struct store_news){.type = NEWS_QUEUED, .room = HOUSE_ROOM, .word = "handed"});
	house_news(house, conn,
		(struct store_news){.type = NEWS_MATCHED,
			.room = HOUSE_ROOM_2,
			.alias = "Per",
			.agency = "oslo"});
	const struct frame *frame = fake_expect(conn, FRAME_QUEUED);
	assert_true(view_is(frame->queued.why, "handed"));
	assert_int_equal(frame->queued.band, 1);
	assert_true(
		view_equal(fake_expect(conn, FRAME_MATCHED)->matched.room, house_room(HOUSE_ROOM_2)));
	struct queue_place place = house_place(VISIT_MATCHED);
	place.room = HOUSE_ROOM_2;
	fake_place(house->store, fake_take(house->store, QUEUE_STATUS), 0, &place);
	fake_expect_nothing(conn);
}

static void who_comes_back_to_a_room_given_back_meanwhile_is_told_so(void **state)
{
	struct house *house = *state;
	static const uint8_t token[IDENT_TOKEN_LEN] = {1};
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame resume = {.type = FRAME_RESUME};
	resume.resume.token = (struct view){token, sizeof(token)};
	resume.resume.rooms.count = resume.resume.log_epochs.count = resume.resume.offsets.count = 1;
	resume.resume.rooms.item[0] = house_room(HOUSE_ROOM);
	resume.resume.log_epochs.item[0] = 1;
	house_send(conn, &resume);
	struct queue_place place = house_place(VISIT_WAITING);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_expect(conn, FRAME_RESUMED);
	assert_true(view_is(fake_expect(conn, FRAME_QUEUED)->queued.why, "parked"));
}

static void the_store_hears_who_has_waited_longest(void **state)
{
	struct house *house = *state;
	struct fake_conn *first = house_waiting(house);
	house_wait(house, 1000);
	house_waiting(house);
	house_talking(house, HOUSE_ROOM);
	house_wait(house, 2100);
	uint64_t asked_ms = fake_store_oldest(house->store, "no");
	assert_int_equal(asked_ms, UINT64_C(1790000000000));
	assert_int_equal(fake_store_oldest(house->store, "dk"), 0);
	house_close(first, ENDING_DONE);
	house_wait(house, 2100);
	assert_int_equal(fake_store_oldest(house->store, "no"), asked_ms + 1000);
}

static void where_nobody_waits_the_store_hears_none(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_waiting(house);
	house_wait(house, 2100);
	house_close(conn, ENDING_DONE);
	house_wait(house, 2100);
	assert_int_equal(fake_store_oldest(house->store, "no"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(the_wait_is_told_in_seconds),
		HOUSE_TEST(the_longest_wait_is_looked_up_in_the_moment_it_passes),
		HOUSE_TEST(a_wait_that_is_too_long_is_told_on_the_node_that_takes_it_up),
		HOUSE_TEST(languages_that_somebody_writes_are_offered),
		HOUSE_TEST(who_asked_with_a_topic_that_nobody_takes_is_told_that_others_are_answered),
		HOUSE_TEST(when_the_own_agency_opens_is_told_to_who_waits_for_it_alone),
		HOUSE_TEST(why_a_room_was_given_back_is_told_once),
		HOUSE_TEST(the_seat_of_who_gave_a_room_back_is_closed_before_the_youth_hears_it),
		HOUSE_TEST(a_match_that_overtakes_the_reason_tells_it_first),
		HOUSE_TEST(who_comes_back_to_a_room_given_back_meanwhile_is_told_so),
		HOUSE_TEST(the_store_hears_who_has_waited_longest),
		HOUSE_TEST(where_nobody_waits_the_store_hears_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
