/* The matrix made from permissions.def. What it says cell by cell is compared with tests/gate/expected.tsv; here is how it is
 * read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "protocol/permission.h"

static void each_role_reaches_as_far_as_its_column(void **state)
{
	(void)state;
	assert_int_equal(permission_reach(PERMISSION_AGENCY_EDIT, ROLE_OWNER), REACH_AGENCY);
	assert_int_equal(permission_reach(PERMISSION_AGENCY_EDIT, ROLE_ADMINISTRATOR), REACH_ALL);
	assert_int_equal(permission_reach(PERMISSION_REPLIES_NETWORK, ROLE_COORDINATOR), REACH_POOL);
	assert_int_equal(permission_reach(PERMISSION_TALK, ROLE_YOUTH), REACH_OWN);
}

static void who_stands_in_no_column_may_not(void **state)
{
	(void)state;
	assert_int_equal(permission_reach(PERMISSION_AGENCY_EDIT, ROLE_COUNSELLOR), REACH_NONE);
	assert_false(permission_allows(PERMISSION_AGENCY_EDIT, ROLE_COUNSELLOR));
	assert_true(permission_allows(PERMISSION_AGENCY_EDIT, ROLE_OWNER));
}

static void anyone_is_every_role_and_staff_is_neither_guest_nor_youth(void **state)
{
	(void)state;
	for (enum role role = ROLE_GUEST; role < ROLE_COUNT; role++) {
		assert_true(permission_allows(PERMISSION_CONNECT, role));
		assert_int_equal(permission_allows(PERMISSION_DESK, role),
			role != ROLE_GUEST && role != ROLE_YOUTH);
	}
}

static void words_are_those_of_the_rows(void **state)
{
	(void)state;
	assert_string_equal(permission_word(PERMISSION_CONNECT), "connect");
	assert_string_equal(permission_word(PERMISSION_PUBLIC), "public");
	assert_string_equal(reach_word(REACH_AGENCY), "agency");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_role_reaches_as_far_as_its_column),
		cmocka_unit_test(who_stands_in_no_column_may_not),
		cmocka_unit_test(anyone_is_every_role_and_staff_is_neither_guest_nor_youth),
		cmocka_unit_test(words_are_those_of_the_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
