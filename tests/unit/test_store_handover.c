/* What happens to a room beside its end, against a real Redis: hand-over, swap, park, the frame of a
 * conversation, the wrap-up; and asking by hand. What the functions decide is tested in
 * tests/routing. */
#include "unit/store_scene.h"

static const struct reply_to by_other = {.session = OTHER};

static void meet_anew(uint8_t number, const struct presence_shift *other)
{
	struct heard *staff = &world.staff;
	uint8_t token[32];

	memset(token, number, sizeof token);
	meet(token);
	if (other != NULL) {
		assert_int_equal(ask(staff, presence_set(staff->store, by_other, other, on_shift)), 0);
	}
	world.youth.news_count = 0;
	staff->news_count = 0;
}

static int propose(enum handover_kind kind, const char *target, const char *municipality)
{
	struct heard *staff = &world.staff;
	struct handover proposal = {.pool = "no",
		.cid = CID,
		.room = world.youth.room,
		.kind = kind,
		.target = target,
		.municipality = municipality};

	return ask(staff, handover_propose(staff->store, by_staff, &proposal, on_done));
}

static int consent(bool yes)
{
	struct heard *youth = &world.youth;

	return ask(youth,
		handover_consent(youth->store, by_youth, "no", SID, youth->room, yes, on_consented));
}

static int cancel(void)
{
	struct heard *youth = &world.youth;

	return ask(youth, queue_cancel(youth->store, by_youth, "no", SID, "cancelled", on_done));
}

static void a_room_is_handed_over_when_the_youth_consents(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift other = colleague();

	(void)state;
	meet_anew(1, &other);
	assert_int_equal(propose(HANDOVER_AGENCY, "karasjok", "5437"), 0);
	wait_for(told(youth, NEWS_PROPOSED, YOUTH));
	assert_string_equal(youth->text, "agency/karasjok");
	assert_int_equal(consent(true), 0);
	assert_string_equal(youth->text, "done");
	wait_for(told_why(youth, NEWS_QUEUED, YOUTH, "handed"));
	wait_for(told_why(staff, NEWS_ENDED, STAFF, "handed"));
	wait_for(told_why(staff, NEWS_OFFER, OTHER, ""));
	assert_int_equal(cancel(), 0);
	leave_shift(CID2, OTHER);
	part();
	expect_clean();
}

static void a_youth_who_says_no_stays_and_the_counsellor_hears_it(void **state)
{
	struct presence_shift other = colleague();

	(void)state;
	meet_anew(2, &other);
	assert_int_equal(consent(true), ERR_MOMENT);
	assert_int_equal(propose(HANDOVER_COUNSELLOR, CID2, ""), 0);
	wait_for(told(&world.youth, NEWS_PROPOSED, YOUTH));
	assert_int_equal(consent(false), 0);
	assert_string_equal(world.youth.text, "no");
	wait_for(told_why(&world.staff, NEWS_HANDED, STAFF, "no"));
	assert_int_equal(end_room(), 0);
	leave_shift(CID2, OTHER);
	part();
	expect_clean();
}

static void a_hand_over_that_cannot_be_is_refused_with_its_reason(void **state)
{
	struct heard *youth = &world.youth;
	struct presence_shift other = colleague();

	(void)state;
	other.lives_in = "0301";
	meet_anew(3, &other);
	assert_int_equal(propose(HANDOVER_TOPIC, "violence", ""), ERR_OFF);
	assert_int_equal(propose(HANDOVER_AGENCY, "nowhere", "1101"), ERR_OFF);
	assert_int_equal(ask(youth, queue_change(youth->store, by_youth, "no", SID, 2, "nb", on_place)),
		0);
	assert_int_equal(propose(HANDOVER_COUNSELLOR, CID2, ""), ERR_WISH);
	assert_int_equal(end_room(), 0);
	leave_shift(CID2, OTHER);
	part();
	expect_clean();
}

static void what_has_become_impossible_is_told_to_both(void **state)
{
	struct presence_shift other = colleague();

	(void)state;
	meet_anew(4, &other);
	assert_int_equal(propose(HANDOVER_COUNSELLOR, CID2, ""), 0);
	wait_for(told(&world.youth, NEWS_PROPOSED, YOUTH));
	leave_shift(CID2, OTHER);
	assert_int_equal(consent(true), 0);
	assert_string_equal(world.youth.text, "off");
	wait_for(told_why(&world.youth, NEWS_HANDED, YOUTH, "off"));
	wait_for(told_why(&world.staff, NEWS_HANDED, STAFF, "off"));
	assert_int_equal(end_room(), 0);
	part();
	expect_clean();
}

static void somebody_else_please_is_heard_from_either_side(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;

	(void)state;
	meet_anew(5, NULL);
	assert_int_equal(ask(youth,
						 queue_swap(youth->store, by_youth, "no", SID, youth->room, false,
							 on_done)),
		0);
	wait_for(told_why(youth, NEWS_QUEUED, YOUTH, "swapped"));
	wait_for(told_why(staff, NEWS_ENDED, STAFF, "swapped"));
	assert_int_equal(ask(youth, queue_status(youth->store, by_youth, "no", SID, on_place)), 0);
	assert_int_equal(youth->place.state, VISIT_WAITING);
	assert_int_equal(cancel(), 0);
	part();
	meet_anew(6, NULL);
	assert_int_equal(ask(staff,
						 queue_swap(staff->store, by_staff, "no", CID, staff->room, false,
							 on_done)),
		0);
	wait_for(told_why(youth, NEWS_QUEUED, YOUTH, "swapped"));
	assert_int_equal(cancel(), 0);
	part();
	expect_clean();
}

static void a_room_is_put_aside_while_the_youth_is_away_and_never_before(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	uint8_t token[32];

	(void)state;
	memset(token, 7, sizeof token);
	meet_anew(7, NULL);
	assert_int_equal(ask(staff,
						 presence_park(staff->store, by_staff, "no", CID, staff->room, on_done)),
		ERR_MOMENT);
	assert_int_equal(ask(youth, queue_detach(youth->store, by_youth, "no", SID, on_done)), 0);
	assert_int_equal(ask(staff,
						 presence_park(staff->store, by_staff, "no", CID, staff->room, on_done)),
		0);
	wait_for(told_why(staff, NEWS_ENDED, STAFF, "parked"));
	staff->news_count = 0;
	assert_int_equal(ask(youth,
						 queue_resume(youth->store, by_youth, TURN(token, token, 0), on_place)),
		0);
	assert_int_equal(youth->place.state, VISIT_OFFERED);
	wait_for(told_why(staff, NEWS_OFFER, STAFF, ""));
	assert_int_equal(cancel(), 0);
	part();
	expect_clean();
}

static void a_wrap_up_is_prolonged_once_and_ended_once(void **state)
{
	struct heard *staff = &world.staff;
	char room[STORE_ID_HEX];

	(void)state;
	meet_anew(8, NULL);
	memcpy(room, staff->room, sizeof room);
	assert_int_equal(ask(staff,
						 presence_wrap(staff->store, by_staff, "no", CID, room, false, on_done)),
		ERR_GONE);
	assert_int_equal(end_room(), 0);
	for (int i = 0; i < 2; i++) { /* the second time it is the same request again */
		assert_int_equal(ask(staff,
							 presence_wrap(staff->store, by_staff, "no", CID, room, true, on_done)),
			0);
	}
	assert_int_equal(ask(staff,
						 presence_wrap(staff->store, by_staff, "no", CID, room, false, on_done)),
		0);
	wait_for(told_why(staff, NEWS_SHIFT, STAFF, "wrapped"));
	assert_int_equal(ask(staff,
						 presence_wrap(staff->store, by_staff, "no", CID, room, false, on_done)),
		ERR_GONE);
	part();
	expect_clean();
}

static void a_conversation_and_a_shift_are_prolonged_and_say_until_when(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift until = shift(PRESENCE_AVAILABLE);

	(void)state;
	meet_anew(9, NULL);
	assert_int_equal(ask(staff,
						 presence_extend(staff->store, by_staff, "no", CID, staff->room, on_ends)),
		0);
	uint64_t ends_ms = staff->ends_ms;
	assert_true(ends_ms > 0);
	wait_for(told_why(youth, NEWS_PERIOD, YOUTH, "extended"));
	assert_in_range(youth->ends_ms, ends_ms - 1000, ends_ms + 1000);
	assert_int_equal(ask(staff, presence_extend(staff->store, by_staff, "no", CID, "", on_ends)),
		ERR_MOMENT);
	assert_true(staff->ends_ms == 0);
	until.until_ms = clock_wall_ms() + 3600000;
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &until, on_shift)), 0);
	assert_int_equal(ask(staff, presence_extend(staff->store, by_staff, "no", CID, "", on_ends)),
		0);
	assert_true(staff->ends_ms > until.until_ms);
	until.until_ms = 4102444800000; /* far away: nothing to prolong */
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &until, on_shift)), 0);
	assert_int_equal(ask(staff, presence_extend(staff->store, by_staff, "no", CID, "", on_ends)),
		0);
	assert_in_range(staff->ends_ms, until.until_ms - 1000, until.until_ms + 1000);
	assert_int_equal(end_room(), 0);
	part();
	expect_clean();
}

static void nobody_begins_a_shift_after_its_last_entry(void **state)
{
	struct heard *staff = &world.staff;
	struct presence_shift over = shift(PRESENCE_AVAILABLE);

	(void)state;
	over.until_ms = 1000; /* 1970 */
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &over, on_shift)), 0);
	assert_int_equal(staff->shift.state, PRESENCE_OFF);
	expect_clean();
}

/* The one who waits is meant for the local counsellor, who has an offer already. */
static void who_waits_for_others_is_picked_by_hand(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift local = shift(PRESENCE_AVAILABLE), other = colleague();
	uint8_t first[32], second[32];

	(void)state;
	memset(first, 10, sizeof first);
	memset(second, 11, sizeof second);
	local.capacity = 1;
	other.capacity = 1;
	staff->news_count = 0;
	struct queue_ask one = question(first), two = question(second);
	one.sid = SID2;
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &local, on_shift)), 0);
	assert_int_equal(ask(staff, presence_set(staff->store, by_other, &other, on_shift)), 0);
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &one, on_place)), 0);
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &two, on_place)), 0);
	assert_int_equal(youth->place.state, VISIT_WAITING);
	assert_int_equal(ask(staff,
						 presence_pick(staff->store, by_other, "no", CID2, "n", "unsure", on_done)),
		ERR_GONE);
	assert_int_equal(ask(staff,
						 presence_pick(staff->store, by_other, "no", CID2, "m0301", "unsure",
							 on_done)),
		0);
	wait_for(told_why(staff, NEWS_OFFER, OTHER, ""));
	assert_int_equal(ask(staff,
						 presence_pick(staff->store, by_other, "no", CID2, "m0301", "unsure",
							 on_done)),
		ERR_FULL);
	assert_int_equal(cancel(), 0);
	assert_int_equal(ask(youth,
						 queue_cancel(youth->store, by_youth, "no", SID2, "diverted", on_done)),
		0);
	leave_shift(CID2, OTHER);
	part();
	expect_clean();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_room_is_handed_over_when_the_youth_consents),
		cmocka_unit_test(a_youth_who_says_no_stays_and_the_counsellor_hears_it),
		cmocka_unit_test(a_hand_over_that_cannot_be_is_refused_with_its_reason),
		cmocka_unit_test(what_has_become_impossible_is_told_to_both),
		cmocka_unit_test(somebody_else_please_is_heard_from_either_side),
		cmocka_unit_test(a_room_is_put_aside_while_the_youth_is_away_and_never_before),
		cmocka_unit_test(a_wrap_up_is_prolonged_once_and_ended_once),
		cmocka_unit_test(a_conversation_and_a_shift_are_prolonged_and_say_until_when),
		cmocka_unit_test(nobody_begins_a_shift_after_its_last_entry),
		cmocka_unit_test(who_waits_for_others_is_picked_by_hand),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
