/* The built assets under /a/ and the loaders for other sites under /e/, read into memory once: nothing of a disk is waited
 * for while people write. */
#ifndef SAMTALE_NET_FILES_H
#define SAMTALE_NET_FILES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

struct files;

struct file {
	struct view plain;
	struct view gzip; /* empty: none */
	const char *type; /* media type */
	bool open; /* for the pages of any site, under a name that stays when the content changes */
};

/* Reads every file of FOLDER/a and FOLDER/e. An absent folder gives none. NULL without memory. */
struct files *files_load(const char *folder);
void files_destroy(struct files *files);

/* The file of a path such as "/a/main-3f2a.js", or NULL. Borrowed for the life of files. */
const struct file *files_find(const struct files *files, struct view path);

#endif
