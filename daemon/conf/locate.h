/* Where each key of a YAML text stands. The text is walked once by libyaml's events; values keep
 * their text and line. It knows no schema. Only for this floor. */
#ifndef SAMTALE_CONF_LOCATE_H
#define SAMTALE_CONF_LOCATE_H

#include <stddef.h>

#include "base/err.h"

enum located_kind { LOCATED_TEXT, LOCATED_LIST, LOCATED_MAP };

/* One value. path is "listen[0].port": the keys from the top, items of lists by number. pattern
 * is the same with every number left out, "listen[].port". The top itself is an entry with an
 * empty path. */
struct located {
	char *path, *pattern;
	char *text;     /* NULL unless it is a LOCATED_TEXT */
	unsigned line;  /* of the key, or of the item; from 1 */
	unsigned depth; /* the top is 0 */
	enum located_kind kind;
};

struct locate;

/* Walks the text. ERR_SYNTAX: it is no YAML, holds an alias, or is larger than any
 * configuration; *ret_line and *ret_why (static) say where and what. ERR_NOMEM. */
int locate_create(const char *text, struct locate **ret_locate, unsigned *ret_line,
	const char **ret_why) MUST_CHECK;
void locate_destroy(struct locate *locate);

/* In the order of the text; NULL behind the last. */
const struct located *locate_at(const struct locate *locate, size_t index);

/* The entry of a path, or NULL. */
const struct located *locate_find(const struct locate *locate, const char *path);

/* The last entry of that pattern that begins at or before the line, or NULL. */
const struct located *locate_before(const struct locate *locate, const char *pattern,
	unsigned line);

/* The line of the path, or of the nearest part of it that is there; 1 when nothing is. */
unsigned locate_line(const struct locate *locate, const char *path);

#endif
