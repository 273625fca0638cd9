/* How a pool stands now, for those who watch it: names and values as docs/routing.md lists them. Municipality and topic stand side
 * by side here; whoever shows it judges who may read that. */
#ifndef SAMTALE_STORE_SCENE_H
#define SAMTALE_STORE_SCENE_H

#include "store/store.h"

/* A whole answer. */
struct scene;

typedef void (*scene_fn)(void *context, struct reply_to to, int err, const struct scene *scene);

/* Walks through everybody who waits in the pool: for one who asks once a second. scene is NULL unless err is 0. */
int scene_read(struct store *store, struct reply_to to, const char *pool, scene_fn done) MUST_CHECK;

/* For how many milliseconds the answer stands: whoever asks sooner is told the same. At least a second, longer where very many
 * wait. */
uint64_t scene_every_ms(const struct scene *scene);

/* The fact of that index, from 0; false behind the last. Both are borrowed until scene_fn returns. */
bool scene_fact_at(const struct scene *scene, size_t index, const char **ret_name,
	const char **ret_value);

#endif
