/* The histogram of the load generator: its precision is what the figures rest on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/load/hist.h"

static struct hist hist;

static int empty(void **state)
{
	(void)state;
	hist_clear(&hist);
	return 0;
}

static void an_empty_one_has_no_percentiles(void **state)
{
	(void)state;
	assert_int_equal(hist_at(&hist, 50), 0);
}

static void small_values_are_exact(void **state)
{
	(void)state;
	for (uint64_t value = 1; value <= 100; value++) {
		hist_add(&hist, value);
	}
	assert_int_equal(hist_at(&hist, 1), 1);
	assert_int_equal(hist_at(&hist, 50), 50);
	assert_int_equal(hist_at(&hist, 99), 99);
	assert_int_equal(hist_at(&hist, 100), 100);
}

/* Never below the true value, and above it by less than one part of HIST_PARTS. */
static void every_size_keeps_the_stated_precision(void **state)
{
	(void)state;
	for (unsigned bit = 0; bit < HIST_BITS - 1; bit++) {
		const uint64_t power = UINT64_C(1) << bit;
		const uint64_t values[] = {power, power + power / 3, 2 * power - 1};
		for (size_t i = 0; i < 3; i++) {
			hist_clear(&hist);
			hist_add(&hist, values[i]);
			hist_add(&hist, UINT64_C(1) << (HIST_BITS - 1));
			const uint64_t told = hist_at(&hist, 50);
			assert_in_range(told, values[i], values[i] + values[i] / HIST_PARTS);
		}
	}
}

static void values_beyond_the_range_are_kept_as_the_maximum(void **state)
{
	(void)state;
	hist_add(&hist, 7);
	hist_add(&hist, UINT64_MAX);
	assert_int_equal(hist_at(&hist, 50), 7);
	assert_true(hist_at(&hist, 100) == UINT64_MAX);
}

static void no_percentile_is_above_the_maximum(void **state)
{
	(void)state;
	hist_add(&hist, 1000001);
	assert_int_equal(hist_at(&hist, 50), 1000001);
	assert_int_equal(hist_at(&hist, 99.9), 1000001);
}

/* A sorted list of random values tells the same, within the precision. */
static void percentiles_agree_with_a_sorted_list(void **state)
{
	(void)state;
	enum { COUNT = 10000 };
	static uint64_t values[COUNT];
	uint64_t x = 88172645463325252u;
	for (unsigned i = 0; i < COUNT; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		values[i] = (x % 1000) * (x % 1000) * (x % 997);
		hist_add(&hist, values[i]);
	}
	for (unsigned i = 1; i < COUNT; i++) {
		for (unsigned j = i; j > 0 && values[j - 1] > values[j]; j--) {
			const uint64_t swap = values[j];
			values[j] = values[j - 1];
			values[j - 1] = swap;
		}
	}
	const double percents[] = {1, 50, 90, 99, 99.9};
	for (size_t i = 0; i < 5; i++) {
		const uint64_t exact = values[(size_t)(COUNT * percents[i] / 100) - 1];
		assert_in_range(hist_at(&hist, percents[i]), exact, exact + exact / HIST_PARTS + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_empty_one_has_no_percentiles, empty),
		cmocka_unit_test_setup(small_values_are_exact, empty),
		cmocka_unit_test_setup(every_size_keeps_the_stated_precision, empty),
		cmocka_unit_test_setup(values_beyond_the_range_are_kept_as_the_maximum, empty),
		cmocka_unit_test_setup(no_percentile_is_above_the_maximum, empty),
		cmocka_unit_test_setup(percentiles_agree_with_a_sorted_list, empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
