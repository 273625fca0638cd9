/* The pools' part of /metrics: agency or topic, never both, and no number a room. Only for this floor. */
#ifndef SAMTALE_ADMIN_OBSERVE_POOL_H
#define SAMTALE_ADMIN_OBSERVE_POOL_H

#include "admin/exposition.h"
#include "directory/directory.h"
#include "store/figures.h"

enum { OBSERVE_POOLS_MAX = 16 };

/* What Redis has said of the pools, by their index in the directory. */
struct observed {
	const struct directory *directory;
	struct figures figures[OBSERVE_POOLS_MAX]; /* texts owned; NULL where there was no answer */
};

/* Keeps a copy. ERR_NOMEM, and the pool has no answer. */
int observed_keep(struct observed *observed, unsigned index,
	const struct figures *figures) MUST_CHECK;
void observed_finish(struct observed *observed);

void observed_write(const struct observed *observed, struct exposition *exposition);

#endif
