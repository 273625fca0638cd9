/* A client can make the library write a line with every message; our log does not follow it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include <libwebsockets.h>

#include "base/clock.h"
#include "base/log.h"
#include "net/library_log.h"

enum { PROVOKED = 200, WRITTEN_MAX = 65536 };

static int start(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_DEBUG);
	library_log_start();
	return 0;
}

static int stop(void **state)
{
	(void)state;
	clock_use_system();
	log_set_level(LOG_LEVEL_INFO);
	return 0;
}

/* How many lines came to standard error while say was called so often. */
static unsigned lines_of(void (*say)(void), unsigned times)
{
	static char written[WRITTEN_MAX];
	int ends[2];
	unsigned lines = 0;
	assert_int_equal(pipe(ends), 0);
	int real = dup(STDERR_FILENO);
	assert_int_not_equal(dup2(ends[1], STDERR_FILENO), -1);
	close(ends[1]);
	while (times-- > 0) {
		say();
	}
	assert_int_not_equal(dup2(real, STDERR_FILENO), -1);
	close(real);
	for (ssize_t count; (count = read(ends[0], written, sizeof written)) > 0;) {
		for (ssize_t i = 0; i < count; i++) {
			lines += written[i] == '\n' ? 1 : 0;
		}
	}
	close(ends[0]);
	return lines;
}

static void provoke(void)
{
	lwsl_err("a client sent what no client sends\n");
}

static void say_it_ourselves(void)
{
	log_debug("a line of a house without the bound");
}

static void what_a_client_provokes_in_a_second_is_a_few_lines(void **state)
{
	(void)state;
	clock_set(5000, 0);
	assert_int_equal(lines_of(provoke, PROVOKED), LIBRARY_LOG_LINES_A_SECOND);
	clock_set(5999, 0);
	assert_int_equal(lines_of(provoke, PROVOKED), 0);
}

static void the_next_second_has_lines_of_its_own(void **state)
{
	(void)state;
	clock_set(7000, 0);
	assert_int_equal(lines_of(provoke, 2), 2);
	clock_set(8000, 0);
	assert_int_equal(lines_of(provoke, PROVOKED), LIBRARY_LOG_LINES_A_SECOND);
}

static void a_log_without_the_bound_would_be_seen(void **state)
{
	(void)state;
	clock_set(9000, 0);
	assert_int_equal(lines_of(say_it_ourselves, PROVOKED), PROVOKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_a_client_provokes_in_a_second_is_a_few_lines, start,
			stop),
		cmocka_unit_test_setup_teardown(the_next_second_has_lines_of_its_own, start, stop),
		cmocka_unit_test_setup_teardown(a_log_without_the_bound_would_be_seen, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
