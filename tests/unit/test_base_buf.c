/* Views and growing buffers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buf.h"

static void a_view_of_a_text_leaves_out_its_zero(void **state)
{
	(void)state;
	assert_int_equal(view_text("abc").len, 3);
	assert_int_equal(view_text("").len, 0);
	assert_int_equal(view_text(NULL).len, 0);
}

static void views_are_equal_by_their_bytes(void **state)
{
	(void)state;
	char other[] = "abc";
	assert_true(view_equal(view_text("abc"), view_text(other)));
	assert_false(view_equal(view_text("abc"), view_text("abd")));
	assert_false(view_equal(view_text("abc"), view_text("ab")));
	assert_true(view_equal(view_text(NULL), view_text("")));
	assert_true(view_is(view_text(other), "abc"));
	assert_false(view_is(view_text(other), "abcd"));
}

static void a_view_is_copied_with_a_zero_behind(void **state)
{
	(void)state;
	char out[4] = "zzz";
	assert_int_equal(view_copy(view_text("abc"), out, sizeof(out)), 0);
	assert_string_equal(out, "abc");
	assert_int_equal(view_copy(view_text(NULL), out, sizeof(out)), 0);
	assert_string_equal(out, "");
}

static void a_copy_that_does_not_fit_changes_nothing(void **state)
{
	(void)state;
	char out[4] = "zzz";
	assert_int_equal(view_copy(view_text("abcd"), out, sizeof(out)), ERR_RANGE);
	assert_string_equal(out, "zzz");
	assert_int_equal(view_copy(view_text(""), out, 0), ERR_RANGE);
}

static void a_view_with_a_zero_inside_is_not_copied(void **state)
{
	(void)state;
	char out[8] = "zzz";
	const struct view view = {(const uint8_t *)"a\0b", 3};
	assert_int_equal(view_copy(view, out, sizeof(out)), ERR_RANGE);
	assert_string_equal(out, "zzz");
}

static void appended_bytes_stand_one_behind_the_other(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	assert_int_equal(buf_append(&buf, "ab", 2), 0);
	assert_int_equal(buf_text(&buf, "cd"), 0);
	assert_int_equal(buf_printf(&buf, "%d-%s", 42, "e"), 0);
	assert_true(view_is(buf_view(&buf), "abcd42-e"));
	buf_finish(&buf);
}

static void a_buffer_fills_to_its_limit_and_no_further(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 100);
	for (int i = 0; i < 100; i++) {
		assert_int_equal(buf_append(&buf, "x", 1), 0);
	}
	assert_int_equal(buf_append(&buf, "x", 1), ERR_FULL);
	assert_int_equal(buf.len, 100);
	buf_finish(&buf);
}

static void a_print_may_fill_the_last_byte(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 5);
	assert_int_equal(buf_printf(&buf, "%s", "abcde"), 0);
	assert_true(view_is(buf_view(&buf), "abcde"));
	assert_int_equal(buf_printf(&buf, "%s", "f"), ERR_FULL);
	assert_true(view_is(buf_view(&buf), "abcde"));
	buf_finish(&buf);
}

static void an_append_that_is_refused_leaves_the_content(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 4);
	assert_int_equal(buf_text(&buf, "abc"), 0);
	assert_int_equal(buf_text(&buf, "de"), ERR_FULL);
	assert_int_equal(buf_append(&buf, "x", SIZE_MAX), ERR_FULL);
	assert_true(view_is(buf_view(&buf), "abc"));
	buf_finish(&buf);
}

static void a_reserved_place_lies_behind_the_content(void **state)
{
	(void)state;
	struct buf buf;
	uint8_t *at = NULL;
	buf_init(&buf, 10000);
	assert_int_equal(buf_text(&buf, "abc"), 0);
	assert_int_equal(buf_reserve(&buf, 5000, &at), 0);
	assert_ptr_equal(at, buf.data + 3);
	memset(at, 'x', 5000);
	assert_int_equal(buf.len, 3);
	assert_int_equal(buf_reserve(&buf, 9998, &at), ERR_FULL);
	buf_finish(&buf);
}

static void clearing_keeps_the_memory(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	assert_int_equal(buf_text(&buf, "abc"), 0);
	const uint8_t *data = buf.data;
	buf_clear(&buf);
	assert_int_equal(buf.len, 0);
	assert_int_equal(buf_text(&buf, "de"), 0);
	assert_ptr_equal(buf.data, data);
	buf_finish(&buf);
}

static void a_finished_buffer_may_be_used_again(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 3);
	assert_int_equal(buf_text(&buf, "abc"), 0);
	buf_finish(&buf);
	assert_int_equal(buf.len, 0);
	assert_int_equal(buf_text(&buf, "abcd"), ERR_FULL);
	assert_int_equal(buf_text(&buf, "xyz"), 0);
	assert_true(view_is(buf_view(&buf), "xyz"));
	buf_finish(&buf);
}

static void a_fresh_buffer_owns_no_memory(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10);
	assert_null(buf.data);
	buf_finish(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_view_of_a_text_leaves_out_its_zero),
		cmocka_unit_test(views_are_equal_by_their_bytes),
		cmocka_unit_test(a_view_is_copied_with_a_zero_behind),
		cmocka_unit_test(a_copy_that_does_not_fit_changes_nothing),
		cmocka_unit_test(a_view_with_a_zero_inside_is_not_copied),
		cmocka_unit_test(appended_bytes_stand_one_behind_the_other),
		cmocka_unit_test(a_buffer_fills_to_its_limit_and_no_further),
		cmocka_unit_test(a_print_may_fill_the_last_byte),
		cmocka_unit_test(an_append_that_is_refused_leaves_the_content),
		cmocka_unit_test(a_reserved_place_lies_behind_the_content),
		cmocka_unit_test(clearing_keeps_the_memory),
		cmocka_unit_test(a_finished_buffer_may_be_used_again),
		cmocka_unit_test(a_fresh_buffer_owns_no_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
