/* Passwords that lie in files, each in the first line of its own. */
#ifndef SAMTALE_PARENT_SECRET_FILE_H
#define SAMTALE_PARENT_SECRET_FILE_H

#include "base/err.h"

enum { SECRET_FILE_MAX = 512 }; /* bytes */

/* The first line, from malloc; ret_secret stays as it is where path is "". ERR_SYSTEM: it cannot be read, is empty or too long, and
 * the log names it. */
int secret_file_read(const char *path, char **ret_secret) MUST_CHECK;

/* Why secret_file_read would fail, until errno changes; NULL: it would not. */
const char *secret_file_trouble(const char *path);

#endif
