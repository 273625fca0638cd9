/* Writes the fixed layouts of SE1 into memory that the caller owns. It never grows, so that secrets
 * leave no copies behind; it remembers that something did not fit. */
#ifndef SAMTALE_SEAL_WRITER_H
#define SAMTALE_SEAL_WRITER_H

#include <stdbool.h>

#include "base/buf.h"

/* Borrows the memory. */
struct seal_writer {
	uint8_t *start;
	uint8_t *at;
	uint8_t *end;
	bool full;
};

struct seal_writer seal_writer_of(void *memory, size_t size);

void seal_writer_u8(struct seal_writer *writer, uint8_t number);
void seal_writer_u16(struct seal_writer *writer, uint16_t number);
void seal_writer_u32(struct seal_writer *writer, uint32_t number);
void seal_writer_bytes(struct seal_writer *writer, const void *bytes, size_t len);
void seal_writer_view(struct seal_writer *writer, struct view bytes);

/* The text behind a length of one byte; one of more than 255 does not fit. */
void seal_writer_str(struct seal_writer *writer, struct view text);

/* A label of SEAL_LABEL with its zero. */
void seal_writer_label(struct seal_writer *writer, const char *label);

/* The place of the next len bytes, for somebody else to fill; NULL when they do not fit. */
uint8_t *seal_writer_place(struct seal_writer *writer, size_t len);

/* What has been written. */
struct view seal_writer_written(const struct seal_writer *writer);

/* 0 when everything fitted, else ERR_FULL. */
int seal_writer_end(const struct seal_writer *writer) MUST_CHECK;

#endif
