/* One byte more than allowed is asked for, which tells a file that is too large. */
#include "text_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

char *text_file_load(const char *path, size_t most)
{
	FILE *file = fopen(path, "re");
	char *text = file ? malloc(most + 1) : NULL;
	size_t len = text ? fread(text, 1, most + 1, file) : 0;
	bool bad = !text || ferror(file) || len > most;
	int problem = len > most ? EFBIG : errno;
	if (file) {
		fclose(file);
	}
	if (bad) {
		free(text);
		errno = problem;
		return NULL;
	}
	text[len] = '\0';
	return text;
}
