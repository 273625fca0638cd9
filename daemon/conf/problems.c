/* How a problem reads, and how a file is read whole. Nothing here knows what is right. */
#include "conf/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX_BYTES = 1024 * 1024, PROBLEM_MAX = 600 };

void problem_at(struct problems *problems, const char *file, unsigned line, const char *key,
	const char *format, ...)
{
	char what[PROBLEM_MAX / 2], text[PROBLEM_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (key) {
		snprintf(text, sizeof(text), "%s:%u: %s: %s", file, line, key, what);
	} else {
		snprintf(text, sizeof(text), "%s:%u: %s", file, line, what);
	}
	problems->count++;
	if (problems->tell) {
		problems->tell(problems->context, text);
	}
}

static int read_all(FILE *file, char **ret_text)
{
	char *text = malloc(FILE_MAX_BYTES + 1);
	if (!text) {
		return ERR_NOMEM;
	}
	size_t len = fread(text, 1, FILE_MAX_BYTES + 1, file);
	bool whole = !ferror(file) && len <= FILE_MAX_BYTES;
	if (!whole || memchr(text, '\0', len)) {
		free(text);
		return whole || !ferror(file) ? ERR_FULL : ERR_SYSTEM;
	}
	text[len] = '\0';
	*ret_text = text;
	return 0;
}

int file_read(const char *path, char **ret_text)
{
	FILE *file = fopen(path, "rbe");
	if (!file) {
		return ERR_SYSTEM;
	}
	int err = read_all(file, ret_text);
	fclose(file);
	return err;
}

bool folder_is_there(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
