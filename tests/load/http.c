#include "tests/load/http.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The example of RFC 6455, section 1.3. A secret it is not: it only keeps caches out. */
#define KEY "dGhlIHNhbXBsZSBub25jZQ=="
#define ACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

int http_write_upgrade(struct buf *out, const struct http_place *place)
{
	int err = buf_printf(out,
		"GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " KEY "\r\n",
		place->path, place->host, place->origin);
	if (err == 0 && place->protocol != NULL) {
		err = buf_printf(out, "Sec-WebSocket-Protocol: %s\r\n", place->protocol);
	}
	return err == 0 ? buf_text(out, "\r\n") : err;
}

int http_write_post(struct buf *out, const struct http_place *place, const char *json)
{
	return buf_printf(out,
		"POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nContent-Type: application/json\r\n"
		"Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
		place->path, place->host, place->origin, strlen(json), json);
}

/* The value of a header, without the blanks before it; data NULL when it is not there. */
static struct view find_header(struct view head, const char *name)
{
	size_t length = strlen(name);
	const uint8_t *end = head.data + head.len;
	const uint8_t *line = head.data;
	while (line < end) {
		const uint8_t *stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop != NULL ? stop : end;
		if ((size_t)(stop - line) > length && line[length] == ':' &&
			strncasecmp((const char *)line, name, length) == 0) {
			const uint8_t *value = line + length + 1;
			while (value < stop && *value == ' ') {
				value++;
			}
			size_t size = (size_t)(stop - value);
			return (struct view){value, size > 0 && value[size - 1] == '\r' ? size - 1 : size};
		}
		line = stop + 1;
	}
	return (struct view){NULL, 0};
}

static size_t number_of(struct view text)
{
	size_t number = 0;
	for (size_t i = 0; i < text.len && isdigit(text.data[i]); i++) {
		number = number * 10 + (size_t)(text.data[i] - '0');
	}
	return number;
}

int http_read(struct view bytes, struct http_answer *ret_answer)
{
	enum { STATUS_AT = 9, STATUS_END = 12, SWITCHING = 101 };
	const uint8_t *end = memmem(bytes.data, bytes.len, "\r\n\r\n", 4);
	if (end == NULL) {
		return ERR_MOMENT;
	}
	struct view head = {bytes.data, (size_t)(end - bytes.data) + 2};
	if (head.len < STATUS_END || memcmp(head.data, "HTTP/1.1 ", STATUS_AT) != 0) {
		return ERR_SYNTAX;
	}
	size_t length = number_of(find_header(head, "Content-Length"));
	struct http_answer answer = {
		.status = (unsigned)number_of((struct view){head.data + STATUS_AT, STATUS_END - STATUS_AT}),
		.body = {end + 4, length},
		.size = head.len + 2 + length,
	};
	if (bytes.len < answer.size) {
		return ERR_MOMENT;
	}
	answer.accepts =
		answer.status == SWITCHING && view_is(find_header(head, "Sec-WebSocket-Accept"), ACCEPT);
	*ret_answer = answer;
	return 0;
}
