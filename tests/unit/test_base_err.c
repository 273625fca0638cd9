/* Phrases of the error codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"

static void every_code_has_a_phrase_of_its_own(void **state)
{
	(void)state;
	for (int a = ERR_NOMEM; a >= ERR_WISH; a--) {
		assert_string_not_equal(err_text(a), "unknown error");
		for (int b = a - 1; b >= ERR_WISH; b--) {
			assert_string_not_equal(err_text(a), err_text(b));
		}
	}
}

static void zero_is_success(void **state)
{
	(void)state;
	assert_string_equal(err_text(0), "success");
}

static void any_other_number_is_an_unknown_error(void **state)
{
	(void)state;
	assert_string_equal(err_text(1), "unknown error");
	assert_string_equal(err_text(ERR_WISH - 1), "unknown error");
	assert_string_equal(err_text(INT32_MIN), "unknown error");
	assert_string_equal(err_text(INT32_MAX), "unknown error");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_has_a_phrase_of_its_own),
		cmocka_unit_test(zero_is_success),
		cmocka_unit_test(any_other_number_is_an_unknown_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
