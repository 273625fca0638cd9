/* The store against a real Redis, from the question to the last word. Shows that the C and the
 * functions speak the same language; what the functions decide is tested in tests/routing. */
#include "store/internal/call.h"
#include "unit/store_scene.h"

static void a_conversation_walks_from_the_question_to_the_last_word(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	uint8_t token[32];

	(void)state;
	memset(token, 1, sizeof token);
	meet(token);
	assert_int_equal(append(youth, 0, 1, "Hei, \u00e6\u00f8\u00e5"), 0);
	assert_int_equal(youth->appended.offset, 1);
	assert_false(youth->appended.duplicate);
	assert_string_equal(youth->text, "n2");
	struct store_ring ring = {.type = RING_ENTRY,
		.session = STAFF,
		.room = youth->room,
		.seat = 0,
		.value = 1};
	room_ring(youth->store, youth->text, &ring);
	wait_for(staff->ring_count == 1);
	assert_int_equal(staff->ring.session, STAFF);
	assert_int_equal(staff->ring.value, 1);
	assert_int_equal(ask(staff, room_read(staff->store, by_staff, staff->room, 1, on_entries)), 0);
	assert_int_equal(staff->entry_count, 1);
	assert_string_equal(staff->text, "0/1/Hei, \u00e6\u00f8\u00e5");
	assert_int_equal(append(youth, 0, 1, "Hei, \u00e6\u00f8\u00e5"), 0);
	assert_true(youth->appended.duplicate);
	assert_int_equal(append(youth, 0, 7, "gap"), ERR_RANGE);
	assert_int_equal(youth->appended.expected, 2);
	assert_int_equal(ask(staff,
						 room_seen(staff->store, by_staff, staff->room, 1, staff->view.claim, 1,
							 on_done)),
		0);
	assert_int_equal(end_room(), 0);
	wait_for(told(staff, NEWS_ENDED, STAFF));
	assert_string_equal(staff->text, "left");
	assert_int_equal(ask(youth, room_leave(youth->store, by_youth, youth->room, 0, on_done)), 0);
	assert_int_equal(append(staff, 1, 1, "late"), ERR_GONE);
	assert_int_equal(ask(staff, room_leave(staff->store, by_staff, staff->room, 1, on_done)), 0);
	assert_int_equal(ask(staff, room_read(staff->store, by_staff, staff->room, 1, on_entries)), 0);
	assert_int_equal(staff->entry_count, 0);
	part();
	expect_clean();
}

/* As if others had turned the ticket, and taken the shift up, between the two steps of those who come now. */
static void turned_elsewhere(struct store *store)
{
	struct args args;

	args_init(&args);
	args_text(&args, "HSET");
	args_text(&args, "{no}:c:" CID);
	args_text(&args, "tu");
	args_number(&args, 9);
	call_forget(store, LINK_ROUTING, &args);
}

static void what_was_said_two_sockets_ago_takes_no_shift(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift on = shift(PRESENCE_AVAILABLE);
	struct reply_to second = {.session = 44}, third = {.session = 45};
	uint8_t ticket[32], next[32], last[32];

	(void)state;
	memset(ticket, 34, sizeof ticket);
	memset(next, 35, sizeof next);
	memset(last, 36, sizeof last);
	struct presence_login login = {.pool = "no",
		.ticket = ticket,
		.text = CID "\tkari\tK\u00e1ri",
		.ttl_seconds = 900,
		.is_new = true};
	assert_int_equal(ask(staff, presence_claim(staff->store, by_staff, CID, ticket, on_claimed)),
		ERR_MOMENT);
	assert_int_equal(ask(staff, presence_bind(staff->store, by_staff, &login, on_done)), 0);
	assert_int_equal(ask(staff, presence_claim(staff->store, by_staff, CID, ticket, on_claimed)),
		0);
	on.turn = staff->shift.turn;
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &on, on_shift)), 0);
	assert_int_equal(ask(youth,
						 presence_resume(youth->store, second, TURN(ticket, next, 0), 900,
							 on_shift)),
		0);
	assert_true(youth->shift.turn > on.turn);
	assert_int_equal(ask(youth,
						 presence_resume(youth->store, third, TURN(next, last, 0), 900, on_shift)),
		0);
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &on, on_shift)), ERR_MOMENT);
	assert_int_equal(ask(staff, presence_claim(staff->store, by_staff, CID, ticket, on_claimed)),
		ERR_MOMENT);
	leave_shift(CID, 46);
	expect_clean();
}

/* Binds a new ticket to a person of that agency, and comes back with it. */
static int come_back_to(const char *agency, uint8_t byte, uint64_t session)
{
	struct heard *staff = &world.staff;
	uint8_t ticket[32], next[32];
	char text[96];

	memset(ticket, byte, sizeof ticket);
	memset(next, byte + 1, sizeof next);
	snprintf(text, sizeof text, "%s\tola\tOla\t%s", CID2, agency);
	struct presence_login login = {.pool = "no",
		.ticket = ticket,
		.text = text,
		.ttl_seconds = 900,
		.is_new = true};
	assert_int_equal(ask(staff, presence_bind(staff->store, by_staff, &login, on_done)), 0);
	return ask(staff,
		presence_resume(staff->store, (struct reply_to){.session = session}, TURN(ticket, next, 0),
			900, on_shift));
}

static void a_shift_is_taken_up_in_the_pool_of_its_login_alone(void **state)
{
	struct heard *staff = &world.staff;
	struct presence_shift there = shift(PRESENCE_AVAILABLE);
	struct reply_to has = {.session = 50}, later = {.session = 52};

	(void)state;
	there.pool = "dk";
	there.cid = CID2;
	assert_int_equal(ask(staff, presence_set(staff->store, has, &there, on_shift)), 0);
	assert_int_equal(come_back_to("oslo", 60, 51), 0);
	assert_int_equal(staff->shift.state, PRESENCE_OFF);
	there.state = PRESENCE_PAUSED;
	assert_int_equal(ask(staff, presence_set(staff->store, has, &there, on_shift)), 0);
	assert_int_equal(come_back_to("nowhere", 64, 51), ERR_GONE);
	assert_int_equal(come_back_to("aarhus", 62, later.session), 0);
	assert_int_equal(staff->shift.state, PRESENCE_PAUSED);
	assert_int_equal(ask(staff, presence_set(staff->store, has, &there, on_shift)), ERR_MOMENT);
	there.state = PRESENCE_OFF;
	there.turn = staff->shift.turn;
	assert_int_equal(ask(staff, presence_set(staff->store, later, &there, on_shift)), 0);
	expect_clean();
}

static void a_visit_and_a_shift_are_taken_up_again_on_another_node(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	uint8_t first[32], second[32], ticket[32], next[32], stranger[32];

	(void)state;
	memset(first, 2, sizeof first);
	memset(second, 3, sizeof second);
	memset(ticket, 4, sizeof ticket);
	memset(next, 5, sizeof next);
	memset(stranger, 6, sizeof stranger);
	assert_int_equal(ask(staff,
						 presence_bind(staff->store, by_staff,
							 &(struct presence_login){.pool = "no",
								 .ticket = ticket,
								 .text = CID "\tkari\tK\u00e1ri",
								 .ttl_seconds = 900,
								 .is_new = true},
							 on_done)),
		0);
	meet(first);
	struct reply_to again = {.session = 33};
	assert_int_equal(ask(staff,
						 queue_resume(staff->store, again, TURN(stranger, second, 0), on_place)),
		ERR_GONE);
	assert_int_equal(ask(staff,
						 queue_resume(staff->store, again, TURN(first, second, 0), on_place)),
		0);
	assert_int_equal(staff->place.state, VISIT_TALKING);
	assert_string_equal(staff->cid, CID);
	assert_string_equal(staff->text, "no " SID);
	wait_for(told(youth, NEWS_TAKEN, YOUTH));
	assert_int_equal(append(youth, 0, 1, "mine"), 0); /* until the new socket takes the seat */
	assert_int_equal(ask(staff, room_attach(staff->store, again, staff->room, 0, 0, on_view)), 0);
	assert_int_equal(append(youth, 0, 2, "stale"), ERR_DENIED);
	struct reply_to later = {.session = 44};
	assert_int_equal(ask(youth,
						 presence_resume(youth->store, later, TURN(stranger, next, 0), 900,
							 on_shift)),
		ERR_GONE);
	assert_int_equal(ask(youth,
						 presence_resume(youth->store, later, TURN(ticket, next, 0), 900,
							 on_shift)),
		0);
	assert_string_equal(youth->text, CID "\tkari\tK\u00e1ri");
	assert_int_equal(youth->shift.state, PRESENCE_AVAILABLE);
	assert_int_equal(youth->shift.room_count, 1);
	wait_for(told(staff, NEWS_TAKEN, STAFF));
	turned_elsewhere(youth->store);
	assert_int_equal(ask(youth,
						 presence_resume(youth->store, (struct reply_to){.session = 43},
							 TURN(next, next, 0), 900, on_shift)),
		ERR_MOMENT);
	assert_int_equal(ask(youth,
						 queue_bind_leave(youth->store, by_youth, "no", SID, stranger, on_done)),
		0);
	assert_int_equal(ask(youth,
						 queue_leave(youth->store, by_youth, stranger, "left_quickly", on_done)),
		0);
	wait_for(told(youth, NEWS_ENDED, 44));
	assert_string_equal(youth->text, "left_quickly");
	int twice = ask(youth, queue_leave(youth->store, by_youth, stranger, "left_quickly", on_done));
	assert_true(twice == 0 || twice == ERR_GONE); /* the ticket may be buried by now */
	leave_shift(CID, 45); /* whose socket was overtaken has no say any more */
	assert_int_equal(ask(youth,
						 presence_resume(youth->store, later, TURN(next, ticket, 0), 900,
							 on_shift)),
		0);
	assert_int_equal(youth->shift.state, PRESENCE_OFF);
	expect_clean();
}

static void on_pool(void *context, struct reply_to to, int err, const struct queue_pool *pool)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	if (pool != NULL) {
		snprintf(heard->text, sizeof heard->text, "%u waiting, %u on duty, %u slots, at %s",
			pool->waiting, pool->on_duty, pool->slots, pool->staffed);
	}
}

static void asking_changing_and_cancelling_are_answered_with_the_place(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift elsewhere = shift(PRESENCE_AVAILABLE);
	uint8_t token[32];

	(void)state;
	memset(token, 7, sizeof token);
	elsewhere.municipality = "5437";
	elsewhere.county = "56";
	struct queue_ask wish = question(token);
	wish.who = 1;
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &elsewhere, on_shift)), 0);
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), 0);
	assert_int_equal(youth->place.state, VISIT_WAITING);
	assert_int_equal(youth->place.slots, 0);
	assert_int_equal(ask(youth, queue_pool_status(youth->store, by_youth, "no", on_pool)), 0);
	assert_string_equal(youth->text, "1 waiting, 1 on duty, 2 slots, at 5437");
	assert_int_equal(ask(youth, queue_change(youth->store, by_youth, "no", SID, 0, "nb", on_place)),
		0);
	assert_int_equal(youth->place.state, VISIT_OFFERED);
	assert_string_equal(youth->cid, "");
	assert_int_equal(youth->place.level, 2);
	assert_true(youth->place.widened);
	assert_int_equal(youth->place.slots, 2);
	assert_int_equal(ask(youth,
						 queue_cancel(youth->store, by_youth, "no", SID, "cancelled", on_done)),
		0);
	wait_for(told(staff, NEWS_REVOKED, STAFF));
	assert_int_equal(ask(youth, queue_status(youth->store, by_youth, "no", SID, on_place)),
		ERR_GONE);
	assert_int_equal(queue_status(youth->store, by_youth, "xx", SID, on_place), ERR_RANGE);
	wish.who = 9;
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), ERR_RANGE);
	part();
	expect_clean();
}

static void a_youth_whose_language_nobody_writes_is_told_what_is_written(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift on = shift(PRESENCE_AVAILABLE);
	uint8_t token[32];

	(void)state;
	memset(token, 15, sizeof token);
	struct queue_ask wish = question(token);
	wish.languages = "se";
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &on, on_shift)), 0);
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), 0);
	assert_int_equal(youth->place.state, VISIT_WAITING);
	assert_string_equal(youth->languages, "nb en");
	assert_int_equal(ask(youth, queue_change(youth->store, by_youth, "no", SID, 0, "nn", on_place)),
		0);
	assert_int_equal(youth->place.state, VISIT_OFFERED);
	assert_string_equal(youth->languages, "");
	assert_int_equal(ask(youth,
						 queue_cancel(youth->store, by_youth, "no", SID, "cancelled", on_done)),
		0);
	part();
	expect_clean();
}

static void a_full_queue_refuses_one_more(void **state)
{
	struct heard *youth = &world.youth;
	char sid[] = SID;
	uint8_t token[32];

	(void)state;
	memset(token, 16, sizeof token);
	struct queue_ask wish = question(token);
	wish.sid = sid;
	for (char last = 'a'; last < 'a' + QUEUE_VISITS; last++) {
		sid[sizeof sid - 2] = last;
		assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), 0);
	}
	sid[sizeof sid - 2] = 'z';
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), ERR_FULL);
	for (char last = 'a'; last < 'a' + QUEUE_VISITS; last++) {
		sid[sizeof sid - 2] = last;
		assert_int_equal(ask(youth,
							 queue_cancel(youth->store, by_youth, "no", sid, "diverted", on_done)),
			0);
	}
	expect_clean();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_conversation_walks_from_the_question_to_the_last_word),
		cmocka_unit_test(what_was_said_two_sockets_ago_takes_no_shift),
		cmocka_unit_test(a_shift_is_taken_up_in_the_pool_of_its_login_alone),
		cmocka_unit_test(a_visit_and_a_shift_are_taken_up_again_on_another_node),
		cmocka_unit_test(asking_changing_and_cancelling_are_answered_with_the_place),
		cmocka_unit_test(a_youth_whose_language_nobody_writes_is_told_what_is_written),
		cmocka_unit_test(a_full_queue_refuses_one_more),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
