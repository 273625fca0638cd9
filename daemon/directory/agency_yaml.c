/* Only what a double-quoted text must escape is escaped, so that people can read the file. */
#include "directory/agency_yaml.h"

#include <string.h>

static int add_escaped(struct buf *buf, const char *value)
{
	int err = 0;
	for (const char *at = value; err == 0 && *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		if (byte == '"' || byte == '\\') {
			err = buf_printf(buf, "\\%c", byte);
		} else if (byte < 0x20 || byte == 0x7f) {
			err = buf_printf(buf, "\\x%02x", byte);
		} else {
			err = buf_append(buf, at, 1);
		}
	}
	return err;
}

int agency_yaml_line(struct buf *buf, const char *field, const char *value)
{
	const char *mark = strchr(field, '.') ? "\"" : "";
	int err = buf_printf(buf, "%s%s%s: \"", mark, field, mark);
	err = err == 0 ? add_escaped(buf, value) : err;
	return err == 0 ? buf_text(buf, "\"\n") : err;
}
