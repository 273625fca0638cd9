/* The store when Redis is gone, hangs or has forgotten this node. */
#include "store/internal/state.h"
#include "unit/store_scene.h"

static void redis_killed_and_started_again_loses_nothing_that_was_answered(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	uint8_t token[32];
	char room[STORE_ID_HEX];

	(void)state;
	memset(token, 8, sizeof token);
	meet(token);
	memcpy(room, youth->room, sizeof room);
	assert_int_equal(append(youth, 0, 1, "before"), 0);
	unsigned connected = youth->connected, lost = youth->lost, staff_connected = staff->connected;
	unsigned run = store_run(youth->store);
	redis_server_kill(&world.redis);
	struct room_append message = {.room = room,
		.seat = 0,
		.claim = youth->view.claim,
		.cseq = 2,
		.kind = KIND_SAY,
		.payload = view_text("during")};
	int answers = youth->answers;
	int err = room_append(youth->store, by_youth, &message, on_appended);
	if (err == 0) {
		wait_for(youth->answers == answers + 1);
		err = youth->err;
	}
	assert_int_equal(err, ERR_DOWN);
	wait_for(youth->lost == lost + 1);
	assert_int_equal(room_append(youth->store, by_youth, &message, on_appended), ERR_DOWN);
	assert_int_equal(redis_server_again(&world.redis), 0);
	wait_for(youth->connected == connected + 1 && staff->connected == staff_connected + 1);
	assert_int_equal(store_run(youth->store), run + 1);
	assert_int_equal(ask(youth,
						 queue_resume(youth->store, by_youth, TURN(token, token, 0), on_place)),
		0);
	assert_int_equal(youth->place.state, VISIT_TALKING);
	memcpy(youth->room, room, sizeof room);
	assert_int_equal(append(youth, 0, 2, "after"), 0);
	assert_int_equal(ask(staff, room_read(staff->store, by_staff, room, 1, on_entries)), 0);
	assert_int_equal(staff->entry_count, 2);
	assert_string_equal(staff->text, "0/2/after");
	assert_int_equal(ask(youth,
						 queue_end(youth->store, by_youth, "no", SID, room, "left", on_done)),
		0);
	part();
	expect_clean();
}

static void a_node_that_was_forgotten_is_refused_and_comes_back_under_a_new_epoch(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift on = shift(PRESENCE_AVAILABLE);
	struct queue_ask wish;
	uint8_t token[32];

	(void)state;
	memset(token, 12, sizeof token);
	wish = question(token);
	wish.languages = "se";
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), 0);
	unsigned connected = youth->connected, lost = youth->lost;
	assert_int_equal(redis_server_command(&world.redis, "HDEL {no}:cfg \"epoch n1\""), 0);
	int err = ask(youth, queue_change(youth->store, by_youth, "no", SID, 0, "se en", on_place));
	assert_true(err == ERR_DENIED || err == ERR_DOWN);
	wait_for(youth->lost == lost + 1 && youth->connected == connected + 1);
	assert_int_equal(ask(youth,
						 queue_resume(youth->store, by_youth, TURN(token, token, 0), on_place)),
		0);
	assert_int_equal(youth->place.state, VISIT_WAITING);
	on.languages = "se";
	staff->news_count = 0;
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &on, on_shift)), 0);
	wait_for(told(staff, NEWS_OFFER, STAFF));
	assert_int_equal(ask(youth,
						 queue_cancel(youth->store, by_youth, "no", SID, "cancelled", on_done)),
		0);
	part();
	expect_clean();
}

/* Redis comes back without what it knew, as after a failover to a replica that was far behind. */
static void forget_everything(void)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	unsigned connected = youth->connected, staff_connected = staff->connected;

	assert_int_equal(redis_server_command(&world.redis, "FLUSHALL"), 0);
	wait_for(youth->connected > connected && staff->connected > staff_connected);
}

static void a_room_that_redis_has_lost_is_put_back_by_those_who_know_it(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift on = shift(PRESENCE_AVAILABLE);
	uint8_t token[32];
	char room[STORE_ID_HEX];

	(void)state;
	memset(token, 13, sizeof token);
	meet(token);
	memcpy(room, youth->room, sizeof room);
	forget_everything();
	assert_int_equal(ask(youth,
						 queue_resume(youth->store, by_youth, TURN(token, token, 0), on_place)),
		ERR_GONE);
	struct queue_back back = {.ask = question(token),
		.asked_ms = store_clock_ms(youth->store, "no") - 60000,
		.level = 1,
		.room = room,
		.seat = 1,
		.own = 1,
		.cid = CID,
		.answered_ms = 1};
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &on, on_shift)), 0);
	for (int i = 0; i < 2; i++) { /* the second time it is there */
		assert_int_equal(ask(youth, queue_put_back(youth->store, by_youth, &back, on_place)), 0);
		assert_int_equal(youth->place.state, VISIT_TALKING);
		assert_string_equal(youth->room, room);
		assert_in_range(youth->place.waited_ms, 60000, 120000);
	}
	assert_int_equal(ask(youth,
						 queue_resume(youth->store, by_youth, TURN(token, token, 0), on_place)),
		0);
	assert_int_equal(ask(youth,
						 queue_end(youth->store, by_youth, "no", SID, room, "left", on_done)),
		0);
	part();
	expect_clean();
}

static void a_wait_that_redis_has_lost_is_put_back_at_its_place(void **state)
{
	struct heard *youth = &world.youth;
	uint8_t token[32];

	(void)state;
	memset(token, 14, sizeof token);
	struct queue_ask wish = question(token);
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), 0);
	uint64_t asked_ms = store_clock_ms(youth->store, "no") - youth->place.waited_ms - 60000;
	forget_everything();
	struct queue_ask later = question(token);
	later.sid = SID2;
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &later, on_place)), 0);
	struct queue_back back = {.ask = wish, .asked_ms = asked_ms, .level = 2, .room = "", .cid = ""};
	assert_int_equal(ask(youth, queue_put_back(youth->store, by_youth, &back, on_place)), 0);
	assert_int_equal(youth->place.state, VISIT_WAITING);
	assert_int_equal(youth->place.level, 2);
	assert_int_equal(youth->place.ahead, 0);
	assert_int_equal(ask(youth, queue_status(youth->store, by_youth, "no", SID2, on_place)), 0);
	assert_int_equal(youth->place.ahead, 1);
	assert_int_equal(ask(youth, queue_cancel(youth->store, by_youth, "no", SID, "left", on_done)),
		0);
	assert_int_equal(ask(youth, queue_cancel(youth->store, by_youth, "no", SID2, "left", on_done)),
		0);
	expect_clean();
}

static void a_redis_that_hangs_is_given_up_and_every_request_is_answered(void **state)
{
	struct heard *youth = &world.youth;

	(void)state;
	unsigned connected = youth->connected;
	int answers = youth->answers;
	redis_server_signal(&world.redis, SIGSTOP);
	assert_int_equal(queue_status(youth->store, by_youth, "no", SID, on_place), 0);
	wait_for(youth->answers == answers + 1);
	assert_int_equal(youth->err, ERR_DOWN);
	wait_for(!store_is_up(youth->store));
	redis_server_signal(&world.redis, SIGCONT);
	wait_for(youth->connected == connected + 1 && store_is_up(world.staff.store));
	assert_int_equal(ask(youth, queue_status(youth->store, by_youth, "no", SID, on_place)),
		ERR_GONE);
}

/* They were read under a lease that was over, and the link that they waited for broke: they must not stand before those of the next. */
static void news_that_come_while_it_is_down_hold_up_none_that_come_later(void **state)
{
	struct heard *youth = &world.youth;
	struct store *store = youth->store;
	uint8_t token[32];

	(void)state;
	memset(token, 15, sizeof token);
	unsigned connected = youth->connected;
	store_begin_anew(store);
	assert_int_equal(redis_server_command(&world.redis,
						 "XADD {no}:ev:n1 \"*\" t taken s 99 i " SID),
		0);
	wait_for(!store->reading);
	assert_false(store_is_up(store));
	link_give_up(store->links[LINK_ROUTING]);
	wait_for(youth->connected == connected + 1);
	meet(token);
	assert_int_equal(end_room(), 0);
	part();
	expect_clean();
}

static void too_many_requests_are_refused_and_the_others_answered_once(void **state)
{
	struct heard *youth = &world.youth;
	int before = youth->answers, taken = 0, err = 0;

	(void)state;
	for (int i = 0; i < 2000 && err == 0; i++) {
		err = queue_status(youth->store, by_youth, "no", SID, on_place);
		taken += err == 0;
	}
	assert_int_equal(err, ERR_FULL);
	assert_in_range(taken, 1, 500);
	wait_for(youth->answers == before + taken);
	assert_int_equal(ask(youth, queue_status(youth->store, by_youth, "no", SID, on_place)),
		ERR_GONE);
	assert_int_equal(youth->answers, before + taken + 1);
}

static void a_store_whose_redis_is_not_there_waits_and_stops(void **state)
{
	struct heard lonely;
	struct redis_server real = world.redis;

	(void)state;
	snprintf(world.redis.socket, sizeof world.redis.socket, "/nowhere/s");
	open_node(&lonely, "n9");
	world.redis = real;
	assert_false(store_is_up(lonely.store));
	assert_int_equal(queue_status(lonely.store, by_youth, "no", SID, on_place), ERR_DOWN);
	store_stop(lonely.store);
	/* Its handles close in the turns of the loop that another request takes. */
	int err = ask(&world.youth, queue_status(world.youth.store, by_youth, "no", SID, on_place));
	assert_int_equal(err, ERR_GONE);
	store_destroy(lonely.store);
	assert_int_equal(lonely.connected, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(redis_killed_and_started_again_loses_nothing_that_was_answered),
		cmocka_unit_test(a_node_that_was_forgotten_is_refused_and_comes_back_under_a_new_epoch),
		cmocka_unit_test(a_room_that_redis_has_lost_is_put_back_by_those_who_know_it),
		cmocka_unit_test(a_wait_that_redis_has_lost_is_put_back_at_its_place),
		cmocka_unit_test(news_that_come_while_it_is_down_hold_up_none_that_come_later),
		cmocka_unit_test(a_redis_that_hangs_is_given_up_and_every_request_is_answered),
		cmocka_unit_test(too_many_requests_are_refused_and_the_others_answered_once),
		cmocka_unit_test(a_store_whose_redis_is_not_there_waits_and_stops),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
