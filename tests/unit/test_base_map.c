/* The map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

static int values[4];

static int make(void **state)
{
	*state = map_create();
	return *state == NULL;
}

static int destroy(void **state)
{
	map_destroy(*state);
	return 0;
}

static void what_was_put_is_found(void **state)
{
	struct map *map = *state;
	assert_int_equal(map_put(map, "ab", 2, &values[0]), 0);
	assert_int_equal(map_put(map, "abc", 3, &values[1]), 0);
	assert_ptr_equal(map_get(map, "ab", 2), &values[0]);
	assert_ptr_equal(map_get(map, "abc", 3), &values[1]);
	assert_int_equal(map_count(map), 2);
}

static void what_was_not_put_is_not_found(void **state)
{
	struct map *map = *state;
	assert_null(map_get(map, "a", 1));
	assert_null(map_take(map, "a", 1));
	assert_int_equal(map_put(map, "ab", 2, &values[0]), 0);
	assert_null(map_get(map, "a", 1));
}

static void a_key_may_hold_zeros_and_be_a_number(void **state)
{
	struct map *map = *state;
	const uint64_t one = 1, huge = UINT64_C(1) << 63;
	assert_int_equal(map_put(map, &one, sizeof(one), &values[1]), 0);
	assert_int_equal(map_put(map, &huge, sizeof(huge), &values[2]), 0);
	assert_ptr_equal(map_get(map, &one, sizeof(one)), &values[1]);
	assert_ptr_equal(map_get(map, &huge, sizeof(huge)), &values[2]);
}

static void putting_again_replaces_the_value(void **state)
{
	struct map *map = *state;
	assert_int_equal(map_put(map, "a", 1, &values[0]), 0);
	assert_int_equal(map_put(map, "a", 1, &values[1]), 0);
	assert_ptr_equal(map_get(map, "a", 1), &values[1]);
	assert_int_equal(map_count(map), 1);
}

static void what_was_taken_is_gone(void **state)
{
	struct map *map = *state;
	assert_int_equal(map_put(map, "a", 1, &values[0]), 0);
	assert_ptr_equal(map_take(map, "a", 1), &values[0]);
	assert_null(map_get(map, "a", 1));
	assert_int_equal(map_count(map), 0);
}

static void the_map_owns_its_keys(void **state)
{
	struct map *map = *state;
	char key[] = "key";
	assert_int_equal(map_put(map, key, 3, &values[0]), 0);
	key[0] = 'x';
	assert_ptr_equal(map_get(map, "key", 3), &values[0]);
	assert_null(map_get(map, "xey", 3));
}

static void count_one(void *value, void *context)
{
	assert_in_range((uintptr_t)value, (uintptr_t)&values[0], (uintptr_t)&values[3]);
	++*(int *)context;
}

static void each_entry_is_visited_once(void **state)
{
	struct map *map = *state;
	int count = 0;
	map_each(map, count_one, &count);
	assert_int_equal(count, 0);
	for (char key = 0; key < 100; key++) {
		assert_int_equal(map_put(map, &key, 1, &values[key % 4]), 0);
	}
	map_each(map, count_one, &count);
	assert_int_equal(count, 100);
}

struct thing {
	struct map *map;
	char key;
};

static void take_itself(void *value, void *context)
{
	struct thing *thing = value;
	(void)context;
	assert_ptr_equal(map_take(thing->map, &thing->key, 1), thing);
	free(thing);
}

static void a_visit_may_take_out_its_own_entry(void **state)
{
	struct map *map = *state;
	for (char key = 0; key < 100; key++) {
		struct thing *thing = calloc(1, sizeof(*thing));
		*thing = (struct thing){map, key};
		assert_int_equal(map_put(map, &thing->key, 1, thing), 0);
	}
	map_each(map, take_itself, NULL);
	assert_int_equal(map_count(map), 0);
}

static void it_still_finds_everything_after_growing(void **state)
{
	struct map *map = *state;
	for (uint64_t key = 0; key < 20000; key++) {
		assert_int_equal(map_put(map, &key, sizeof(key), &values[key % 4]), 0);
	}
	for (uint64_t key = 0; key < 20000; key += 2) {
		assert_ptr_equal(map_take(map, &key, sizeof(key)), &values[key % 4]);
	}
	for (uint64_t key = 0; key < 20000; key++) {
		assert_ptr_equal(map_get(map, &key, sizeof(key)), key % 2 ? &values[key % 4] : NULL);
	}
	assert_int_equal(map_count(map), 10000);
}

static void destroying_nothing_is_allowed(void **state)
{
	(void)state;
	map_destroy(NULL);
}

#define MAP_TEST(test) cmocka_unit_test_setup_teardown(test, make, destroy)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MAP_TEST(what_was_put_is_found),
		MAP_TEST(what_was_not_put_is_not_found),
		MAP_TEST(a_key_may_hold_zeros_and_be_a_number),
		MAP_TEST(putting_again_replaces_the_value),
		MAP_TEST(what_was_taken_is_gone),
		MAP_TEST(the_map_owns_its_keys),
		MAP_TEST(each_entry_is_visited_once),
		MAP_TEST(a_visit_may_take_out_its_own_entry),
		MAP_TEST(it_still_finds_everything_after_growing),
		cmocka_unit_test(destroying_nothing_is_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
