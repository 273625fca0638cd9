/* A strict cursor over msgpack. A header of five bytes may announce four thousand million items,
 * and a library that believes it reserves gigabytes; so no 32-bit length is let through at all, and
 * every count is held against the bytes that are left. Format bytes are those of the msgpack
 * specification, version 2. */
#include "protocol/frame_check.h"

#include <stdint.h>

#include "protocol/frame.h"

/* The message is one array, its lists are another; nothing lies deeper. */
enum { DEPTH_MAX = 2 };

struct cursor {
	const uint8_t *at;
	const uint8_t *end;
	const char *why; /* NULL while all is well */
};

/* What a format byte announces. */
enum kind {
	KIND_VALUE,   /* `size` bytes of value follow */
	KIND_COUNTED, /* a length of `size` bytes follows, then so many bytes */
	KIND_ARRAY,   /* a length of `size` bytes follows, then so many items */
	KIND_HUGE,    /* a length of 32 bits */
	KIND_FOREIGN, /* frames do not use it */
};

struct format {
	enum kind kind;
	uint8_t size;
};

/* The format bytes 0xc0 to 0xdf; the others hold their value or length in themselves. */
static const struct format formats[32] = {
	[0x00] = {KIND_FOREIGN, 0}, /* nil */
	[0x01] = {KIND_FOREIGN, 0}, /* never used */
	[0x02] = {KIND_FOREIGN, 0}, /* false */
	[0x03] = {KIND_FOREIGN, 0}, /* true */
	[0x04] = {KIND_COUNTED, 1}, /* bin 8 */
	[0x05] = {KIND_COUNTED, 2}, /* bin 16 */
	[0x06] = {KIND_HUGE, 4},    /* bin 32 */
	[0x07] = {KIND_FOREIGN, 0}, /* ext 8 */
	[0x08] = {KIND_FOREIGN, 0}, /* ext 16 */
	[0x09] = {KIND_HUGE, 4},    /* ext 32 */
	[0x0a] = {KIND_FOREIGN, 0}, /* float 32 */
	[0x0b] = {KIND_FOREIGN, 0}, /* float 64 */
	[0x0c] = {KIND_VALUE, 1},   /* uint 8 */
	[0x0d] = {KIND_VALUE, 2},   /* uint 16 */
	[0x0e] = {KIND_VALUE, 4},   /* uint 32 */
	[0x0f] = {KIND_VALUE, 8},   /* uint 64 */
	[0x10] = {KIND_VALUE, 1},   /* int 8 */
	[0x11] = {KIND_VALUE, 2},   /* int 16 */
	[0x12] = {KIND_VALUE, 4},   /* int 32 */
	[0x13] = {KIND_VALUE, 8},   /* int 64 */
	[0x14] = {KIND_FOREIGN, 0}, /* fixext 1 */
	[0x15] = {KIND_FOREIGN, 0}, /* fixext 2 */
	[0x16] = {KIND_FOREIGN, 0}, /* fixext 4 */
	[0x17] = {KIND_FOREIGN, 0}, /* fixext 8 */
	[0x18] = {KIND_FOREIGN, 0}, /* fixext 16 */
	[0x19] = {KIND_COUNTED, 1}, /* str 8 */
	[0x1a] = {KIND_COUNTED, 2}, /* str 16 */
	[0x1b] = {KIND_HUGE, 4},    /* str 32 */
	[0x1c] = {KIND_ARRAY, 2},   /* array 16 */
	[0x1d] = {KIND_HUGE, 4},    /* array 32 */
	[0x1e] = {KIND_FOREIGN, 0}, /* map 16 */
	[0x1f] = {KIND_HUGE, 4},    /* map 32 */
};

static void refuse(struct cursor *cursor, const char *why)
{
	if (cursor->why == NULL) {
		cursor->why = why;
	}
}

static size_t left(const struct cursor *cursor)
{
	return (size_t)(cursor->end - cursor->at);
}

/* Moves on by len bytes; false, with the reason set, when they are not there. */
static bool skip(struct cursor *cursor, size_t len)
{
	if (left(cursor) < len) {
		refuse(cursor, "cut short");
		return false;
	}
	cursor->at += len;
	return true;
}

/* A big-endian length of one or two bytes; 0, with the reason set, when it is cut. */
static size_t take_length(struct cursor *cursor, uint8_t size)
{
	size_t length = 0;

	if (!skip(cursor, size)) {
		return 0;
	}
	for (const uint8_t *byte = cursor->at - size; byte < cursor->at; byte++) {
		length = length << 8 | *byte;
	}
	return length;
}

/* Reads a format byte. ret_length is the length that lies in the byte itself, else 0. */
static struct format take_format(struct cursor *cursor, size_t *ret_length)
{
	const uint8_t byte = *cursor->at++;

	*ret_length = 0;
	if (byte < 0x80 || byte >= 0xe0) {
		return (struct format){KIND_VALUE, 0};
	}
	if (byte < 0x90) {
		return (struct format){KIND_FOREIGN, 0};
	}
	if (byte < 0xa0) {
		*ret_length = byte & 0x0f;
		return (struct format){KIND_ARRAY, 0};
	}
	if (byte < 0xc0) {
		*ret_length = byte & 0x1f;
		return (struct format){KIND_COUNTED, 0};
	}
	return formats[byte - 0xc0];
}

/* Walks over one value. An array adds its items to *items instead of being walked into. */
static void check_value(struct cursor *cursor, bool may_be_array, size_t *items)
{
	size_t length;

	if (left(cursor) == 0) {
		refuse(cursor, "cut short");
		return;
	}
	const struct format format = take_format(cursor, &length);
	switch (format.kind) {
	case KIND_VALUE: (void)skip(cursor, format.size); return;
	case KIND_COUNTED:
		length += take_length(cursor, format.size);
		(void)skip(cursor, length);
		return;
	case KIND_ARRAY:
		length += take_length(cursor, format.size);
		if (length > left(cursor)) {
			refuse(cursor, "cut short");
		} else if (!may_be_array) {
			refuse(cursor, "nested too deep");
		}
		*items = length;
		return;
	case KIND_HUGE: refuse(cursor, "32-bit length"); return;
	case KIND_FOREIGN: refuse(cursor, "type not used in frames"); return;
	}
}

/* Walks over the items of the message's array. The depth is at most two, so two loops say it
 * without recursion. */
static void check_items(struct cursor *cursor, size_t items)
{
	_Static_assert(DEPTH_MAX == 2, "one loop for each level below the message");

	for (; items > 0 && cursor->why == NULL; items--) {
		size_t inner = 0;
		check_value(cursor, true, &inner);
		for (; inner > 0 && cursor->why == NULL; inner--) {
			size_t none = 0;
			check_value(cursor, false, &none);
		}
	}
}

const char *frame_check(struct view message)
{
	struct cursor cursor = {message.data, message.data + message.len, NULL};
	size_t items = 0;

	if (message.len == 0) {
		return "empty";
	}
	if (message.len > LIMIT_FRAME_STAFF) {
		return "too long";
	}
	const uint8_t first = message.data[0];
	if (first != 0xdc && first != 0xdd && (first & 0xf0) != 0x90) {
		return first == 0xdf ? "32-bit length" : "not an array";
	}
	check_value(&cursor, true, &items);
	check_items(&cursor, items);
	if (cursor.why == NULL && left(&cursor) > 0) {
		refuse(&cursor, "trailing bytes");
	}
	return cursor.why;
}
