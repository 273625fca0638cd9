/* Writes a line with one write(2), so that lines of several processes on one stderr never mix. */
#include "base/log.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1000, PREFIX_SIZE = 32 };

static enum log_level log_level = LOG_LEVEL_INFO;
static char log_prefix[PREFIX_SIZE];

/* sd-daemon(3): the journal reads the priority from the front of a line. */
static const char *const priorities[] = {
	[LOG_LEVEL_ERROR] = "<3>",
	[LOG_LEVEL_WARN] = "<4>",
	[LOG_LEVEL_INFO] = "<6>",
	[LOG_LEVEL_DEBUG] = "<7>",
};

struct line {
	char bytes[LINE_MAX_BYTES];
	size_t len;
};

void log_set_level(enum log_level level)
{
	log_level = level;
}

void log_set_prefix(const char *prefix)
{
	(void)snprintf(log_prefix, sizeof(log_prefix), "%s", prefix == NULL ? "" : prefix);
}

/* Appends one character, escaped when it could harm a terminal or forge a line; keeps the last byte
 * free. */
static void line_add(struct line *line, unsigned char byte)
{
	const size_t room = sizeof(line->bytes) - 1 - line->len;

	if (byte >= 0x20 && byte < 0x7f) {
		if (room >= 1) {
			line->bytes[line->len++] = (char)byte;
		}
		return;
	}
	if (room >= 4) {
		static const char digits[] = "0123456789abcdef";
		line->bytes[line->len++] = '\\';
		line->bytes[line->len++] = 'x';
		line->bytes[line->len++] = digits[byte >> 4];
		line->bytes[line->len++] = digits[byte & 15];
	}
}

static void line_add_text(struct line *line, const char *text)
{
	for (; *text != '\0'; text++) {
		line_add(line, (unsigned char)*text);
	}
}

__attribute__((format(printf, 2, 0))) static void log_line(enum log_level level, const char *format,
	va_list args)
{
	if (level > log_level) {
		return;
	}
	struct line line = {.len = 0};
	char text[LINE_MAX_BYTES];

	line_add_text(&line, priorities[level]);
	if (log_prefix[0] != '\0') {
		line_add_text(&line, log_prefix);
		line_add(&line, ' ');
	}
	if (vsnprintf(text, sizeof(text), format, args) < 0) {
		return;
	}
	line_add_text(&line, text);
	line.bytes[line.len++] = '\n';
	/* Nobody is left to tell when stderr itself is gone. */
	const ssize_t written = write(STDERR_FILENO, line.bytes, line.len);
	(void)written;
}

#define LOG_FUNCTION(name, level) \
	void name(const char *format, ...) \
	{ \
		va_list args; \
		va_start(args, format); \
		log_line(level, format, args); \
		va_end(args); \
	}

LOG_FUNCTION(log_error, LOG_LEVEL_ERROR)
LOG_FUNCTION(log_warn, LOG_LEVEL_WARN)
LOG_FUNCTION(log_info, LOG_LEVEL_INFO)
LOG_FUNCTION(log_debug, LOG_LEVEL_DEBUG)
