/* The directory has the pools in the order of the configuration. */
#include "parent/licences.h"

#include <stdio.h>

#include "base/log.h"

enum { KEY_SIZE = 40, LINE_SIZE = 640 };

static const char what[] =
	"warning: it is empty, so that nobody else may use the pool's published figures";

/* The first pool from *index on that names none, with its key; false behind the last. */
static bool find(const struct conf *conf, size_t *index, char key[KEY_SIZE])
{
	const struct pool *pool;
	for (; (pool = directory_pool_at(conf->directory, *index)) != NULL; ++*index) {
		if (!pool->practice && pool->licence[0] == '\0') {
			snprintf(key, KEY_SIZE, "pools[%zu].licence", *index);
			return true;
		}
	}
	return false;
}

void licences_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context)
{
	char key[KEY_SIZE], line[LINE_SIZE];
	for (size_t i = 0; find(conf, &i, key); i++) {
		snprintf(line, sizeof line, "%s:%u: %s: %s", path, conf_line(conf, key), key, what);
		problem(context, line);
	}
}

void licences_warn(const struct conf *conf)
{
	char key[KEY_SIZE];
	for (size_t i = 0; find(conf, &i, key); i++) {
		log_warn("%s: %s", key, what);
	}
}
