/* Codes of an app (secret and codes of RFC 6238, appendix B), recovery codes, which passwords may be, and in which order they are
 * hashed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/ident.h"
#include "staff/codes.h"
#include "staff/hasher.h"
#include "staff/totp.h"
#include "staff/wish.h"

static const char rfc_secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
static const char rfc_code[] = "081804"; /* at 1111111109 */
static const uint64_t rfc_now_s = 1111111109;
static const char own_password[] = "fire gamle sykler";

static void a_code_is_of_a_step_and_one_step_off_is_good_too(void **state)
{
	(void)state;
	static const struct {
		uint64_t now_s;
		int err;
		uint64_t step;
	} rows[] = {
		{rfc_now_s, 0, 37037036},
		{rfc_now_s + 30, 0, 37037036},
		{rfc_now_s - 30, 0, 37037036},
		{rfc_now_s + 60, ERR_RANGE, 0},
		{rfc_now_s - 60, ERR_RANGE, 0},
		{rfc_now_s + 660, ERR_DENIED, 0},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t step = 0;
		assert_int_equal(totp_check(rfc_secret, rfc_code, rows[i].now_s, &step), rows[i].err);
		assert_int_equal(step, rows[i].step);
	}
	uint64_t step;
	assert_int_equal(totp_check(rfc_secret, "", rfc_now_s, &step), ERR_DENIED);
	assert_int_equal(totp_check(rfc_secret, "08180x", rfc_now_s, &step), ERR_DENIED);
	assert_int_equal(totp_check(rfc_secret, "0818041", rfc_now_s, &step), ERR_DENIED);
}

static void a_secret_is_160_random_bits_and_its_address_names_the_account(void **state)
{
	(void)state;
	struct totp_offer one, other;
	char expected[TOTP_URI_SIZE];
	assert_int_equal(totp_offer_make("ida", "oslo", &one), 0);
	assert_int_equal(totp_offer_make("ida", "oslo", &other), 0);
	assert_string_not_equal(one.secret, other.secret);
	assert_true(totp_secret_is_right(one.secret));
	assert_false(totp_secret_is_right("GEZDGNBV"));
	snprintf(expected, sizeof(expected),
		"otpauth://totp/"
		"Samtale:ida@oslo?secret=%s&issuer=Samtale&algorithm=SHA1&digits=6&period=30",
		one.secret);
	assert_string_equal(one.uri, expected);
}

static void a_recovery_code_counts_by_its_letters_alone(void **state)
{
	(void)state;
	struct codes codes;
	uint8_t hash[IDENT_HASH_LEN];
	char typed[40], *out = typed;
	codes_make(&codes);
	assert_int_equal(strlen(codes.texts[0]), 19);
	assert_string_not_equal(codes.texts[0], codes.texts[9]);
	for (const char *in = codes.texts[0]; *in; in++) {
		*out++ = *in >= 'a' ? (char)(*in - 'a' + 'A') : *in == '-' ? ' ' : *in;
	}
	*out = '\0';
	assert_int_equal(codes_hash(view_text(typed), hash), 0);
	assert_memory_equal(hash, codes.hashes[0], sizeof(hash));
	assert_int_equal(codes_hash(view_text("123456"), hash), ERR_SYNTAX);
	assert_int_equal(codes_hash(view_text("aaaa-bbbb-cccc-ddd1"), hash), ERR_SYNTAX);
	assert_int_equal(codes_hash(view_text("aaaa-bbbb-cccc-dddde"), hash), ERR_SYNTAX);
}

static void a_password_is_refused_for_being_short_common_or_the_name(void **state)
{
	(void)state;
	static const struct {
		const char *password, *why;
	} rows[] = {
		{"elleve tegn", "short"},
		{"æøåæøåæøåæø", "short"},
		{"Passord123456", "common"},
		{"qwertyuiop123", "common"},
		{"aaaabbbbaaaabbbb", "same"},
		{"ingrid.s 2026", "name"},
		{"tolv\ntegn her", "long"},
		{"tre blå æøå", "short"},
		{own_password, NULL},
		{"passordet mitt er en lang setning", NULL},
		{"12 ærfugler på tur", NULL},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *why = wish_refused(view_text(rows[i].password), "ingrid.s");
		assert_string_equal(why ? why : "", rows[i].why ? rows[i].why : "");
	}
	char longest[300];
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_string_equal(wish_refused(view_text(longest), "ida"), "long");
}

/* A pool that works when told, and then leaves the work out. */
static struct {
	void (*done)(void *data);
	void *data;
} held;

static int hold(void *context, void (*run)(void *data), void (*done)(void *data), void *data)
{
	(void)context;
	(void)run;
	held.done = done;
	held.data = data;
	return 0;
}

static char order[4];

static void on_turn(void *context, int err, const char *hash)
{
	(void)err;
	(void)hash;
	order[strlen(order)] = *(const char *)context;
}

static void whoever_is_known_is_worked_on_before_those_who_are_not(void **state)
{
	(void)state;
	static char names[] = "abk";
	static const struct work_port work = {.submit = hold};
	struct hasher *hasher = hasher_create(&work);
	for (int i = 0; i < 3; i++) {
		const struct hasher_try wanted = {.password = view_text("x"),
			.lane = names[i] == 'k' ? HASHER_KNOWN : HASHER_ANYBODY};
		assert_int_equal(hasher_verify(hasher, &wanted, on_turn, &names[i]), 0);
	}
	while (!hasher_is_idle(hasher)) {
		held.done(held.data);
	}
	assert_string_equal(order, "akb");
	hasher_destroy(hasher);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_of_a_step_and_one_step_off_is_good_too),
		cmocka_unit_test(a_secret_is_160_random_bits_and_its_address_names_the_account),
		cmocka_unit_test(a_recovery_code_counts_by_its_letters_alone),
		cmocka_unit_test(a_password_is_refused_for_being_short_common_or_the_name),
		cmocka_unit_test(whoever_is_known_is_worked_on_before_those_who_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
