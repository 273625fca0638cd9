/* A strict cursor over the fixed layouts of SE1: big-endian numbers, exact lengths. It remembers
 * the first thing that was wrong, so that a reader may read on and ask once at its end. */
#ifndef SAMTALE_SEAL_READER_H
#define SAMTALE_SEAL_READER_H

#include <stdbool.h>

#include "base/buf.h"

/* Borrows the bytes. Once bad, numbers read as 0, views are empty and pointers NULL. */
struct seal_reader {
	const uint8_t *start;
	const uint8_t *at;
	const uint8_t *end;
	bool bad;
};

struct seal_reader seal_reader_of(struct view bytes);

uint8_t seal_reader_u8(struct seal_reader *reader);
uint16_t seal_reader_u16(struct seal_reader *reader);
uint32_t seal_reader_u32(struct seal_reader *reader);

/* len bytes where they lie; NULL when they are not all there. */
const uint8_t *seal_reader_bytes(struct seal_reader *reader, size_t len);

/* A view of len bytes; empty when they are not all there. */
struct view seal_reader_view(struct seal_reader *reader, size_t len);

/* The same behind a length of one byte. */
struct view seal_reader_str(struct seal_reader *reader);

/* A slug: 1 to 32 of a-z, 0-9 and the hyphen, behind its length. With may_be_empty also none. */
struct view seal_reader_slug(struct seal_reader *reader, bool may_be_empty);

/* A label: 1 to max bytes of UTF-8 without controls, behind their length. */
struct view seal_reader_label(struct seal_reader *reader, size_t max);

/* A point of P-256 that is on the curve; NULL when it is not. */
const uint8_t *seal_reader_point(struct seal_reader *reader);

/* A byte from low to high; anything else is bad. */
uint8_t seal_reader_within(struct seal_reader *reader, uint8_t low, uint8_t high);

/* Makes the reader bad unless this holds. */
void seal_reader_must(struct seal_reader *reader, bool holds);

/* What has been read so far. */
struct view seal_reader_done_part(const struct seal_reader *reader);

/* How many bytes are left. */
size_t seal_reader_left(const struct seal_reader *reader);

/* 0 when everything was right and nothing is left, else ERR_SYNTAX. */
int seal_reader_end(const struct seal_reader *reader) MUST_CHECK;

#endif
