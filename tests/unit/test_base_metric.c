/* Counters and gauges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/metric_row.h"

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
		assert_true(info->cells > 0);
		assert_true(strlen(info->help) > 0);
	}
}

static void every_cell_has_its_labels(void **state)
{
	(void)state;
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		const struct metric_info *info = metric_info((enum metric)metric);
		unsigned labels = 1;
		for (const char *at = info->labels; *at; at++) {
			labels += *at == '|';
		}
		assert_int_equal(labels, info->kind == METRIC_KIND_SPAN ? 1 : info->cells);
	}
}

static void a_span_counts_in_the_lowest_bound_that_it_does_not_pass(void **state)
{
	(void)state;
	const int64_t sum = metric_get_at(METRIC_LOOP_LAG, METRIC_BOUNDS + 1);
	metric_observe(METRIC_LOOP_LAG, 0);
	metric_observe(METRIC_LOOP_LAG, 10);
	metric_observe(METRIC_LOOP_LAG, 11);
	metric_observe(METRIC_LOOP_LAG, 99999);
	assert_int_equal(metric_get_at(METRIC_LOOP_LAG, 0), 1);
	assert_int_equal(metric_bound_ms(3), 10);
	assert_int_equal(metric_get_at(METRIC_LOOP_LAG, 3), 1);
	assert_int_equal(metric_get_at(METRIC_LOOP_LAG, 4), 1);
	assert_int_equal(metric_get_at(METRIC_LOOP_LAG, METRIC_BOUNDS), 1);
	assert_int_equal(metric_get_at(METRIC_LOOP_LAG, METRIC_BOUNDS + 1) - sum, 100020);
}

/* What another process would write. */
static void write_there(struct metric_row *row, enum metric metric, int64_t value)
{
	row->numbers[metric_info(metric)->first] = value;
}

static void a_row_is_joined_as_its_kind_says_while_it_is_used(void **state)
{
	(void)state;
	struct metric_row row;
	assert_int_equal(metric_row_open(&row), 0);
	write_there(&row, METRIC_FRAMES_IN, 5);
	write_there(&row, METRIC_SOCKETS, 5);
	write_there(&row, METRIC_REDIS_UP, 0);
	write_there(&row, METRIC_DURABLE, 5);
	assert_int_equal(metric_row_join(&row, METRIC_FRAMES_IN, 0, 2), 2);
	row.used = true;
	assert_int_equal(metric_row_join(&row, METRIC_FRAMES_IN, 0, 2), 7);
	assert_int_equal(metric_row_join(&row, METRIC_SOCKETS, 0, 2), 7);
	assert_int_equal(metric_row_join(&row, METRIC_REDIS_UP, 0, 1), 0);
	assert_int_equal(metric_row_join(&row, METRIC_DURABLE, 0, 1), 5);
	metric_row_close(&row);
}

static void what_grows_outlives_its_process_and_the_rest_does_not(void **state)
{
	(void)state;
	struct metric_row row;
	const int64_t before = metric_get(METRIC_FRAMES_OUT), sockets = metric_get(METRIC_SOCKETS);
	assert_int_equal(metric_row_open(&row), 0);
	row.used = true;
	write_there(&row, METRIC_FRAMES_OUT, 5);
	write_there(&row, METRIC_SOCKETS, 5);
	metric_row_retire(&row);
	assert_false(row.used);
	assert_int_equal(metric_get(METRIC_FRAMES_OUT) - before, 5);
	assert_int_equal(metric_get(METRIC_SOCKETS), sockets);
	row.used = true;
	assert_int_equal(metric_row_join(&row, METRIC_FRAMES_OUT, 0, 0), 0);
	metric_row_close(&row);
}

static void a_process_counts_on_where_the_parent_reads(void **state)
{
	(void)state;
	struct metric_row row;
	const int64_t before = metric_get(METRIC_MESSAGES);
	assert_int_equal(metric_row_open(&row), 0);
	metric_keep(row.numbers);
	metric_add(METRIC_MESSAGES, 1);
	assert_int_equal(row.numbers[metric_info(METRIC_MESSAGES)->first], before + 1);
	metric_keep(NULL);
	metric_row_close(&row);
	assert_int_equal(metric_get(METRIC_MESSAGES), before + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_metric_begins_at_zero),
		cmocka_unit_test(added_numbers_are_summed),
		cmocka_unit_test(a_gauge_goes_down_and_is_set),
		cmocka_unit_test(one_metric_leaves_the_others_alone),
		cmocka_unit_test(every_name_is_ours_and_counters_end_in_total),
		cmocka_unit_test(every_cell_has_its_labels),
		cmocka_unit_test(a_span_counts_in_the_lowest_bound_that_it_does_not_pass),
		cmocka_unit_test(a_row_is_joined_as_its_kind_says_while_it_is_used),
		cmocka_unit_test(what_grows_outlives_its_process_and_the_rest_does_not),
		cmocka_unit_test(a_process_counts_on_where_the_parent_reads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
