/* Words of a command; those made here live in the scratch. */
#include "store/internal/args.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "store/library.h"

void args_init(struct args *args)
{
	args->count = 0;
	args->err = 0;
	args->used = 0;
}

static void add(struct args *args, const char *data, size_t len)
{
	if (args->count == ARGS_MAX) {
		args->err = ERR_RANGE;
		return;
	}
	args->argv[args->count] = data;
	args->len[args->count] = len;
	args->count++;
}

void args_text(struct args *args, const char *text)
{
	args_view(args, view_text(text));
}

void args_view(struct args *args, struct view view)
{
	add(args, view.data == NULL ? "" : (const char *)view.data, view.len);
}

void args_format(struct args *args, const char *format, ...)
{
	char *at = args->scratch + args->used;
	size_t room = sizeof args->scratch - args->used;
	va_list list;

	va_start(list, format);
	int length = vsnprintf(at, room, format, list);
	va_end(list);
	if (length < 0 || (size_t)length >= room) {
		args->err = ERR_RANGE;
		return;
	}
	args->used += (size_t)length + 1;
	add(args, at, (size_t)length);
}

void args_number(struct args *args, uint64_t number)
{
	args_format(args, "%" PRIu64, number);
}

void args_hex(struct args *args, const uint8_t *bytes, size_t len)
{
	char *at = args->scratch + args->used;

	if (2 * len + 1 > sizeof args->scratch - args->used) {
		args->err = ERR_RANGE;
		return;
	}
	ident_hex(bytes, len, at);
	args->used += 2 * len + 1;
	add(args, at, 2 * len);
}

void args_name(struct args *args, const uint8_t *hash)
{
	char name[IDENT_NAME_SIZE];

	ident_name(hash, name);
	args_format(args, "%s", name);
}

void args_function(struct args *args, const char *name, const char *key_format,
	const char *key_part)
{
	char *at = args->scratch + args->used;
	size_t room = sizeof args->scratch - args->used;
	/* key_format holds one %s and stands for all keys of a kind; see keys.h. */
	const char *hole = strstr(key_format, "%s");
	int length = hole == NULL
		? -1
		: snprintf(at, room, "%.*s%s%s", (int)(hole - key_format), key_format, key_part, hole + 2);

	args_text(args, "FCALL");
	if (length < 0 || (size_t)length >= room) {
		args->err = ERR_RANGE;
		return;
	}
	args->used += (size_t)length + 1;
	args_format(args, "s%d_%s", STORE_LIBRARY_VERSION, name);
	args_text(args, "1");
	add(args, at, (size_t)length);
}

/* A mark, a number, the end of the line: *3 before three words, $5 before one of five bytes. */
static int write_count(struct buf *buf, char mark, size_t count)
{
	char line[24];
	char *at = line + sizeof line;

	*--at = '\n';
	*--at = '\r';
	do {
		*--at = (char)('0' + count % 10);
		count /= 10;
	} while (count > 0);
	*--at = mark;
	return buf_append(buf, at, (size_t)(line + sizeof line - at));
}

int args_write(const struct args *args, struct buf *buf)
{
	uint8_t *end;
	int err = args->err;

	buf_clear(buf);
	if (err == 0) {
		err = write_count(buf, '*', (size_t)args->count);
	}
	for (int i = 0; i < args->count && err == 0; i++) {
		err = write_count(buf, '$', args->len[i]);
		if (err == 0) {
			err = buf_append(buf, args->argv[i], args->len[i]);
		}
		if (err == 0) {
			err = buf_append(buf, "\r\n", 2);
		}
	}
	if (err == 0) {
		err = buf_reserve(buf, 1, &end);
	}
	if (err == 0) {
		*end = '\0';
	}
	return err;
}
