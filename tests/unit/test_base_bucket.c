/* Token buckets, with a given time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>

#include "base/bucket.h"

static int take_all(struct bucket *bucket, const struct bucket_rate *rate, uint64_t now_ms)
{
	int taken = 0;
	while (taken < 10000 && bucket_take(bucket, rate, now_ms)) {
		taken++;
	}
	return taken;
}

static void a_new_bucket_holds_its_size(void **state)
{
	(void)state;
	const struct bucket_rate rate = {20, 1};
	struct bucket early = {0}, late = {0};
	assert_int_equal(take_all(&early, &rate, 0), 20);
	assert_int_equal(take_all(&late, &rate, 1000000), 20);
}

static void one_token_comes_back_after_its_time_and_not_before(void **state)
{
	(void)state;
	const struct bucket_rate rate = {60, 5};
	struct bucket bucket = {0};
	assert_int_equal(take_all(&bucket, &rate, 1000), 60);
	assert_false(bucket_take(&bucket, &rate, 1199));
	assert_true(bucket_take(&bucket, &rate, 1200));
	assert_false(bucket_take(&bucket, &rate, 1200));
}

static void a_refused_take_costs_nothing(void **state)
{
	(void)state;
	const struct bucket_rate rate = {1, 1};
	struct bucket bucket = {0};
	assert_true(bucket_take(&bucket, &rate, 0));
	for (uint64_t now = 1; now < 1000; now++) {
		assert_false(bucket_take(&bucket, &rate, now));
	}
	assert_true(bucket_take(&bucket, &rate, 1000));
}

static void a_bucket_never_holds_more_than_its_size(void **state)
{
	(void)state;
	const struct bucket_rate rate = {20, 1};
	struct bucket bucket = {0};
	assert_int_equal(take_all(&bucket, &rate, 0), 20);
	assert_int_equal(take_all(&bucket, &rate, 3600000), 20);
}

static void in_the_long_run_no_more_than_the_rate_passes(void **state)
{
	(void)state;
	const struct bucket_rate rate = {20, 3};
	struct bucket bucket = {0};
	int taken = 0;
	for (uint64_t now = 0; now < 100000; now += 7) {
		taken += bucket_take(&bucket, &rate, now) ? 1 : 0;
	}
	assert_in_range(taken, 300, 320);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_bucket_holds_its_size),
		cmocka_unit_test(one_token_comes_back_after_its_time_and_not_before),
		cmocka_unit_test(a_refused_take_costs_nothing),
		cmocka_unit_test(a_bucket_never_holds_more_than_its_size),
		cmocka_unit_test(in_the_long_run_no_more_than_the_rate_passes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
