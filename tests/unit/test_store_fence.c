/* What a node may say with an old lease: nothing. And what it tells with its beats. The clock is given
 * here, so that the bound can be tried from both sides. */
#include "store/internal/node.h"
#include "store/internal/state.h"
#include "unit/store_scene.h"

/* Is every lease of both nodes good since this time? */
static bool good_since(uint64_t at_ms)
{
	const struct store *stores[] = {world.youth.store, world.staff.store};
	bool good = true;

	for (unsigned i = 0; i < 2; i++) {
		for (unsigned j = 0; j < stores[i]->pool_count; j++) {
			good = good && stores[i]->pools[j].good_ms == at_ms;
		}
	}
	return good;
}

/* The clock goes on by so much, and stands still from then on. */
static void pass(uint64_t ms)
{
	clock_set(clock_mono_ms() + ms, clock_wall_ms());
}

/* Both nodes are up, and have sent their last good beat now. */
static void beat_now(void)
{
	pass(NODE_BEAT_MS);
	wait_for(good_since(clock_mono_ms()) && store_is_up(world.youth.store) &&
		store_is_up(world.staff.store));
}

static int ask_for(struct heard *youth)
{
	static const uint8_t token[32] = {42};
	struct queue_ask wish = question(token);

	return queue_ask(youth->store, by_youth, &wish, on_place);
}

static int make_room(struct heard *youth)
{
	static const char room[] = "00000000000000000000000000000000";

	return room_open(youth->store, by_youth, room, 1, on_done);
}

static void a_lease_holds_until_seven_seconds_after_its_last_good_beat_was_sent(void **state)
{
	struct heard *youth = &world.youth;

	(void)state;
	beat_now();
	pass(6999);
	assert_true(store_check(youth->store));
	assert_true(store_is_up(youth->store));
	pass(1);
	assert_false(store_is_up(youth->store));
}

static void a_node_that_was_stopped_is_fenced_before_it_says_anything(void **state)
{
	struct heard *youth = &world.youth;

	(void)state;
	beat_now();
	unsigned lost = youth->lost, connected = youth->connected;
	pass(NODE_FENCE_MS);
	/* No turn of the loop has passed. */
	assert_int_equal(youth->lost, lost);
	assert_int_equal(ask_for(youth), ERR_DOWN);
	assert_int_equal(make_room(youth), ERR_DOWN);
	assert_false(store_check(youth->store));
	assert_int_equal(youth->lost, lost + 1);
	assert_false(store_check(youth->store));
	assert_int_equal(youth->lost, lost + 1);
	wait_for(youth->connected == connected + 1);
	assert_true(store_check(youth->store));
}

static void a_lease_renewed_after_a_gap_is_told_as_lost_and_connected(void **state)
{
	struct heard *youth = &world.youth;
	struct store *store = youth->store;

	(void)state;
	beat_now();
	unsigned lost = youth->lost, connected = youth->connected;
	/* As if the process had been stopped, and the answer to a beat were read before any timer. One pool
	 * alone: the others would raise lost by themselves. */
	uv_timer_cb tick = store->tick.timer_cb;
	uv_timer_stop(&store->tick);
	struct pool *pool = store_find_pool(store, "no");
	pool->good_ms -= NODE_FENCE_MS;
	pool->beat_ms -= NODE_BEAT_MS;
	assert_int_equal(ask_for(youth), ERR_DOWN);
	node_tick(store, clock_mono_ms());
	wait_for(store_is_up(store));
	assert_int_equal(youth->lost, lost + 1);
	assert_int_equal(youth->connected, connected + 1);
	uv_timer_start(&store->tick, tick, 0, 0);
}

static void on_longest(void *context, struct reply_to to, int err, const struct queue_pool *pool)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	heard->ends_ms = pool == NULL ? 0 : pool->longest_ms;
}

static void the_longest_wait_is_told_with_the_next_beat(void **state)
{
	struct heard *youth = &world.youth;

	(void)state;
	store_set_oldest(youth->store, "no", store_clock_ms(youth->store, "no") - 60000);
	store_set_oldest(youth->store, "none", 1);
	beat_now();
	assert_int_equal(ask(youth, queue_pool_status(youth->store, by_youth, "no", on_longest)), 0);
	assert_true(youth->ends_ms >= 60000);
	store_set_oldest(youth->store, "no", 0);
	beat_now();
	assert_int_equal(ask(youth, queue_pool_status(youth->store, by_youth, "no", on_longest)), 0);
	assert_true(youth->ends_ms == 0);
}

static void on_ticket(void *context, struct reply_to to, int err, const char *text)
{
	(void)to;
	assert_int_equal(text != NULL, err == 0);
	answered(context, err);
}

static int take_after(struct heard *one, uint64_t ms)
{
	static const uint8_t hash[32] = {9};

	beat_now();
	assert_int_equal(ask(one, store_ticket_put(one->store, by_staff, hash, "who", 2, on_done, one)),
		0);
	pass(ms);
	return ask(one, store_ticket_take(one->store, by_staff, hash, on_ticket, one));
}

static void a_login_ticket_is_good_until_its_last_millisecond_and_not_in_the_next(void **state)
{
	(void)state;
	assert_int_equal(take_after(&world.staff, 1999), 0);
	assert_int_equal(take_after(&world.staff, 2000), ERR_GONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lease_holds_until_seven_seconds_after_its_last_good_beat_was_sent),
		cmocka_unit_test(a_node_that_was_stopped_is_fenced_before_it_says_anything),
		cmocka_unit_test(a_lease_renewed_after_a_gap_is_told_as_lost_and_connected),
		cmocka_unit_test(the_longest_wait_is_told_with_the_next_beat),
		cmocka_unit_test(a_login_ticket_is_good_until_its_last_millisecond_and_not_in_the_next),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
