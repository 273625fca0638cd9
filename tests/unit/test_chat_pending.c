/* The slots of messages on their way: used again, bounded, never moved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/pending.h"

static const struct view payload = {(const uint8_t *)"hei", 3};

static void a_slot_keeps_a_copy_of_the_payload(void **state)
{
	(void)state;
	struct pending_pool pool;
	char text[] = "hei";
	pending_init(&pool);
	struct pending *pending = pending_take(&pool, (struct view){(const uint8_t *)text, 3});
	assert_non_null(pending);
	memset(text, 'x', 3);
	assert_true(view_is(buf_view(&pending->payload), "hei"));
	assert_ptr_equal(pending_at(&pool, pending->index), pending);
	pending_finish(&pool);
}

static void slots_that_were_given_back_are_used_again(void **state)
{
	(void)state;
	struct pending_pool pool;
	pending_init(&pool);
	for (unsigned i = 0; i < 10000; i++) {
		struct pending *one = pending_take(&pool, payload);
		struct pending *two = pending_take(&pool, payload);
		assert_non_null(one);
		assert_non_null(two);
		assert_ptr_not_equal(one, two);
		pending_give_back(&pool, one);
		pending_give_back(&pool, two);
	}
	assert_int_equal(pool.count, 2);
	pending_finish(&pool);
}

static void slots_stay_where_they_are_while_the_pool_grows(void **state)
{
	(void)state;
	struct pending_pool pool;
	pending_init(&pool);
	struct pending *first = pending_take(&pool, payload);
	for (unsigned i = 0; i < 300; i++) {
		assert_non_null(pending_take(&pool, payload));
	}
	assert_ptr_equal(pending_at(&pool, 0), first);
	assert_int_equal(pool.count, 301);
	pending_finish(&pool);
}

static void a_payload_above_the_limit_is_refused_and_the_slot_is_free_again(void **state)
{
	(void)state;
	static uint8_t bytes[LIMIT_PAYLOAD + 1];
	struct pending_pool pool;
	pending_init(&pool);
	assert_null(pending_take(&pool, (struct view){bytes, sizeof(bytes)}));
	assert_non_null(pending_take(&pool, (struct view){bytes, LIMIT_PAYLOAD}));
	assert_int_equal(pool.count, 1);
	pending_finish(&pool);
}

static void there_is_an_end_to_the_slots(void **state)
{
	(void)state;
	struct pending_pool pool;
	unsigned count = 0;
	pending_init(&pool);
	while (count < 70000 && pending_take(&pool, payload) != NULL) {
		count++;
	}
	assert_int_equal(count, 65536);
	pending_finish(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slot_keeps_a_copy_of_the_payload),
		cmocka_unit_test(slots_that_were_given_back_are_used_again),
		cmocka_unit_test(slots_stay_where_they_are_while_the_pool_grows),
		cmocka_unit_test(a_payload_above_the_limit_is_refused_and_the_slot_is_free_again),
		cmocka_unit_test(there_is_an_end_to_the_slots),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
