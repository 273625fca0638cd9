/* What the vectors do not say of frame_decode and frame_encode: forms that are longer than they
 * need be, what becomes of the caller's things on failure, and where the decoded bytes lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "protocol/frame.h"

#define BYTES(text) ((struct view){(const uint8_t *)(text), sizeof(text) - 1})

static void assert_nonce(struct view message, uint64_t nonce)
{
	struct frame frame;
	const char *why = NULL;
	const int err = frame_decode(message, DIRECTION_UP, &frame, &why);
	if (err != 0) {
		fail_msg("refused: %s", why);
	}
	assert_int_equal(frame.type, FRAME_PING);
	assert_int_equal(frame.ping.nonce, nonce);
}

static void assert_refused(struct view message, int err, const char *why)
{
	struct frame frame;
	const char *found = NULL;
	assert_int_equal(frame_decode(message, DIRECTION_UP, &frame, &found), err);
	assert_string_equal(found, why);
}

static void numbers_need_not_be_in_their_shortest_form(void **state)
{
	(void)state;
	assert_nonce(BYTES("\x92\x08\x07"), 7);
	assert_nonce(BYTES("\x92\x08\xcc\x07"), 7);
	assert_nonce(BYTES("\x92\x08\xcd\x00\x07"), 7);
	assert_nonce(BYTES("\x92\x08\xce\x00\x00\x00\x07"), 7);
	assert_nonce(BYTES("\x92\x08\xcf\x00\x00\x00\x00\x00\x00\x00\x07"), 7);
}

static void a_positive_number_in_a_signed_form_is_that_number(void **state)
{
	(void)state;
	assert_nonce(BYTES("\x92\x08\xd0\x07"), 7);
	assert_nonce(BYTES("\x92\x08\xd3\x00\x00\x00\x00\x00\x00\x00\x07"), 7);
	assert_refused(BYTES("\x92\x08\xd0\x87"), ERR_SYNTAX, "wrong type in field nonce");
}

static void arrays_and_strings_need_not_be_in_their_shortest_form(void **state)
{
	(void)state;
	struct frame frame;
	const char *why = NULL;
	assert_nonce(BYTES("\xdc\x00\x02\x08\x07"), 7);
	assert_int_equal(frame_decode(BYTES("\x94\x01\x01\x01\xda\x00\x02nb"), DIRECTION_UP, &frame,
						 &why),
		0);
	assert_true(view_is(frame.hello.language, "nb"));
}

static void a_message_above_the_limit_of_staff_is_too_long(void **state)
{
	(void)state;
	uint8_t *bytes = calloc(1, LIMIT_FRAME_STAFF + 1);
	bytes[0] = 0x92;
	assert_refused((struct view){bytes, LIMIT_FRAME_STAFF + 1}, ERR_RANGE, "too long");
	assert_refused((struct view){bytes, LIMIT_FRAME_STAFF}, ERR_SYNTAX, "trailing bytes");
	free(bytes);
}

static void a_broken_bound_is_a_range_error_and_a_broken_form_a_syntax_error(void **state)
{
	(void)state;
	assert_refused(BYTES("\x94\x01\x01\x09\xa2nb"), ERR_RANGE, "out of bounds in field side");
	assert_refused(BYTES("\x94\x01\x01\xa1\x39\xa2nb"), ERR_SYNTAX, "wrong type in field side");
	assert_refused(BYTES("\x92\x37\xc4\x00"), ERR_RANGE, "wrong length in field room");
	assert_refused(BYTES("\x91\x08"), ERR_SYNTAX, "wrong number of fields");
}

static void a_refused_message_leaves_the_frame_as_it_was(void **state)
{
	(void)state;
	struct frame frame, before;
	const char *why = NULL;
	memset(&frame, 0x5a, sizeof(frame));
	memcpy(&before, &frame, sizeof(frame));
	/* The last field is the bad one. */
	assert_int_equal(frame_decode(BYTES("\x94\x01\x01\x01\xa1\xff"), DIRECTION_UP, &frame, &why),
		ERR_SYNTAX);
	assert_memory_equal(&frame, &before, sizeof(frame));
}

static void decoded_texts_lie_in_the_message(void **state)
{
	(void)state;
	const struct view message = BYTES("\x94\x01\x01\x01\xa2nb");
	struct frame frame;
	const char *why = NULL;
	assert_int_equal(frame_decode(message, DIRECTION_UP, &frame, &why), 0);
	assert_ptr_equal(frame.hello.language.data, message.data + 5);
}

static void an_earlier_frame_survives_a_later_one(void **state)
{
	(void)state;
	struct frame first, second;
	const char *why = NULL;
	const struct view message = BYTES("\x99\x10\xa2no\xa4"
									  "0301\xa0\xa6unsure\x92\xa2nb\xa2nn\x00\x00\x90");
	assert_int_equal(frame_decode(message, DIRECTION_UP, &first, &why), 0);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(frame_decode(BYTES("\x92\x08\x07"), DIRECTION_UP, &second, &why), 0);
	}
	assert_int_equal(first.ask.languages.count, 2);
	assert_true(view_is(first.ask.languages.item[1], "nn"));
}

static void an_encoded_frame_is_appended(void **state)
{
	(void)state;
	struct buf out;
	const struct frame frame = {.type = FRAME_PONG, .pong = {.nonce = 7}};
	buf_init(&out, 100);
	assert_int_equal(buf_text(&out, "ab"), 0);
	assert_int_equal(frame_encode(&frame, &out), 0);
	assert_int_equal(out.len, 5);
	assert_memory_equal(out.data, "ab\x92\x09\x07", 5);
	buf_finish(&out);
}

static void a_frame_that_does_not_fit_leaves_the_buffer_as_it_was(void **state)
{
	(void)state;
	struct buf out;
	struct frame frame = {.type = FRAME_ENDED};
	frame.ended.reason = view_text("counsellor");
	buf_init(&out, 12);
	assert_int_equal(buf_text(&out, "ab"), 0);
	assert_int_equal(frame_encode(&frame, &out), ERR_FULL);
	assert_true(view_is(buf_view(&out), "ab"));
	buf_finish(&out);
}

static void empty_bytes_are_encoded_as_such(void **state)
{
	(void)state;
	struct buf out;
	const struct frame frame = {.type = FRAME_ENDED};
	buf_init(&out, 100);
	assert_int_equal(frame_encode(&frame, &out), 0);
	assert_int_equal(out.len, 5);
	assert_memory_equal(out.data, "\x93\x38\xc4\x00\xa0", 5);
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_need_not_be_in_their_shortest_form),
		cmocka_unit_test(a_positive_number_in_a_signed_form_is_that_number),
		cmocka_unit_test(arrays_and_strings_need_not_be_in_their_shortest_form),
		cmocka_unit_test(a_message_above_the_limit_of_staff_is_too_long),
		cmocka_unit_test(a_broken_bound_is_a_range_error_and_a_broken_form_a_syntax_error),
		cmocka_unit_test(a_refused_message_leaves_the_frame_as_it_was),
		cmocka_unit_test(decoded_texts_lie_in_the_message),
		cmocka_unit_test(an_earlier_frame_survives_a_later_one),
		cmocka_unit_test(an_encoded_frame_is_appended),
		cmocka_unit_test(a_frame_that_does_not_fit_leaves_the_buffer_as_it_was),
		cmocka_unit_test(empty_bytes_are_encoded_as_such),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
