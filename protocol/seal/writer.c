/* Writing into given memory. */
#include "protocol/seal/writer.h"

#include <string.h>

struct seal_writer seal_writer_of(void *memory, size_t size)
{
	uint8_t *start = memory;

	return (struct seal_writer){start, start, start + size, false};
}

/* Once something did not fit, nothing behind it is written either: no payload has a hole. */
uint8_t *seal_writer_place(struct seal_writer *writer, size_t len)
{
	uint8_t *at = writer->at;

	writer->full = writer->full || len > (size_t)(writer->end - at);
	if (writer->full) {
		return NULL;
	}
	writer->at += len;
	return at;
}

void seal_writer_bytes(struct seal_writer *writer, const void *bytes, size_t len)
{
	uint8_t *at = seal_writer_place(writer, len);

	if (at != NULL && len > 0) {
		memcpy(at, bytes, len);
	}
}

void seal_writer_view(struct seal_writer *writer, struct view bytes)
{
	seal_writer_bytes(writer, bytes.data, bytes.len);
}

void seal_writer_u8(struct seal_writer *writer, uint8_t number)
{
	seal_writer_bytes(writer, &number, 1);
}

void seal_writer_u16(struct seal_writer *writer, uint16_t number)
{
	const uint8_t bytes[] = {(uint8_t)(number >> 8), (uint8_t)number};

	seal_writer_bytes(writer, bytes, sizeof(bytes));
}

void seal_writer_u32(struct seal_writer *writer, uint32_t number)
{
	seal_writer_u16(writer, (uint16_t)(number >> 16));
	seal_writer_u16(writer, (uint16_t)number);
}

void seal_writer_str(struct seal_writer *writer, struct view text)
{
	writer->full = writer->full || text.len > UINT8_MAX;
	seal_writer_u8(writer, (uint8_t)text.len);
	seal_writer_view(writer, text);
}

void seal_writer_label(struct seal_writer *writer, const char *label)
{
	seal_writer_bytes(writer, label, strlen(label) + 1);
}

struct view seal_writer_written(const struct seal_writer *writer)
{
	return (struct view){writer->start, (size_t)(writer->at - writer->start)};
}

int seal_writer_end(const struct seal_writer *writer)
{
	return writer->full ? ERR_FULL : 0;
}
