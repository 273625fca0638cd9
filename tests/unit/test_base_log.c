/* What the log writes, byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "base/log.h"

static char written[4096];
static int real_stderr;
static int ends[2];

/* From here until release() stderr is a pipe. */
static void capture(void)
{
	assert_int_equal(pipe(ends), 0);
	real_stderr = dup(STDERR_FILENO);
	assert_int_not_equal(dup2(ends[1], STDERR_FILENO), -1);
}

static const char *release(void)
{
	assert_int_not_equal(dup2(real_stderr, STDERR_FILENO), -1);
	close(real_stderr);
	close(ends[1]);
	const ssize_t len = read(ends[0], written, sizeof(written) - 1);
	close(ends[0]);
	written[len > 0 ? len : 0] = '\0';
	return written;
}

static int reset(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_INFO);
	log_set_prefix("");
	return 0;
}

static void a_line_begins_with_the_priority_of_its_level(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_DEBUG);
	capture();
	log_error("one");
	log_warn("two");
	log_info("three");
	log_debug("four");
	assert_string_equal(release(), "<3>one\n<4>two\n<6>three\n<7>four\n");
}

static void lines_above_the_level_are_not_written(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_WARN);
	capture();
	log_debug("no");
	log_info("no");
	log_warn("yes");
	assert_string_equal(release(), "<4>yes\n");
}

static void debug_lines_are_off_at_start(void **state)
{
	(void)state;
	capture();
	log_debug("no");
	log_info("yes");
	assert_string_equal(release(), "<6>yes\n");
}

static void the_prefix_stands_in_front_of_each_line(void **state)
{
	(void)state;
	log_set_prefix("worker=1");
	capture();
	log_info("ready port=%d", 8080);
	assert_string_equal(release(), "<6>worker=1 ready port=8080\n");
}

static void a_prefix_is_cut_at_31_bytes(void **state)
{
	(void)state;
	log_set_prefix("0123456789012345678901234567890123456789");
	capture();
	log_info("x");
	assert_string_equal(release(), "<6>0123456789012345678901234567890 x\n");
}

static void nobody_can_forge_a_line_or_colour_a_terminal(void **state)
{
	(void)state;
	capture();
	log_info("name=%s", "a\n<3>b\x1b[31m\x7f");
	assert_string_equal(release(), "<6>name=a\\x0a<3>b\\x1b[31m\\x7f\n");
}

static void what_is_no_ascii_is_escaped(void **state)
{
	(void)state;
	capture();
	log_info("%s", "\xc3\xa5\xff");
	assert_string_equal(release(), "<6>\\xc3\\xa5\\xff\n");
}

static void a_line_ends_at_a_thousand_bytes(void **state)
{
	(void)state;
	char text[3001];
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	capture();
	log_info("%s", text);
	const char *line = release();
	assert_int_equal(strlen(line), 1000);
	assert_int_equal(line[999], '\n');
}

static void a_line_never_ends_in_half_an_escape(void **state)
{
	(void)state;
	char text[3001];
	memset(text, 1, sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	capture();
	log_info("%s", text);
	const char *line = release();
	const size_t len = strlen(line);
	assert_in_range(len, 990, 1000);
	assert_memory_equal(line + len - 5, "\\x01\n", 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_line_begins_with_the_priority_of_its_level, reset),
		cmocka_unit_test_teardown(lines_above_the_level_are_not_written, reset),
		cmocka_unit_test_teardown(debug_lines_are_off_at_start, reset),
		cmocka_unit_test_teardown(the_prefix_stands_in_front_of_each_line, reset),
		cmocka_unit_test_teardown(a_prefix_is_cut_at_31_bytes, reset),
		cmocka_unit_test_teardown(nobody_can_forge_a_line_or_colour_a_terminal, reset),
		cmocka_unit_test_teardown(what_is_no_ascii_is_escaped, reset),
		cmocka_unit_test_teardown(a_line_ends_at_a_thousand_bytes, reset),
		cmocka_unit_test_teardown(a_line_never_ends_in_half_an_escape, reset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
