/* Versions of the library beside each other in one Redis, with little libraries of our own making. */
#include "unit/store_world.h"

#include "store/internal/call.h"
#include "store/internal/versions.h"

enum { TEXT_MAX = 256, OURS = 9 };

/* A library of a version that answers a number. */
static void write_library(char out[TEXT_MAX], unsigned version, unsigned answer)
{
	snprintf(out, TEXT_MAX,
		"#!lua name=samtale%u\n"
		"redis.register_function('s%u_version', function() return {'OK', %u} end)\n",
		version, version, answer);
}

static int settle(unsigned version, unsigned answer)
{
	char text[TEXT_MAX];
	struct heard *parent = &world.parent;

	write_library(text, version, answer);
	return ask(parent,
		versions_settle(call_create(parent->store, (struct reply_to){0}, (call_done_fn)on_done,
							NULL),
			version, view_text(text)));
}

static bool answers(unsigned version)
{
	char line[TEXT_MAX];

	snprintf(line, sizeof line, "FCALL s%u_version 0", version);
	return redis_server_command(&world.redis, line) == 0;
}

static void only_names_of_ours_are_versions(void **state)
{
	unsigned version = 42;

	(void)state;
	assert_int_equal(versions_parse("samtale7", &version), 0);
	assert_int_equal(version, 7);
	assert_int_equal(versions_parse("samtale0", &version), 0);
	assert_int_equal(version, 0);
	assert_int_equal(versions_parse("samtale", &version), ERR_SYNTAX);
	assert_int_equal(versions_parse("samtale07", &version), ERR_SYNTAX);
	assert_int_equal(versions_parse("samtale7x", &version), ERR_SYNTAX);
	assert_int_equal(versions_parse("samtale9999999", &version), ERR_SYNTAX);
	assert_int_equal(versions_parse("other7", &version), ERR_SYNTAX);
}

static void the_previous_version_is_the_highest_below_ours(void **state)
{
	const unsigned versions[] = {3, 9, 5, 12, 4};

	(void)state;
	assert_int_equal(versions_previous(versions, 5, 9), 5);
	assert_int_equal(versions_previous(versions, 5, 5), 4);
	assert_int_equal(versions_previous(versions, 5, 3), 0);
	assert_int_equal(versions_previous(versions, 0, 3), 0);
}

static void older_versions_go_when_ours_answers_and_others_stay(void **state)
{
	/* Newest first: whoever comes keeps all the others, for the one before it is the world's own. */
	(void)state;
	for (unsigned version = OURS + 1; version >= OURS - 3; version--) {
		if (version != OURS) {
			assert_int_equal(settle(version, version), 0);
		}
	}
	assert_true(answers(OURS - 2) && answers(OURS - 3));
	assert_int_equal(settle(OURS, OURS), 0);
	wait_for(!answers(OURS - 2));
	assert_false(answers(OURS - 3));
	assert_true(answers(OURS - 1));
	assert_true(answers(OURS));
	assert_true(answers(OURS + 1));
}

static void nothing_is_removed_when_ours_does_not_answer_its_version(void **state)
{
	(void)state;
	assert_int_equal(settle(OURS + 3, OURS + 4), ERR_DOWN);
	assert_true(answers(OURS));
	assert_true(answers(OURS - 1));
}

static void another_text_of_the_same_version_is_replaced(void **state)
{
	(void)state;
	assert_int_equal(settle(OURS + 3, OURS + 3), 0);
	assert_true(answers(OURS + 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_names_of_ours_are_versions),
		cmocka_unit_test(the_previous_version_is_the_highest_below_ours),
		cmocka_unit_test(older_versions_go_when_ours_answers_and_others_stay),
		cmocka_unit_test(nothing_is_removed_when_ours_does_not_answer_its_version),
		cmocka_unit_test(another_text_of_the_same_version_is_replaced),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
