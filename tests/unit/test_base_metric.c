/* Counters and gauges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/metric.h"

static void a_metric_begins_at_zero(void **state)
{
	(void)state;
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		assert_int_equal(metric_get((enum metric)metric), 0);
	}
}

static void added_numbers_are_summed(void **state)
{
	(void)state;
	metric_add(METRIC_MESSAGES, 2);
	metric_add(METRIC_MESSAGES, 3);
	assert_int_equal(metric_get(METRIC_MESSAGES), 5);
}

static void a_gauge_goes_down_and_is_set(void **state)
{
	(void)state;
	metric_add(METRIC_SOCKETS, 2);
	metric_add(METRIC_SOCKETS, -1);
	assert_int_equal(metric_get(METRIC_SOCKETS), 1);
	metric_set(METRIC_SOCKETS, 7);
	assert_int_equal(metric_get(METRIC_SOCKETS), 7);
}

static void one_metric_leaves_the_others_alone(void **state)
{
	(void)state;
	const int64_t before = metric_get(METRIC_RESUMES);
	metric_add(METRIC_REFUSED, 1);
	assert_int_equal(metric_get(METRIC_RESUMES), before);
}

static void every_name_is_ours_and_counters_end_in_total(void **state)
{
	(void)state;
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		const struct metric_info *info = metric_info((enum metric)metric);
		const size_t len = strlen(info->name);
		assert_int_equal(strncmp(info->name, "samtale_", 8), 0);
		const bool is_total = len > 6 && strcmp(info->name + len - 6, "_total") == 0;
		assert_int_equal(is_total, info->kind == METRIC_KIND_COUNTER);
		assert_true(strlen(info->help) > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_metric_begins_at_zero),
		cmocka_unit_test(added_numbers_are_summed),
		cmocka_unit_test(a_gauge_goes_down_and_is_set),
		cmocka_unit_test(one_metric_leaves_the_others_alone),
		cmocka_unit_test(every_name_is_ours_and_counters_end_in_total),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
