/* Holds the codec against protocol/vectors/frames.json, which is made without it. A claim here is
 * about every vector of its kind; a failure names the vector. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/ident.h"
#include "protocol/frame.h"

#define VECTORS SAMTALE_SOURCE_DIR "/protocol/vectors/frames.json"

static json_t *vectors;
static const char *current; /* name of the vector at hand */

struct message {
	uint8_t bytes[LIMIT_FRAME_STAFF];
	size_t len;
	enum direction direction;
};

static int load(void **state)
{
	(void)state;
	json_error_t error;
	vectors = json_load_file(VECTORS, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (vectors == NULL) {
		print_error("%s: %s\n", VECTORS, error.text);
	}
	return vectors == NULL;
}

static int unload(void **state)
{
	(void)state;
	json_decref(vectors);
	return 0;
}

static const char *string_of(const json_t *vector, const char *key)
{
	const char *text = json_string_value(json_object_get(vector, key));
	assert_non_null(text);
	return text;
}

static void read_message(const json_t *vector, struct message *ret_message)
{
	const struct view hex = view_text(string_of(vector, "hex"));
	assert_in_range(hex.len / 2, 0, sizeof(ret_message->bytes));
	ret_message->len = hex.len / 2;
	assert_int_equal(ident_from_hex(hex, ret_message->bytes, ret_message->len), 0);
	ret_message->direction =
		strcmp(string_of(vector, "direction"), "up") == 0 ? DIRECTION_UP : DIRECTION_DOWN;
	current = string_of(vector, "name");
}

static int decode(const struct message *message, struct frame *ret_frame, const char **ret_why)
{
	return frame_decode((struct view){message->bytes, message->len}, message->direction, ret_frame,
		ret_why);
}

static void assert_bytes(struct view found, const json_t *expected)
{
	char hex[2 * LIMIT_PAYLOAD + 1];
	assert_in_range(found.len, 0, LIMIT_PAYLOAD);
	ident_hex(found.data, found.len, hex);
	if (strcmp(hex, json_string_value(expected)) != 0) {
		fail_msg("%s: %s instead of %s", current, hex, json_string_value(expected));
	}
}

static void assert_text(struct view found, const json_t *expected)
{
	if (!view_is(found, json_string_value(expected))) {
		fail_msg("%s: %.*s instead of %s", current, (int)found.len, found.data,
			json_string_value(expected));
	}
}

static void assert_number(uint64_t found, const json_t *expected)
{
	assert_true(json_is_integer(expected));
	if (found != (uint64_t)json_integer_value(expected)) {
		fail_msg("%s: %llu instead of %lld", current, (unsigned long long)found,
			(long long)json_integer_value(expected));
	}
}

static void assert_list(const struct frame_field *field, const void *at, const json_t *expected)
{
	const struct frame_texts *texts = at;
	const struct frame_uints *uints = at;
	const uint32_t count = field->type == FIELD_UINTS ? uints->count : texts->count;
	assert_int_equal(count, json_array_size(expected));
	for (uint32_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(expected, i);
		if (field->type == FIELD_UINTS) {
			assert_number(uints->item[i], item);
		} else if (field->type == FIELD_TEXTS || field->type == FIELD_LINES) {
			assert_text(texts->item[i], item);
		} else {
			assert_bytes(texts->item[i], item);
		}
	}
}

static void assert_field(const struct frame_field *field, const void *at, const json_t *expected)
{
	assert_non_null(expected);
	switch (field->type) {
	case FIELD_UINT: assert_number(*(const uint64_t *)at, expected); return;
	case FIELD_TEXT: assert_text(*(const struct view *)at, expected); return;
	case FIELD_BYTES:
	case FIELD_ID16:
	case FIELD_ID32: assert_bytes(*(const struct view *)at, expected); return;
	default: assert_list(field, at, expected);
	}
}

static void every_good_message_decodes_to_its_frame(void **state)
{
	(void)state;
	static struct message message;
	size_t index;
	json_t *vector;
	json_array_foreach(vectors, index, vector)
	{
		const json_t *expected = json_object_get(vector, "frame");
		struct frame frame;
		const char *why = NULL;
		if (expected == NULL) {
			continue;
		}
		read_message(vector, &message);
		if (decode(&message, &frame, &why) != 0) {
			fail_msg("%s: refused: %s", current, why);
		}
		const struct frame_info *info = frame_info(frame.type);
		assert_string_equal(info->name, string_of(expected, "type"));
		assert_int_equal(json_object_size(expected), info->field_count + 1);
		for (uint8_t i = 0; i < info->field_count; i++) {
			const struct frame_field *field = &info->fields[i];
			const char *at = (const char *)&frame + offsetof(struct frame, hello);
			assert_field(field, at + field->at, json_object_get(expected, field->name));
		}
	}
}

static void every_good_message_encodes_to_the_same_bytes(void **state)
{
	(void)state;
	static struct message message;
	size_t index;
	json_t *vector;
	struct buf out;
	buf_init(&out, LIMIT_FRAME_STAFF);
	json_array_foreach(vectors, index, vector)
	{
		struct frame frame;
		const char *why = NULL;
		if (json_object_get(vector, "frame") == NULL) {
			continue;
		}
		read_message(vector, &message);
		assert_int_equal(decode(&message, &frame, &why), 0);
		buf_clear(&out);
		assert_int_equal(frame_encode(&frame, &out), 0);
		if (!view_equal(buf_view(&out), (struct view){message.bytes, message.len})) {
			fail_msg("%s: encoded to other bytes", current);
		}
	}
	buf_finish(&out);
}

static void every_bad_message_is_refused_with_its_reason(void **state)
{
	(void)state;
	static struct message message;
	size_t index;
	json_t *vector;
	json_array_foreach(vectors, index, vector)
	{
		struct frame frame;
		const char *why = "accepted";
		if (json_object_get(vector, "frame") != NULL) {
			continue;
		}
		read_message(vector, &message);
		const int err = decode(&message, &frame, &why);
		if (err == 0 || strcmp(why, string_of(vector, "error")) != 0) {
			fail_msg("%s: %s instead of %s", current, why, string_of(vector, "error"));
		}
	}
}

static void no_good_message_passes_in_the_other_direction(void **state)
{
	(void)state;
	static struct message message;
	size_t index;
	json_t *vector;
	json_array_foreach(vectors, index, vector)
	{
		struct frame frame;
		const char *why = "accepted";
		if (json_object_get(vector, "frame") == NULL) {
			continue;
		}
		read_message(vector, &message);
		message.direction = message.direction == DIRECTION_UP ? DIRECTION_DOWN : DIRECTION_UP;
		assert_int_equal(decode(&message, &frame, &why), ERR_SYNTAX);
		assert_string_equal(why, "wrong direction");
	}
}

/* The bytes are copied to memory of their exact size, so that a sanitizer sees a read behind them.
 * */
static void no_beginning_of_a_good_message_passes(void **state)
{
	(void)state;
	static struct message message;
	size_t index;
	json_t *vector;
	json_array_foreach(vectors, index, vector)
	{
		if (json_object_get(vector, "frame") == NULL) {
			continue;
		}
		read_message(vector, &message);
		for (size_t len = 0; len < message.len; len += len < 200 ? 1 : 997) {
			struct frame frame;
			const char *why = NULL;
			uint8_t *cut = malloc(len + 1);
			memcpy(cut + 1, message.bytes, len);
			const int err =
				frame_decode((struct view){cut + 1, len}, message.direction, &frame, &why);
			free(cut);
			if (err == 0) {
				fail_msg("%s: accepted when cut to %zu bytes", current, len);
			}
			assert_non_null(why);
		}
	}
}

static void every_frame_has_a_good_message(void **state)
{
	(void)state;
	static struct message message;
	bool seen[FRAME_TYPE_COUNT] = {false};
	size_t index;
	json_t *vector;
	json_array_foreach(vectors, index, vector)
	{
		struct frame frame;
		const char *why = NULL;
		read_message(vector, &message);
		if (decode(&message, &frame, &why) == 0) {
			seen[frame.type] = true;
		}
	}
	for (uint64_t number = 0; number < FRAME_TYPE_COUNT; number++) {
		assert_int_equal(seen[number], frame_info(number) != NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_good_message_decodes_to_its_frame),
		cmocka_unit_test(every_good_message_encodes_to_the_same_bytes),
		cmocka_unit_test(every_bad_message_is_refused_with_its_reason),
		cmocka_unit_test(no_good_message_passes_in_the_other_direction),
		cmocka_unit_test(no_beginning_of_a_good_message_passes),
		cmocka_unit_test(every_frame_has_a_good_message),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
