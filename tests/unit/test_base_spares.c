/* Records that are kept to be used again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/spares.h"

enum { SIZE = 40, MOST = 2 };

static void a_record_that_was_given_back_is_taken_again_as_zeros(void **state)
{
	static const char zeros[SIZE];
	struct spares spares;

	(void)state;
	spares_init(&spares, SIZE, MOST);
	void *record = spares_take(&spares);
	assert_memory_equal(record, zeros, SIZE);
	memset(record, 'x', SIZE);
	spares_give(&spares, record);
	assert_ptr_equal(spares_take(&spares), record);
	assert_memory_equal(record, zeros, SIZE);
	spares_give(&spares, record);
	spares_finish(&spares);
}

static void no_more_are_kept_than_may_be(void **state)
{
	struct spares spares;
	void *records[MOST + 1];

	(void)state;
	spares_init(&spares, SIZE, MOST);
	for (int i = 0; i <= MOST; i++) {
		records[i] = spares_take(&spares);
	}
	for (int i = 0; i <= MOST; i++) {
		spares_give(&spares, records[i]);
	}
	assert_int_equal(spares.count, MOST);
	spares_give(&spares, NULL);
	assert_int_equal(spares.count, MOST);
	spares_finish(&spares);
	assert_int_equal(spares.count, 0);
}

static void a_record_in_use_outlives_the_end_and_is_freed_when_given(void **state)
{
	struct spares spares;

	(void)state;
	spares_init(&spares, SIZE, MOST);
	void *record = spares_take(&spares);
	spares_finish(&spares);
	memset(record, 'x', SIZE);
	spares_give(&spares, record);
	assert_int_equal(spares.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_that_was_given_back_is_taken_again_as_zeros),
		cmocka_unit_test(no_more_are_kept_than_may_be),
		cmocka_unit_test(a_record_in_use_outlives_the_end_and_is_freed_when_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
