/* Tells the problems of configuration files, each with file, line and key. Only for this floor. */
#ifndef SAMTALE_CONF_PROBLEMS_H
#define SAMTALE_CONF_PROBLEMS_H

#include <stdbool.h>

#include "base/err.h"

struct problems {
	void (*tell)(void *context, const char *line);
	void *context;
	unsigned count;
};

/* Tells "FILE:LINE: key: what". key may be NULL when it is about the whole line. */
void problem_at(struct problems *problems, const char *file, unsigned line, const char *key,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The whole file with a zero behind it, from malloc. ERR_SYSTEM with errno; ERR_FULL above 1 MiB
 * or with a zero in it. */
int file_read(const char *path, char **ret_text) MUST_CHECK;

/* Whether there is a folder, or a file, of that name. */
bool folder_is_there(const char *path);

#endif
