/* The tables made from frames.def and words.def. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "protocol/frame.h"

static const struct frame_field *field_of(uint64_t number, const char *name)
{
	const struct frame_info *info = frame_info(number);
	assert_non_null(info);
	for (uint8_t i = 0; i < info->field_count; i++) {
		if (strcmp(info->fields[i].name, name) == 0) {
			return &info->fields[i];
		}
	}
	fail_msg("%s has no field %s", info->name, name);
	return NULL;
}

static void a_row_says_what_frames_def_says(void **state)
{
	(void)state;
	const struct frame_info *info = frame_info(FRAME_SAY);
	assert_string_equal(info->name, "say");
	assert_int_equal(info->direction, DIRECTION_UP);
	assert_int_equal(info->permission, PERMISSION_TALK);
	assert_int_equal(info->states, 1 << STATE_TALKING | 1 << STATE_ON);
	assert_int_equal(info->field_count, 4);
}

static void a_field_knows_its_type_bound_and_place(void **state)
{
	(void)state;
	const struct frame_field *field = field_of(FRAME_SAY, "payload");
	assert_int_equal(field->type, FIELD_BYTES);
	assert_int_equal(field->bound, 8192);
	assert_int_equal(field->at, offsetof(struct frame_say, payload));
	assert_int_equal(field_of(FRAME_SAY, "cseq")->bound, FRAME_NUMBER_MAX);
}

static void the_first_and_the_last_frame_have_their_fields(void **state)
{
	(void)state;
	assert_string_equal(frame_info(FRAME_HELLO)->fields[0].name, "version");
	assert_string_equal(frame_info(FRAME_PICK)->fields[1].name, "topic");
	assert_int_equal(frame_info(FRAME_QUEUED)->field_count, 9);
}

static void numbers_that_no_frame_has_are_unknown(void **state)
{
	(void)state;
	assert_null(frame_info(0));
	assert_null(frame_info(10));
	assert_null(frame_info(66));
	assert_null(frame_info(103));
	assert_null(frame_info(104));
	assert_null(frame_info(UINT64_MAX));
}

static void anytime_is_every_state_but_new_and_closing(void **state)
{
	(void)state;
	const uint16_t always = (1 << STATE_COUNT) - 1;
	assert_int_equal(frame_info(FRAME_PING)->states,
		always & ~(1 << STATE_NEW | 1 << STATE_CLOSING));
}

static void nothing_is_allowed_in_closing(void **state)
{
	(void)state;
	for (uint64_t number = 0; number < FRAME_TYPE_COUNT; number++) {
		const struct frame_info *info = frame_info(number);
		assert_true(info == NULL || (info->states & 1 << STATE_CLOSING) == 0);
	}
}

static void every_frame_has_a_state(void **state)
{
	(void)state;
	for (uint64_t number = 0; number < FRAME_TYPE_COUNT; number++) {
		const struct frame_info *info = frame_info(number);
		if (info != NULL) {
			assert_int_not_equal(info->states, 0);
		}
	}
}

static void phrases_fit_into_a_close_reason(void **state)
{
	(void)state;
	/* RFC 6455, section 5.5: 125 bytes, of which the code takes two; "protocol: " stands in
	 * front. */
	for (uint64_t number = 0; number < FRAME_TYPE_COUNT; number++) {
		const struct frame_info *info = frame_info(number);
		for (uint8_t i = 0; info != NULL && i < info->field_count; i++) {
			for (int fault = 0; fault < FIELD_FAULT_COUNT; fault++) {
				assert_in_range(strlen(info->fields[i].why[fault]), 1, 123 - 10);
			}
		}
	}
}

static void limits_are_usable_as_constants(void **state)
{
	(void)state;
	static uint8_t payload[LIMIT_PAYLOAD];
	assert_int_equal(sizeof(payload), 8192);
	assert_true(LIMIT_NUMBER == FRAME_NUMBER_MAX);
	assert_true(LIMIT_SECONDS == UINT32_MAX);
}

static void words_are_those_of_words_def(void **state)
{
	(void)state;
	assert_string_equal(role_word(ROLE_GUEST), "guest");
	assert_string_equal(role_word(ROLE_EVALUATOR), "evaluator");
	assert_string_equal(state_word(STATE_TALKING), "talking");
	assert_string_equal(ending_word(ENDING_TAKEN_OVER), "taken over");
	assert_string_equal(refusal_word(REFUSAL_GAP), "gap");
	assert_string_equal(finish_word(FINISH_LEFT_QUICKLY), "left_quickly");
}

static void every_ending_has_its_close_code(void **state)
{
	(void)state;
	assert_int_equal(ending_close_code(ENDING_DONE), 1000);
	assert_int_equal(ending_close_code(ENDING_DRAIN), 1012);
	assert_int_equal(ending_close_code(ENDING_LEFT), 4000);
	assert_int_equal(ending_close_code(ENDING_TAKEN_OVER), 4001);
	assert_int_equal(ending_close_code(ENDING_PROTOCOL), 4003);
	assert_int_equal(ending_close_code(ENDING_SLOW), 4008);
	assert_int_equal(ending_close_code(ENDING_DEAD), 4008);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_says_what_frames_def_says),
		cmocka_unit_test(a_field_knows_its_type_bound_and_place),
		cmocka_unit_test(the_first_and_the_last_frame_have_their_fields),
		cmocka_unit_test(numbers_that_no_frame_has_are_unknown),
		cmocka_unit_test(anytime_is_every_state_but_new_and_closing),
		cmocka_unit_test(nothing_is_allowed_in_closing),
		cmocka_unit_test(every_frame_has_a_state),
		cmocka_unit_test(phrases_fit_into_a_close_reason),
		cmocka_unit_test(limits_are_usable_as_constants),
		cmocka_unit_test(words_are_those_of_words_def),
		cmocka_unit_test(every_ending_has_its_close_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
