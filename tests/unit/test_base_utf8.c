/* UTF-8, with the cases of RFC 3629 and every character there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>

#include "base/utf8.h"

static bool is_valid(const char *text, size_t len)
{
	return utf8_is_valid((struct view){(const uint8_t *)text, len});
}

/* Writes the character as RFC 3629 says, surrogates and all; returns its length in bytes. */
static size_t encode(uint32_t character, uint8_t *out)
{
	if (character < 0x80) {
		out[0] = (uint8_t)character;
		return 1;
	}
	const size_t following = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
	static const uint8_t marks[] = {0, 0xc0, 0xe0, 0xf0};
	for (size_t i = following; i > 0; i--) {
		out[i] = (uint8_t)(0x80 | (character & 0x3f));
		character >>= 6;
	}
	out[0] = (uint8_t)(marks[following] | character);
	return following + 1;
}

static void every_character_is_valid_but_surrogates_and_what_is_above(void **state)
{
	(void)state;
	for (uint32_t character = 0; character < 0x120000; character++) {
		uint8_t bytes[4];
		const struct view view = {bytes, encode(character, bytes)};
		const bool expected = character < 0xd800 || (character > 0xdfff && character < 0x110000);
		if (utf8_is_valid(view) != expected) {
			fail_msg("U+%04X", character);
		}
	}
}

static void nothing_is_valid(void **state)
{
	(void)state;
	assert_true(is_valid(NULL, 0));
	assert_true(utf8_is_plain((struct view){NULL, 0}));
}

static void letters_of_the_north_and_emoji_are_valid(void **state)
{
	(void)state;
	assert_true(utf8_is_plain(view_text("Blåbærsyltetøy på Kárášjohka \U0001F642")));
}

static void overlong_forms_are_refused(void **state)
{
	(void)state;
	assert_false(is_valid("\xc0\x80", 2));
	assert_false(is_valid("\xc1\xbf", 2));
	assert_false(is_valid("\xe0\x9f\xbf", 3));
	assert_false(is_valid("\xf0\x8f\xbf\xbf", 4));
}

static void a_character_cut_short_is_refused(void **state)
{
	(void)state;
	assert_false(is_valid("\xc3", 1));
	assert_false(is_valid("\xe2\x82", 2));
	assert_false(is_valid("\xf0\x9f\x99", 3));
	assert_false(is_valid("\xe2\x82"
						  "a",
		3));
}

static void a_byte_that_only_follows_cannot_lead(void **state)
{
	(void)state;
	for (int byte = 0x80; byte < 0xc2; byte++) {
		const char text[] = {(char)byte, (char)0x80, (char)0x80, (char)0x80};
		assert_false(is_valid(text, 4));
	}
	assert_false(is_valid("\xf5\x80\x80\x80", 4));
	assert_false(is_valid("\xff", 1));
}

static void one_bad_byte_spoils_the_text(void **state)
{
	(void)state;
	assert_false(is_valid("good \xff good", 11));
	assert_false(is_valid("good good\xc3", 10));
}

static void control_characters_are_valid_but_not_plain(void **state)
{
	(void)state;
	for (int byte = 0; byte < 0x80; byte++) {
		const uint8_t text[] = {'a', (uint8_t)byte, 'b'};
		const struct view view = {text, 3};
		assert_true(utf8_is_valid(view));
		assert_int_equal(utf8_is_plain(view), byte >= 0x20 && byte != 0x7f);
	}
}

static void what_is_not_valid_is_not_plain(void **state)
{
	(void)state;
	assert_false(utf8_is_plain(view_text("a\xff")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_is_valid_but_surrogates_and_what_is_above),
		cmocka_unit_test(nothing_is_valid),
		cmocka_unit_test(letters_of_the_north_and_emoji_are_valid),
		cmocka_unit_test(overlong_forms_are_refused),
		cmocka_unit_test(a_character_cut_short_is_refused),
		cmocka_unit_test(a_byte_that_only_follows_cannot_lead),
		cmocka_unit_test(one_bad_byte_spoils_the_text),
		cmocka_unit_test(control_characters_are_valid_but_not_plain),
		cmocka_unit_test(what_is_not_valid_is_not_plain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
