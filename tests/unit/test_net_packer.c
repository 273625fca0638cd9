/* Answers as gzip: for whom, when not, and what is remembered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "net/packer.h"

enum { BODY_BYTES = 4096 };

/* A text like that of a page; number tells it from others. */
static struct view body_of(unsigned number, char out[BODY_BYTES])
{
	for (size_t at = 0; at < BODY_BYTES; at += 16) {
		char line[32];
		snprintf(line, sizeof(line), "%6u %8zu\n", number, at);
		memcpy(out + at, line, 16);
	}
	return (struct view){(const uint8_t *)out, BODY_BYTES};
}

static int create(void **state)
{
	*state = packer_create();
	return *state != NULL ? 0 : -1;
}

static int destroy(void **state)
{
	packer_destroy(*state);
	return 0;
}

static void who_takes_gzip_is_told_by_names_and_weights(void **state)
{
	(void)state;
	static const struct {
		const char *accept;
		bool welcome;
	} rows[] = {
		{"gzip", true},
		{"gzip, deflate, br, zstd", true},
		{"br;q=1.0, GZIP;q=0.5", true},
		{"deflate,x-gzip", true},
		{"gzip;q=0.001", true},
		{"*", true},
		{"*;q=0.1", true},
		{"gzip, *;q=0", true},
		{"gzip;level=9;q=1", true},
		{"", false},
		{"identity", false},
		{"gzip;q=0", false},
		{"gzip;Q=0", false},
		{"gzip ; q=0.000", false},
		{"gzip;level=9;q=0", false},
		{"gzip;q=0, *", false},
		{"*;q=0", false},
		{"deflate, br", false},
		{"notgzip, gzipped", false},
		{",;,;q=0", false},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (packer_is_welcome(view_text(rows[i].accept)) != rows[i].welcome) {
			fail_msg("\"%s\" is not told right", rows[i].accept);
		}
	}
}

static void a_body_becomes_a_smaller_one_in_gzip(void **state)
{
	char text[BODY_BYTES];
	struct view packed = {0};
	assert_int_equal(packer_pack(*state, 0, body_of(1, text), &packed), 0);
	assert_true(packed.len > 18 && packed.len < BODY_BYTES / 2);
	/* RFC 1952: magic number, deflate; and the length of what was packed at the end, least byte first. */
	static const uint8_t magic[] = {0x1f, 0x8b, 8};
	assert_memory_equal(packed.data, magic, sizeof(magic));
	const uint8_t *end = packed.data + packed.len;
	assert_int_equal(end[-4] | end[-3] << 8, BODY_BYTES);
}

static void the_same_bytes_are_packed_once(void **state)
{
	char text[BODY_BYTES], same[BODY_BYTES];
	struct view first = {0}, second = {0};
	assert_int_equal(packer_pack(*state, 0, body_of(1, text), &first), 0);
	assert_int_equal(packer_pack(*state, 0, body_of(1, same), &second), 0);
	assert_int_equal(packer_count(*state), 1);
	assert_ptr_equal(first.data, second.data);
	same[BODY_BYTES - 1] = 'x';
	struct view other = {(const uint8_t *)same, BODY_BYTES};
	assert_int_equal(packer_pack(*state, 0, other, &second), 0);
	assert_int_equal(packer_count(*state), 2);
}

static void only_so_many_are_remembered_and_the_longest_unused_goes_first(void **state)
{
	char text[BODY_BYTES];
	struct view packed;
	for (unsigned i = 0; i < PACKER_KEPT; i++) {
		assert_int_equal(packer_pack(*state, 0, body_of(i, text), &packed), 0);
	}
	assert_int_equal(packer_pack(*state, 0, body_of(0, text), &packed), 0);
	assert_int_equal(packer_pack(*state, 0, body_of(PACKER_KEPT, text), &packed), 0);
	assert_int_equal(packer_count(*state), PACKER_KEPT + 1);
	assert_int_equal(packer_pack(*state, 0, body_of(0, text), &packed), 0);
	assert_int_equal(packer_count(*state), PACKER_KEPT + 1);
	assert_int_equal(packer_pack(*state, 0, body_of(1, text), &packed), 0);
	assert_int_equal(packer_count(*state), PACKER_KEPT + 2);
}

static void what_is_too_short_too_long_or_gains_nothing_goes_out_as_it_is(void **state)
{
	static uint8_t bytes[PACKER_BODY_MAX + 1];
	struct view packed = {0};
	assert_int_equal(packer_pack(*state, 0, (struct view){bytes, PACKER_BODY_MIN - 1}, &packed),
		ERR_RANGE);
	assert_int_equal(packer_pack(*state, 0, (struct view){bytes, sizeof(bytes)}, &packed),
		ERR_RANGE);
	uint32_t random = 1;
	for (size_t i = 0; i < BODY_BYTES; i++) {
		random = random * 1664525 + 1013904223;
		bytes[i] = (uint8_t)(random >> 24);
	}
	assert_int_equal(packer_pack(*state, 0, (struct view){bytes, BODY_BYTES}, &packed), ERR_RANGE);
	assert_null(packed.data);
	assert_int_equal(packer_pack(*state, 0, (struct view){bytes, PACKER_BODY_MAX}, &packed), 0);
}

/* Nine doors asked for in turn, or one page with a new word in it each time: only so many are packed, and what is
 * remembered stays. */
static void only_so_many_are_packed_a_second_and_what_is_remembered_is_still_given(void **state)
{
	char text[BODY_BYTES];
	struct view packed;
	unsigned done = 0;
	for (unsigned i = 0; i < 1000; i++) {
		done += packer_pack(*state, 0, body_of(i, text), &packed) == 0;
	}
	assert_int_equal(done, PACKER_AT_ONCE);
	assert_int_equal(packer_count(*state), PACKER_AT_ONCE);
	assert_int_equal(packer_pack(*state, 0, body_of(1000, text), &packed), ERR_FULL);
	assert_int_equal(packer_pack(*state, 0, body_of(PACKER_AT_ONCE - 1, text), &packed), 0);
	assert_int_equal(packer_pack(*state, 1000, body_of(1000, text), &packed), 0);
	assert_int_equal(packer_count(*state), PACKER_AT_ONCE + 1);
}

static void what_gains_nothing_costs_of_the_budget_too(void **state)
{
	static uint8_t bytes[BODY_BYTES];
	struct view packed;
	uint32_t random = 1;
	for (unsigned i = 0; i < PACKER_AT_ONCE + 1; i++) {
		for (size_t j = 0; j < BODY_BYTES; j++) {
			random = random * 1664525 + 1013904223;
			bytes[j] = (uint8_t)(random >> 24);
		}
		int expected = i < PACKER_AT_ONCE ? ERR_RANGE : ERR_FULL;
		assert_int_equal(packer_pack(*state, 0, (struct view){bytes, BODY_BYTES}, &packed),
			expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_takes_gzip_is_told_by_names_and_weights),
		cmocka_unit_test_setup_teardown(a_body_becomes_a_smaller_one_in_gzip, create, destroy),
		cmocka_unit_test_setup_teardown(the_same_bytes_are_packed_once, create, destroy),
		cmocka_unit_test_setup_teardown(
			only_so_many_are_remembered_and_the_longest_unused_goes_first, create, destroy),
		cmocka_unit_test_setup_teardown(
			what_is_too_short_too_long_or_gains_nothing_goes_out_as_it_is, create, destroy),
		cmocka_unit_test_setup_teardown(
			only_so_many_are_packed_a_second_and_what_is_remembered_is_still_given, create,
			destroy),
		cmocka_unit_test_setup_teardown(what_gains_nothing_costs_of_the_budget_too, create,
			destroy),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
