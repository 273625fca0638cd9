/* When a step is over for long enough, and what is read back of a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "admin/freeze.h"
#include "admin/freeze_step.h"
#include "admin/frozen_text.h"
#include "directory/civil.h"
#include "figures/tally.h"
#include "figures/write.h"

enum { OUT_BYTES = 65536, HOUR_S = 3600 };

static const char oslo[] = "Europe/Oslo";

static void a_month_is_frozen_at_six_on_the_second(void **state)
{
	const struct step october = {STEP_MONTH, 2026, 10};
	/* in winter six in the morning there is five in UTC */
	int64_t six = civil_days(2026, 11, 2) * 24 * HOUR_S + 5 * HOUR_S;
	(void)state;
	assert_false(freeze_is_due(&october, oslo, six - 1));
	assert_true(freeze_is_due(&october, oslo, six));
}

static void a_quarter_whose_last_day_begins_summer_time_is_frozen_at_six_too(void **state)
{
	const struct step quarter = {STEP_QUARTER, 2024, 1};
	int64_t six = civil_days(2024, 4, 2) * 24 * HOUR_S + 4 * HOUR_S;
	(void)state;
	assert_false(freeze_is_due(&quarter, oslo, six - 1));
	assert_true(freeze_is_due(&quarter, oslo, six));
}

static void a_step_knows_its_days(void **state)
{
	const struct step february = {STEP_MONTH, 2028, 2}, year = {STEP_YEAR, 2027, 0};
	int64_t first, last;
	(void)state;
	freeze_days(&february, &first, &last);
	assert_int_equal(last - first + 1, 29);
	freeze_days(&year, &first, &last);
	assert_int_equal(last - first + 1, 365);
	assert_int_equal(first, civil_days(2027, 1, 1));
}

static void a_file_tells_what_was_written_and_what_was_hidden(void **state)
{
	const struct write_head head = {.pool = "no",
		.step = "2026-10",
		.from = "",
		.to = "",
		.frozen = "2026-11-02T05:00:00Z",
		.licence = ""};
	struct figure_list list, again;
	struct buf out;
	(void)state;
	figure_list_init(&list);
	figure_list_init(&again);
	buf_init(&out, OUT_BYTES);
	struct figure_row *row = figure_row_add(&list, FIGURE_LEDGER, "oslo \"bergen\"");
	row->cells[0] = (struct figure_cell){17, false};
	row->county[0] = '3';
	row = figure_row_add(&list, FIGURE_TIME, "wait");
	row->cells[0] = (struct figure_cell){3, true};
	row->cells[1] = (struct figure_cell){SPAN_MORE, false};
	assert_int_equal(write_json(&head, &list, &out), 0);
	assert_int_equal(buf_append(&out, "", 1), 0);
	assert_int_equal(frozen_text_read((const char *)out.data, &again), 0);
	row = figure_row(&again, FIGURE_LEDGER, "oslo \"bergen\"");
	assert_non_null(row);
	assert_int_equal(row->cells[0].number, 17);
	assert_false(row->cells[0].hidden);
	assert_string_equal(row->county, "3");
	row = figure_row(&again, FIGURE_TIME, "wait");
	assert_true(row->cells[0].hidden);
	assert_int_equal(row->cells[0].number, 0);
	assert_int_equal(row->cells[1].number, SPAN_MORE);
	buf_finish(&out);
	figure_list_finish(&list);
	figure_list_finish(&again);
}

static void what_is_no_file_is_refused(void **state)
{
	static const char *const texts[] = {"", "{", "[]", "{\"tables\":3}", "7"};
	struct figure_list list;
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		figure_list_init(&list);
		assert_int_equal(frozen_text_read(texts[i], &list), ERR_SYNTAX);
		figure_list_finish(&list);
	}
	figure_list_init(&list);
	assert_int_equal(frozen_text_read("{\"tables\":[{},7,{\"id\":\"sum\",\"rows\":[{},8]},"
									  "{\"id\":\"later\",\"rows\":[{\"key\":\"x\"}]}]}",
						 &list),
		0);
	figure_list_finish(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_is_frozen_at_six_on_the_second),
		cmocka_unit_test(a_quarter_whose_last_day_begins_summer_time_is_frozen_at_six_too),
		cmocka_unit_test(a_step_knows_its_days),
		cmocka_unit_test(a_file_tells_what_was_written_and_what_was_hidden),
		cmocka_unit_test(what_is_no_file_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
