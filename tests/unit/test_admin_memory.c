/* Monitoring without memory: whichever allocation fails, what is told is whole or not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "admin/observe_pool.h"
#include "unit/support/failing_calloc.h"

enum { TEXTS = 4 };

static void a_pool_of_which_not_all_can_be_kept_has_no_answer(void **state)
{
	static const struct figures figures = {"-=1", "school=1", "rooms=1", "arrived=1"};
	static const struct pool no = {.id = "no", .country = "NO", .zone = "Europe/Oslo"};
	struct directory *directory = directory_create();
	(void)state;
	assert_non_null(directory);
	assert_int_equal(directory_add_pool(directory, &no), 0);
	for (unsigned at = 1; at <= TEXTS + 1; at++) {
		struct observed observed = {.directory = directory};
		struct exposition exposition;
		exposition_init(&exposition);
		failing = at;
		assert_int_equal(observed_keep(&observed, 0, &figures), at <= TEXTS ? ERR_NOMEM : 0);
		failing = 0;
		observed_write(&observed, &exposition);
		assert_int_equal(exposition.err, 0);
		const struct view text = buf_view(&exposition.text);
		const char *readable = at <= TEXTS ? "samtale_pool_readable{pool=\"no\"} 0\n"
										   : "samtale_pool_readable{pool=\"no\"} 1\n";
		assert_non_null(memmem(text.data, text.len, readable, strlen(readable)));
		exposition_finish(&exposition);
		observed_finish(&observed);
	}
	directory_destroy(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pool_of_which_not_all_can_be_kept_has_no_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
