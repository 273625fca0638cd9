/* Views of bytes that somebody else owns, and a buffer that grows up to a limit. */
#ifndef SAMTALE_BASE_BUF_H
#define SAMTALE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Bytes owned elsewhere; valid as long as their owner says. len is in bytes, no terminating zero is
 * implied. */
struct view {
	const uint8_t *data;
	size_t len;
};

/* A view of the text without its zero; NULL gives an empty view. Borrows text. */
struct view view_text(const char *text);

/* True when both have the same bytes. Not for secrets: see ident_equal. */
bool view_equal(struct view a, struct view b);

/* True when the view holds exactly this text. */
bool view_is(struct view view, const char *text);

/* Copies the view into out as a zero-terminated string. ERR_RANGE when size is too small or it
 * holds a zero. */
int view_copy(struct view view, char *out, size_t size) MUST_CHECK;

/* Bytes that grow. Fields may be read; only the functions below write them. */
struct buf {
	uint8_t *data;
	size_t len;
	size_t cap;
	size_t limit; /* bytes; growing beyond is ERR_FULL */
};

/* An empty buffer that may grow to limit bytes; allocates nothing. */
void buf_init(struct buf *buf, size_t limit);

/* Frees the bytes; the buffer is empty and may be used again. */
void buf_finish(struct buf *buf);

/* Forgets the content and keeps the memory. */
void buf_clear(struct buf *buf);

/* Room for more bytes behind len: *ret_at points at them until the next call; buf->len is not
 * moved. */
int buf_reserve(struct buf *buf, size_t more, uint8_t **ret_at) MUST_CHECK;

/* Appends. ERR_FULL or ERR_NOMEM leave the content as it was. */
int buf_append(struct buf *buf, const void *data, size_t len) MUST_CHECK;
int buf_text(struct buf *buf, const char *text) MUST_CHECK;
int buf_printf(struct buf *buf, const char *format, ...) MUST_CHECK
	__attribute__((format(printf, 2, 3)));

/* What has been written; borrowed until the next change. */
struct view buf_view(const struct buf *buf);

#endif
