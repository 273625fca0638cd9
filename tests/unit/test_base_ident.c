/* Random numbers, hashes and their text, against published vectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/ident.h"

static void assert_hash(const uint8_t *hash, const char *expected)
{
	char hex[2 * IDENT_HASH_LEN + 1];
	ident_hex(hash, IDENT_HASH_LEN, hex);
	assert_string_equal(hex, expected);
}

/* FIPS 180-2, appendix B.1, and the hash of nothing. */
static void the_hash_is_sha_256(void **state)
{
	(void)state;
	uint8_t hash[IDENT_HASH_LEN];
	ident_hash("abc", 3, hash);
	assert_hash(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	ident_hash(NULL, 0, hash);
	assert_hash(hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void a_labelled_hash_is_that_of_label_zero_and_data(void **state)
{
	(void)state;
	uint8_t labelled[IDENT_HASH_LEN], plain[IDENT_HASH_LEN];
	ident_hash_labelled("token", "abc", 3, labelled);
	ident_hash("token\0abc", 9, plain);
	assert_memory_equal(labelled, plain, IDENT_HASH_LEN);
}

static void labels_cannot_be_shifted_into_the_data(void **state)
{
	(void)state;
	uint8_t a[IDENT_HASH_LEN], b[IDENT_HASH_LEN];
	ident_hash_labelled("ab", "c", 1, a);
	ident_hash_labelled("a", "bc", 2, b);
	assert_memory_not_equal(a, b, IDENT_HASH_LEN);
}

static void random_numbers_differ_and_fill_every_byte(void **state)
{
	(void)state;
	uint8_t seen[IDENT_TOKEN_LEN] = {0};
	uint8_t before[IDENT_TOKEN_LEN] = {0};
	for (int i = 0; i < 64; i++) {
		uint8_t token[IDENT_TOKEN_LEN];
		ident_random(token, sizeof(token));
		assert_memory_not_equal(token, before, sizeof(token));
		memcpy(before, token, sizeof(token));
		for (size_t at = 0; at < sizeof(token); at++) {
			seen[at] |= token[at];
		}
	}
	for (size_t at = 0; at < sizeof(seen); at++) {
		assert_int_not_equal(seen[at], 0);
	}
}

static void random_writes_nothing_behind_its_length(void **state)
{
	(void)state;
	uint8_t bytes[4] = {1, 2, 3, 4};
	ident_random(bytes, 0);
	assert_memory_equal(bytes, "\1\2\3\4", 4);
	ident_random(bytes, 3);
	assert_int_equal(bytes[3], 4);
}

static void hexadecimal_is_lower_case_with_a_zero_at_the_end(void **state)
{
	(void)state;
	char hex[9] = "zzzzzzzz";
	ident_hex("\x00\x9a\xff", 3, hex);
	assert_string_equal(hex, "009aff");
}

static void hexadecimal_is_read_back_in_either_case(void **state)
{
	(void)state;
	uint8_t bytes[3];
	assert_int_equal(ident_from_hex(view_text("009aFf"), bytes, 3), 0);
	assert_memory_equal(bytes, "\x00\x9a\xff", 3);
}

static void what_is_no_hexadecimal_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	const char *const bad[] = {"", "009af", "009aff0", "009aff00", "009afg", "009a f", "0x9aff"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		uint8_t bytes[3] = {7, 7, 7};
		assert_int_equal(ident_from_hex(view_text(bad[i]), bytes, 3), ERR_SYNTAX);
		assert_memory_equal(bytes, "\7\7\7", 3);
	}
}

/* RFC 4648, section 10. */
static void base64_is_that_of_the_rfc(void **state)
{
	(void)state;
	const char *const expected[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
	for (size_t len = 0; len <= 6; len++) {
		char out[9];
		assert_int_equal(ident_base64("foobar", len, out, sizeof(out)), 0);
		assert_string_equal(out, expected[len]);
	}
}

static void base64_that_does_not_fit_is_refused(void **state)
{
	(void)state;
	char out[9] = "zz";
	assert_int_equal(ident_base64("foobar", 6, out, 8), ERR_RANGE);
	assert_int_equal(ident_base64("", 0, out, 0), ERR_RANGE);
	assert_string_equal(out, "zz");
}

/* The first 16 bytes, in the alphabet of RFC 4648, section 5: with - and _, without padding. */
static void a_name_is_half_the_hash_in_base64url(void **state)
{
	(void)state;
	uint8_t hash[IDENT_HASH_LEN];
	char name[IDENT_NAME_SIZE + 1];
	for (unsigned i = 0; i < sizeof(hash); i++) {
		hash[i] = (uint8_t)i;
	}
	memset(name, 'z', sizeof(name));
	ident_name(hash, name);
	assert_string_equal(name, "AAECAwQFBgcICQoLDA0ODw");
	assert_int_equal(name[IDENT_NAME_SIZE], 'z');
	for (unsigned i = 0; i < sizeof(hash); i++) {
		hash[i] = (uint8_t)(255 - i);
	}
	hash[1] = 255;
	ident_name(hash, name);
	assert_string_equal(name, "___9_Pv6-fj39vX08_Lx8A");
}

static void bytes_are_equal_only_when_all_are(void **state)
{
	(void)state;
	assert_true(ident_equal("abcd", "abcd", 4));
	assert_false(ident_equal("abcd", "abce", 4));
	assert_false(ident_equal("abcd", "bbcd", 4));
	assert_true(ident_equal("a", "b", 0));
}

static void cleansed_bytes_are_zero(void **state)
{
	(void)state;
	uint8_t secret[8] = {1, 2, 3, 4, 5, 6, 7, 8};
	ident_cleanse(secret, sizeof(secret));
	assert_memory_equal(secret, "\0\0\0\0\0\0\0\0", 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hash_is_sha_256),
		cmocka_unit_test(a_labelled_hash_is_that_of_label_zero_and_data),
		cmocka_unit_test(labels_cannot_be_shifted_into_the_data),
		cmocka_unit_test(random_numbers_differ_and_fill_every_byte),
		cmocka_unit_test(random_writes_nothing_behind_its_length),
		cmocka_unit_test(hexadecimal_is_lower_case_with_a_zero_at_the_end),
		cmocka_unit_test(hexadecimal_is_read_back_in_either_case),
		cmocka_unit_test(what_is_no_hexadecimal_is_refused_and_changes_nothing),
		cmocka_unit_test(base64_is_that_of_the_rfc),
		cmocka_unit_test(base64_that_does_not_fit_is_refused),
		cmocka_unit_test(a_name_is_half_the_hash_in_base64url),
		cmocka_unit_test(bytes_are_equal_only_when_all_are),
		cmocka_unit_test(cleansed_bytes_are_zero),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
