/* The form after a conversation: which ticks go to the store, what is answered; who has written; and the end that blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "directory/form.h"
#include "fakes/fake_house.h"

enum { MINUTE_MS = 60000 };

/* ticks: parted by spaces; NULL only asks. */
static void send(struct fake_conn *conn, const char *room, const char *ticks)
{
	static char text[512];
	struct frame frame = {.type = FRAME_REGISTRATION};
	frame.registration.room = house_room(room);
	frame.registration.send = ticks != NULL;
	snprintf(text, sizeof text, "%s", ticks != NULL ? ticks : "");
	for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " ")) {
		frame.registration.ticks.item[frame.registration.ticks.count++] = view_text(word);
	}
	house_send(conn, &frame);
}

static void block(struct fake_conn *conn, const char *room)
{
	struct frame frame = {.type = FRAME_BLOCK};
	frame.block.room = house_room(room);
	house_send(conn, &frame);
}

static struct fake_conn *counsellor(struct house *house)
{
	struct fake_conn *conn = house_on(house);
	fake_skip(conn, FRAME_ROSTER);
	return conn;
}

static void ticks_of_the_form_go_to_the_store_and_are_confirmed(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = counsellor(house);
	send(conn, HOUSE_ROOM, "topic:bullying topic:else age:13-15 kind:yes");
	const struct fake_call *call = fake_take(house->store, FORM_REGISTER);
	assert_string_equal(call->text, "topic:bullying topic:else age:13-15 kind:yes");
	assert_string_equal(call->room, HOUSE_ROOM);
	assert_string_equal(call->pool, "no");
	fake_form(house->store, call, 0,
		&(struct form_state){HOUSE_ROOM, true, 270001, true, "age:13-15 kind:yes"});
	const struct frame_registered *told = &fake_expect(conn, FRAME_REGISTERED)->registered;
	assert_int_equal(told->counted, 1);
	assert_int_equal(told->wrap_left, 271);
	assert_int_equal(told->more, 1);
	assert_true(view_is(told->form, form_usual()));
	assert_int_equal(told->ticks.count, 2);
	assert_true(view_is(told->ticks.item[1], "kind:yes"));
}

static void a_tick_that_is_not_of_the_form_is_refused_and_counted_nowhere(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = counsellor(house);
	static const char *const wrong[] = {"age:14", "age:13-15 age:16-17", "age:13-15 age:13-15",
		"topic:weather", "topic:pool", "name:kari", "kind:yes kind:test", "kind", ":",
		"kind:maybe"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		send(conn, HOUSE_ROOM, wrong[i]);
		fake_expect_refused(conn, FRAME_REGISTRATION, REFUSAL_UNKNOWN);
	}
	assert_int_equal(fake_count(house->store, FORM_REGISTER), 0);
}

static void how_a_form_stands_is_asked_without_a_tick(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = counsellor(house);
	send(conn, HOUSE_ROOM, NULL);
	const struct fake_call *call = fake_take(house->store, FORM_REGISTER);
	assert_int_equal(call->who, 0);
	fake_form(house->store, call, ERR_GONE, &(struct form_state){.room = HOUSE_ROOM, .ticks = ""});
	fake_expect_refused(conn, FRAME_REGISTRATION, REFUSAL_LATE);
}

static void a_form_that_is_due_when_somebody_comes_is_told_unasked(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = counsellor(house);
	house_news(house, conn, (struct store_news){.type = NEWS_FORM, .room = HOUSE_ROOM});
	const struct fake_call *call = fake_take(house->store, FORM_REGISTER);
	assert_int_equal(call->who, 0);
	fake_form(house->store, call, 0, &(struct form_state){HOUSE_ROOM, false, 270000, true, ""});
	const struct frame_registered *told = &fake_expect(conn, FRAME_REGISTERED)->registered;
	assert_true(view_equal(told->room, house_room(HOUSE_ROOM)));
	assert_int_equal(told->counted, 0);
	assert_int_equal(told->wrap_left, 270);
}

static void while_the_talk_goes_on_the_questions_are_told_and_nothing_is_asked(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	send(conn, HOUSE_ROOM, NULL);
	assert_true(view_is(fake_expect(conn, FRAME_REGISTERED)->registered.form, form_usual()));
	assert_int_equal(fake_count(house->store, FORM_REGISTER), 0);
}

static void the_first_text_of_a_side_is_told_to_routing_and_no_other(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (uint64_t cseq = 1; cseq <= 3; cseq++) {
		struct frame say = house_say(youth, HOUSE_ROOM, cseq, "hei");
		house_send(youth, &say);
		fake_rooms_answer(house->store);
	}
	assert_int_equal(fake_count(house->store, FORM_WROTE), 1);
	assert_string_equal(fake_take(house->store, FORM_WROTE)->room, HOUSE_ROOM);
}

/* A youth who has written once; that it has is under way to routing. */
static struct fake_conn *youth_who_wrote(struct house *house)
{
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct frame say = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(youth, &say);
	fake_rooms_answer(house->store);
	return youth;
}

/* Longer than a seat is left alone. */
static void pass(struct house *house)
{
	for (unsigned i = 0; i < 40; i++) {
		house_wait(house, 50);
		fake_rooms_answer(house->store);
	}
}

static void that_a_side_has_written_is_told_until_routing_has_answered(void **state)
{
	struct house *house = *state;
	(void)youth_who_wrote(house);
	fake_done(house->store, fake_take(house->store, FORM_WROTE), ERR_GONE);
	pass(house);
	struct fake_call *again = fake_take(house->store, FORM_WROTE);
	assert_string_equal(again->room, HOUSE_ROOM);
	fake_done(house->store, again, 0);
	pass(house);
	assert_int_equal(fake_count(house->store, FORM_WROTE), 0);
}

static void that_a_side_has_written_is_told_again_after_a_failover(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = youth_who_wrote(house);
	fake_done(house->store, fake_take(house->store, FORM_WROTE), 0);
	struct queue_place place = house_place(VISIT_TALKING);
	house_lose(house);
	fake_store_replace(house->store);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	assert_string_equal(fake_take(house->store, FORM_WROTE)->room, HOUSE_ROOM);
}

static void who_has_written_nothing_is_not_told_of_after_a_failover(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	struct queue_place place = house_place(VISIT_TALKING);
	house_lose(house);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	pass(house);
	assert_int_equal(fake_count(house->store, FORM_WROTE), 0);
}

static void a_block_ends_the_room_with_its_own_word_and_leaves_a_line(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	block(conn, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	struct fake_call *end = fake_take(house->store, QUEUE_END);
	assert_string_equal(end->word, "blocked");
	fake_done(house->store, end, 0);
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "blocked"));
	const struct fake_call *line = fake_take(house->store, AGENCY_NOTE);
	assert_string_equal(line->word, "block");
	assert_string_equal(line->id, "dddddddddddddddddddddddddddddddd");
}

static void a_block_that_could_not_be_done_is_refused_and_leaves_no_line(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	block(conn, HOUSE_ROOM_2);
	fake_expect_refused(conn, FRAME_BLOCK, REFUSAL_LATE);
	block(conn, HOUSE_ROOM);
	fake_finish(house->store, ROOM_CLOSE, ERR_DOWN);
	fake_expect_refused(conn, FRAME_BLOCK, REFUSAL_DELAYED);
	assert_int_equal(fake_count(house->store, AGENCY_NOTE), 0);
}

static void who_was_blocked_cannot_ask_on_this_socket_until_its_time_is_over(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_news(house, youth,
		(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = "blocked"});
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(youth, FRAME_ENDED)->ended.reason, "blocked"));
	struct frame ask = house_ask();
	house_send(youth, &ask);
	const struct frame_refused *refused = &fake_expect(youth, FRAME_REFUSED)->refused;
	assert_true(view_is(refused->code, "blocked"));
	assert_in_range(refused->retry_after, 1790, 1800);
	house_wait(house, 31 * MINUTE_MS);
	house_send(youth, &ask);
	fake_take(house->store, QUEUE_ASK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(ticks_of_the_form_go_to_the_store_and_are_confirmed),
		HOUSE_TEST(a_tick_that_is_not_of_the_form_is_refused_and_counted_nowhere),
		HOUSE_TEST(how_a_form_stands_is_asked_without_a_tick),
		HOUSE_TEST(a_form_that_is_due_when_somebody_comes_is_told_unasked),
		HOUSE_TEST(while_the_talk_goes_on_the_questions_are_told_and_nothing_is_asked),
		HOUSE_TEST(the_first_text_of_a_side_is_told_to_routing_and_no_other),
		HOUSE_TEST(that_a_side_has_written_is_told_until_routing_has_answered),
		HOUSE_TEST(that_a_side_has_written_is_told_again_after_a_failover),
		HOUSE_TEST(who_has_written_nothing_is_not_told_of_after_a_failover),
		HOUSE_TEST(a_block_ends_the_room_with_its_own_word_and_leaves_a_line),
		HOUSE_TEST(a_block_that_could_not_be_done_is_refused_and_leaves_no_line),
		HOUSE_TEST(who_was_blocked_cannot_ask_on_this_socket_until_its_time_is_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
