/* Codes that people type: what is written is read again, however it was typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/code.h"
#include "base/ident.h"

static const uint8_t known[CODE_LEN] = {0x9d, 0x0a, 0x8c, 0x1e, 0x5f, 0x00, 0xff, 0x21, 0x37, 0x6e};

static void a_code_is_sixteen_signs_in_groups_of_four(void **state)
{
	(void)state;
	char text[CODE_SIZE];
	static const uint8_t ones[CODE_LEN] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
	code_write(ones, text);
	assert_string_equal(text, "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
	/* 0x9d0a8 is 10011 10100 00101 01000, by hand: K M 5 8. */
	code_write(known, text);
	assert_memory_equal(text, "KM58", 4);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		uint8_t code[CODE_LEN], back[CODE_LEN] = {0};
		char text[CODE_SIZE];
		ident_random(code, sizeof(code));
		code_write(code, text);
		assert_int_equal(strlen(text), CODE_SIZE - 1);
		assert_int_equal(code_read(view_text(text), back), 0);
		assert_memory_equal(code, back, CODE_LEN);
	}
}

static void it_is_read_as_people_type_it(void **state)
{
	(void)state;
	static const char *const typed[] = {"0110-ABCD-0000-1111", "oIl0abcd00001111",
		" 0 1 1 0 abcd\t0O0o-IiLl\r\n", "OILO--ABCD--OOOO--1111"};
	uint8_t first[CODE_LEN], other[CODE_LEN];
	assert_int_equal(code_read(view_text(typed[0]), first), 0);
	for (size_t i = 1; i < 4; i++) {
		assert_int_equal(code_read(view_text(typed[i]), other), 0);
		assert_memory_equal(first, other, CODE_LEN);
	}
}

static void what_is_no_code_is_refused_and_nothing_is_written(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "0110-ABCD-0000-111", "0110-ABCD-0000-11111",
		"U110-ABCD-0000-1111", "0110-ABCD-0000-111\xc3\xa5", "0110_ABCD_0000_1111"};
	uint8_t code[CODE_LEN] = {7};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(code_read(view_text(wrong[i]), code), ERR_SYNTAX);
	}
	const struct view with_zero = {(const uint8_t *)"0110-ABCD-0000-111\0", 19};
	assert_int_equal(code_read(with_zero, code), ERR_SYNTAX);
	assert_int_equal(code[0], 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_sixteen_signs_in_groups_of_four),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(it_is_read_as_people_type_it),
		cmocka_unit_test(what_is_no_code_is_refused_and_nothing_is_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
