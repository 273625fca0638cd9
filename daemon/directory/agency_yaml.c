/* Only what a double-quoted text must escape is escaped, so that people can read the file. */
#include "directory/agency_yaml.h"

#include <string.h>

/* Characters of several bytes that YAML reads as an end of line, or not at all (YAML 1.1, 4.1.1). */
static const struct escape {
	const char *bytes, *written;
} escapes[] = {
	{"\xe2\x80\xa8", "\\u2028"},
	{"\xe2\x80\xa9", "\\u2029"},
	{"\xef\xbb\xbf", "\\uFEFF"},
	{"\xef\xbf\xbe", "\\uFFFE"},
	{"\xef\xbf\xbf", "\\uFFFF"},
};

static const struct escape *escape_at(const char *at)
{
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (strncmp(at, escapes[i].bytes, strlen(escapes[i].bytes)) == 0) {
			return &escapes[i];
		}
	}
	return NULL;
}

/* Adds the character that begins here, or a byte of it; returns how many bytes that were. */
static size_t add_character(struct buf *buf, const char *at, int *ret_err)
{
	const unsigned char byte = (unsigned char)*at, next = (unsigned char)at[1];
	const struct escape *escape = escape_at(at);
	if (escape != NULL) {
		*ret_err = buf_text(buf, escape->written);
		return strlen(escape->bytes);
	}
	if (byte == 0xc2 && next < 0xa0) {
		*ret_err = buf_printf(buf, "\\x%02x", next);
		return 2;
	}
	if (byte == '"' || byte == '\\') {
		*ret_err = buf_printf(buf, "\\%c", byte);
	} else if (byte < 0x20 || byte == 0x7f) {
		*ret_err = buf_printf(buf, "\\x%02x", byte);
	} else {
		*ret_err = buf_append(buf, at, 1);
	}
	return 1;
}

static int add_quoted(struct buf *buf, const char *value)
{
	int err = buf_text(buf, "\"");
	while (err == 0 && *value != '\0') {
		value += add_character(buf, value, &err);
	}
	return err == 0 ? buf_text(buf, "\"\n") : err;
}

int agency_yaml_line(struct buf *buf, const char *field, const char *value)
{
	const char *mark = strchr(field, '.') ? "\"" : "";
	int err = buf_printf(buf, "%s%s%s: ", mark, field, mark);
	return err == 0 ? add_quoted(buf, value) : err;
}

int agency_yaml_replies(struct buf *buf, const struct agency_reply *rows, size_t count)
{
	int err = buf_text(buf, count > 0 ? AGENCY_YAML_REPLIES ":\n" : AGENCY_YAML_REPLIES ": {}\n");
	for (size_t i = 0; err == 0 && i < count; i++) {
		err = buf_printf(buf, "  \"%s %s\": ", rows[i].code, rows[i].language);
		err = err == 0 ? add_quoted(buf, rows[i].text) : err;
	}
	return err;
}
