/* A file that an operator names, read as one text. */
#ifndef SAMTALE_CTL_TEXT_FILE_H
#define SAMTALE_CTL_TEXT_FILE_H

#include <stddef.h>

/* The whole file with a zero at its end, the caller's to free; NULL with errno, EFBIG above so many bytes. */
char *text_file_load(const char *path, size_t most);

#endif
