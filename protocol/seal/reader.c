/* The strict cursor. Every length is held against what is left before anything is touched. */
#include "protocol/seal/reader.h"

#include "base/utf8.h"
#include "protocol/seal/key.h"
#include "protocol/seal/seal.h"

enum { SLUG_MAX = 32 };

struct seal_reader seal_reader_of(struct view bytes)
{
	static const uint8_t nothing = 0;
	const uint8_t *start = bytes.data != NULL ? bytes.data : &nothing;

	return (struct seal_reader){start, start, start + bytes.len, false};
}

size_t seal_reader_left(const struct seal_reader *reader)
{
	return (size_t)(reader->end - reader->at);
}

void seal_reader_must(struct seal_reader *reader, bool holds)
{
	reader->bad = reader->bad || !holds;
}

const uint8_t *seal_reader_bytes(struct seal_reader *reader, size_t len)
{
	const uint8_t *at = reader->at;

	seal_reader_must(reader, len <= seal_reader_left(reader));
	if (reader->bad) {
		return NULL;
	}
	reader->at += len;
	return at;
}

static uint32_t read_number(struct seal_reader *reader, size_t len)
{
	const uint8_t *at = seal_reader_bytes(reader, len);
	uint32_t number = 0;

	for (size_t i = 0; at != NULL && i < len; i++) {
		number = number << 8 | at[i];
	}
	return number;
}

uint8_t seal_reader_u8(struct seal_reader *reader)
{
	return (uint8_t)read_number(reader, 1);
}

uint16_t seal_reader_u16(struct seal_reader *reader)
{
	return (uint16_t)read_number(reader, 2);
}

uint32_t seal_reader_u32(struct seal_reader *reader)
{
	return read_number(reader, 4);
}

struct view seal_reader_view(struct seal_reader *reader, size_t len)
{
	const uint8_t *at = seal_reader_bytes(reader, len);

	return (struct view){at, at != NULL ? len : 0};
}

struct view seal_reader_str(struct seal_reader *reader)
{
	return seal_reader_view(reader, seal_reader_u8(reader));
}

/* Slugs are compared byte by byte and stand in keys and addresses, so there is one way to write
 * one. */
static bool is_slug(struct view text)
{
	for (size_t i = 0; i < text.len; i++) {
		const uint8_t byte = text.data[i];
		const bool letter = byte >= 'a' && byte <= 'z';
		const bool digit = byte >= '0' && byte <= '9';
		if (!letter && !digit && byte != '-') {
			return false;
		}
	}
	return text.len <= SLUG_MAX;
}

struct view seal_reader_slug(struct seal_reader *reader, bool may_be_empty)
{
	const struct view text = seal_reader_str(reader);

	seal_reader_must(reader, is_slug(text) && (may_be_empty || text.len > 0));
	return text;
}

struct view seal_reader_label(struct seal_reader *reader, size_t max)
{
	const struct view text = seal_reader_str(reader);

	seal_reader_must(reader, text.len > 0 && text.len <= max && utf8_is_plain(text));
	return text;
}

const uint8_t *seal_reader_point(struct seal_reader *reader)
{
	const uint8_t *point = seal_reader_bytes(reader, SEAL_POINT_LEN);

	seal_reader_must(reader, point != NULL && seal_point_is_valid(point));
	return reader->bad ? NULL : point;
}

uint8_t seal_reader_within(struct seal_reader *reader, uint8_t low, uint8_t high)
{
	const uint8_t byte = seal_reader_u8(reader);

	seal_reader_must(reader, byte >= low && byte <= high);
	return byte;
}

struct view seal_reader_done_part(const struct seal_reader *reader)
{
	return (struct view){reader->start, (size_t)(reader->at - reader->start)};
}

int seal_reader_end(const struct seal_reader *reader)
{
	return reader->bad || seal_reader_left(reader) > 0 ? ERR_SYNTAX : 0;
}
