/* Holds SE1 against protocol/vectors/se1.json, which was made without this code. A claim is
 * about every vector of its kind; a failure is told on stderr with the vector's id. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <jansson.h>

#include "seal/ops.h"
#include "seal/run.h"

#define VECTORS SAMTALE_SOURCE_DIR "/protocol/vectors/se1.json"

enum { POSITIVE = 49, NEGATIVE = 123 };

static json_t *file;

static int load(void **state)
{
	(void)state;
	json_error_t error;
	file = json_load_file(VECTORS, JSON_REJECT_DUPLICATES, &error);
	if (file == NULL) {
		print_error("%s: %s\n", VECTORS, error.text);
	}
	return file == NULL;
}

static int unload(void **state)
{
	(void)state;
	json_decref(file);
	return 0;
}

static unsigned count_bad(const char *list)
{
	unsigned bad = 0;
	size_t i;
	json_t *vector;
	json_array_foreach(json_object_get(file, list), i, vector)
	{
		bad += run_vector(vector, json_object_get(file, "defs"), RUN_AGAIN) ? 0 : 1;
	}
	return bad;
}

static void every_positive_vector_gives_its_outputs_byte_for_byte(void **state)
{
	(void)state;
	assert_int_equal(json_array_size(json_object_get(file, "positive")), POSITIVE);
	assert_int_equal(count_bad("positive"), 0);
}

static void every_negative_vector_gets_its_verdict(void **state)
{
	(void)state;
	assert_int_equal(json_array_size(json_object_get(file, "negative")), NEGATIVE);
	assert_int_equal(count_bad("negative"), 0);
}

static void an_unknown_op_does_not_hold(void **state)
{
	(void)state;
	json_t *vector = json_pack("{s:s, s:s, s:{}, s:s}", "id", "planted", "op", "open_everything",
		"in", "verdict", "ok");
	assert_false(run_vector(vector, NULL, RUN_AGAIN));
	json_decref(vector);
}

static bool is_used(const char *name)
{
	size_t i;
	json_t *vector;
	json_array_foreach(json_object_get(file, "positive"), i, vector)
	{
		if (strcmp(json_string_value(json_object_get(vector, "op")), name) == 0) {
			return true;
		}
	}
	json_array_foreach(json_object_get(file, "negative"), i, vector)
	{
		if (strcmp(json_string_value(json_object_get(vector, "op")), name) == 0) {
			return true;
		}
	}
	return false;
}

static void every_op_has_a_vector(void **state)
{
	(void)state;
	for (const char *const *name = ops_names(); *name != NULL; name++) {
		if (!is_used(*name)) {
			fail_msg("no vector for %s", *name);
		}
	}
}

/* The runner itself: a vector with another verdict, or one output changed, must be seen. */
static void a_changed_vector_does_not_hold(void **state)
{
	(void)state;
	json_t *first = json_deep_copy(json_array_get(json_object_get(file, "positive"), 9));
	json_t *second = json_deep_copy(first);
	json_object_set_new(first, "verdict", json_string("cannot_open"));
	json_object_set_new(json_object_get(second, "out"), "ek", json_string("00"));
	assert_false(run_vector(first, json_object_get(file, "defs"), RUN_AGAIN));
	assert_false(run_vector(second, json_object_get(file, "defs"), RUN_AGAIN));
	json_decref(first);
	json_decref(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_positive_vector_gives_its_outputs_byte_for_byte),
		cmocka_unit_test(every_negative_vector_gets_its_verdict),
		cmocka_unit_test(an_unknown_op_does_not_hold),
		cmocka_unit_test(every_op_has_a_vector),
		cmocka_unit_test(a_changed_vector_does_not_hold),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
