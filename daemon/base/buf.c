/* Views and growing buffers. A buffer may own one byte more than its limit, so that the zero which
 * vsnprintf insists on has a place; that byte is never part of the content. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUF_FIRST_CAP = 64 };

struct view view_text(const char *text)
{
	struct view view = {NULL, 0};

	if (text != NULL) {
		view.data = (const uint8_t *)text;
		view.len = strlen(text);
	}
	return view;
}

bool view_equal(struct view a, struct view b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool view_is(struct view view, const char *text)
{
	return view_equal(view, view_text(text));
}

int view_copy(struct view view, char *out, size_t size)
{
	if (view.len >= size) {
		return ERR_RANGE;
	}
	if (view.len > 0) {
		if (memchr(view.data, 0, view.len) != NULL) {
			return ERR_RANGE;
		}
		memcpy(out, view.data, view.len);
	}
	out[view.len] = '\0';
	return 0;
}

void buf_init(struct buf *buf, size_t limit)
{
	*buf = (struct buf){.limit = limit};
}

void buf_finish(struct buf *buf)
{
	free(buf->data);
	buf_init(buf, buf->limit);
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
}

/* Doubles until `more` bytes and one spare fit behind the content, but never far beyond the limit.
 * */
static int buf_grow(struct buf *buf, size_t more)
{
	if (more > buf->limit - buf->len) {
		return ERR_FULL;
	}
	const size_t need = buf->len + more + 1;
	if (need <= buf->cap) {
		return 0;
	}
	size_t cap = buf->cap < BUF_FIRST_CAP ? BUF_FIRST_CAP : buf->cap;
	while (cap < need) {
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	}
	if (cap > buf->limit && buf->limit + 1 >= need) {
		cap = buf->limit + 1;
	}
	uint8_t *data = realloc(buf->data, cap);
	if (data == NULL) {
		return ERR_NOMEM;
	}
	buf->data = data;
	buf->cap = cap;
	return 0;
}

int buf_reserve(struct buf *buf, size_t more, uint8_t **ret_at)
{
	const int err = buf_grow(buf, more);

	if (err == 0) {
		*ret_at = buf->data + buf->len;
	}
	return err;
}

int buf_append(struct buf *buf, const void *data, size_t len)
{
	const int err = buf_grow(buf, len);

	if (err == 0 && len > 0) {
		memcpy(buf->data + buf->len, data, len);
		buf->len += len;
	}
	return err;
}

int buf_text(struct buf *buf, const char *text)
{
	return buf_append(buf, text, strlen(text));
}

int buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0) {
		return ERR_SYSTEM;
	}
	const int err = buf_grow(buf, (size_t)len);
	if (err < 0) {
		return err;
	}
	va_start(args, format);
	(void)vsnprintf((char *)buf->data + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
	return 0;
}

struct view buf_view(const struct buf *buf)
{
	return (struct view){buf->data, buf->len};
}
