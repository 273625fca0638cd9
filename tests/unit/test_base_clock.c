/* The one clock, and the one that tests put in its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"

static int back_to_the_system(void **state)
{
	(void)state;
	clock_use_system();
	return 0;
}

static void the_clock_never_goes_back(void **state)
{
	(void)state;
	uint64_t before = clock_mono_ms();
	for (int i = 0; i < 10000; i++) {
		const uint64_t now = clock_mono_ms();
		assert_true(now >= before);
		before = now;
	}
}

static void the_wall_clock_counts_milliseconds_since_1970(void **state)
{
	(void)state;
	/* Between 2024 and 2100, whatever the machine thinks. */
	assert_in_range(clock_wall_ms(), UINT64_C(1704067200000), UINT64_C(4102444800000));
}

static void a_given_clock_stands_where_it_is_put(void **state)
{
	(void)state;
	clock_set(5, 1764090000000);
	assert_int_equal(clock_mono_ms(), 5);
	assert_int_equal(clock_wall_ms(), 1764090000000);
	clock_set(6, 3);
	assert_int_equal(clock_mono_ms(), 6);
	assert_int_equal(clock_wall_ms(), 3);
}

static void the_system_clock_comes_back(void **state)
{
	(void)state;
	clock_set(UINT64_MAX, 0);
	clock_use_system();
	assert_true(clock_mono_ms() < UINT64_MAX);
	assert_true(clock_wall_ms() > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_clock_never_goes_back),
		cmocka_unit_test(the_wall_clock_counts_milliseconds_since_1970),
		cmocka_unit_test_teardown(a_given_clock_stands_where_it_is_put, back_to_the_system),
		cmocka_unit_test_teardown(the_system_clock_comes_back, back_to_the_system),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
