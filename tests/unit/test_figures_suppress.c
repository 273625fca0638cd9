/* What is hidden of small lists that one can reckon by hand. tests/figures holds whole years to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "figures/suppress.h"
#include "figures/tables.h"

enum { COUNTIES = 4 };

static const struct step january = {.kind = STEP_MONTH, .year = 2026, .number = 1};
static const struct step february = {.kind = STEP_MONTH, .year = 2026, .number = 2};
static const struct step march = {.kind = STEP_MONTH, .year = 2026, .number = 3};
static const struct step quarter = {.kind = STEP_QUARTER, .year = 2026, .number = 1};

static const struct figure_county counties[COUNTIES] = {{"03", "A"}, {"11", "B"}, {"31", "C"},
	{"46", "D"}};

/* A list in which so many arrived from each county, and all were refused. */
static void make(struct figure_list *list, const int64_t arrived[COUNTIES])
{
	const struct figure_world world = {.counties = counties, .county_count = COUNTIES};
	struct tally *tally = tally_create();
	char field[32];
	for (int i = 0; i < COUNTIES; i++) {
		snprintf(field, sizeof field, "c%s arrived", counties[i].code);
		assert_int_equal(tally_add(tally, TALLY_DAY, field, arrived[i]), 0);
		snprintf(field, sizeof field, "c%s refused", counties[i].code);
		assert_int_equal(tally_add(tally, TALLY_DAY, field, arrived[i]), 0);
	}
	figure_list_init(list);
	assert_int_equal(tables_make(tally, &world, list), 0);
	tally_destroy(tally);
}

static void expect(const struct figure_list *list, const int64_t arrived[COUNTIES])
{
	for (int i = 0; i < COUNTIES; i++) {
		assert_int_equal(figure_number(list, FIGURE_COUNTIES, counties[i].code, "arrived"),
			arrived[i]);
	}
}

static void what_is_not_small_is_shown(void **state)
{
	const int64_t arrived[COUNTIES] = {20, 7, 5, 0};
	struct figure_list list;
	(void)state;
	make(&list, arrived);
	assert_int_equal(suppress(&january, &list, NULL, 0), 0);
	expect(&list, arrived);
	assert_int_equal(figure_number(&list, FIGURE_SUM, "all", "arrived"), 32);
	figure_list_finish(&list);
}

static void the_smallest_other_cell_protects_a_small_one(void **state)
{
	const int64_t arrived[COUNTIES] = {20, 3, 9, 7}, expected[COUNTIES] = {20, -1, 9, -1};
	struct figure_list list;
	(void)state;
	make(&list, arrived);
	assert_int_equal(suppress(&january, &list, NULL, 0), 0);
	expect(&list, expected);
	assert_int_equal(figure_number(&list, FIGURE_SUM, "all", "arrived"), 39);
	figure_list_finish(&list);
}

static void hidden_cells_that_can_only_be_one_each_hide_their_sum(void **state)
{
	const int64_t arrived[COUNTIES] = {1, 1, 1, 20}, sure[COUNTIES] = {-1, -1, -1, -1};
	struct figure_list list;
	(void)state;
	make(&list, arrived);
	assert_int_equal(suppress(&january, &list, NULL, 0), 0);
	expect(&list, sure);
	assert_int_equal(figure_number(&list, FIGURE_SUM, "all", "arrived"), 23);
	figure_list_finish(&list);
}

static void a_quarter_does_not_tell_what_a_month_hid(void **state)
{
	static const int64_t months[3][COUNTIES] = {{20, 2, 2, 9}, {20, 6, 6, 9}, {20, 8, 8, 9}};
	static const int64_t sum[COUNTIES] = {60, 16, 16, 27};
	static const struct step *const steps[3] = {&january, &february, &march};
	struct figure_list lists[3], whole;
	struct published published[3];
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		make(&lists[i], months[i]);
		assert_int_equal(suppress(steps[i], &lists[i], published, i), 0);
		published[i] = (struct published){.step = *steps[i], .list = &lists[i]};
	}
	assert_int_equal(figure_number(&lists[0], FIGURE_COUNTIES, "11", "arrived"), -1);
	assert_int_equal(figure_number(&lists[1], FIGURE_COUNTIES, "11", "arrived"), 6);
	make(&whole, sum);
	assert_int_equal(suppress(&quarter, &whole, published, 3), 0);
	assert_int_equal(figure_number(&whole, FIGURE_COUNTIES, "11", "arrived"), -1);
	assert_int_equal(figure_number(&whole, FIGURE_COUNTIES, "31", "arrived"), -1);
	assert_int_equal(figure_number(&whole, FIGURE_COUNTIES, "03", "arrived"), 60);
	figure_list_finish(&whole);
	make(&whole, sum);
	assert_int_equal(suppress(&quarter, &whole, NULL, 0), 0);
	expect(&whole, sum);
	figure_list_finish(&whole);
	for (size_t i = 0; i < 3; i++) {
		figure_list_finish(&lists[i]);
	}
}

static void another_year_is_no_help_to_a_reader(void **state)
{
	const int64_t arrived[COUNTIES] = {20, 2, 2, 9}, sum[COUNTIES] = {60, 16, 16, 27};
	const struct step before = {.kind = STEP_MONTH, .year = 2025, .number = 1};
	struct figure_list list, whole;
	(void)state;
	make(&list, arrived);
	const struct published published = {.step = before, .list = &list};
	make(&whole, sum);
	assert_int_equal(suppress(&quarter, &whole, &published, 1), 0);
	expect(&whole, sum);
	figure_list_finish(&list);
	figure_list_finish(&whole);
}

static void a_list_that_was_cut_is_no_trouble(void **state)
{
	const int64_t arrived[COUNTIES] = {20, 3, 9, 7}, expected[COUNTIES] = {20, -1, 9, -1};
	struct figure_list list, cut;
	(void)state;
	figure_list_init(&cut);
	const struct published published = {.step = february, .list = &cut};
	make(&list, arrived);
	assert_int_equal(suppress(&january, &list, &published, 1), 0);
	expect(&list, expected);
	figure_list_finish(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_small_is_shown),
		cmocka_unit_test(the_smallest_other_cell_protects_a_small_one),
		cmocka_unit_test(hidden_cells_that_can_only_be_one_each_hide_their_sum),
		cmocka_unit_test(a_quarter_does_not_tell_what_a_month_hid),
		cmocka_unit_test(another_year_is_no_help_to_a_reader),
		cmocka_unit_test(a_list_that_was_cut_is_no_trouble),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
