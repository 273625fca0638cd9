/* Looks from time to time whether a month, a quarter or a year of a pool has been over for long enough, and has its published
 * tables frozen (docs/figures.md). In the parent; several machines of one pool may do it at once: the first one's stay. */
#ifndef SAMTALE_ADMIN_FREEZE_H
#define SAMTALE_ADMIN_FREEZE_H

#include "directory/directory.h"
#include "figures/step.h"
#include "store/store.h"

struct freeze;

/* On the uv_loop_t loop; everything is borrowed for its life. NULL without memory. */
struct freeze *freeze_create(void *loop, struct store *store, const struct directory *directory);

/* Stops looking; run the loop afterwards, and have the store stopped, then freeze_destroy. Both take NULL. */
void freeze_stop(struct freeze *freeze);
void freeze_destroy(struct freeze *freeze);

/* Whether the step was over for long enough at that moment, so that it may be frozen. */
bool freeze_is_due(const struct step *step, const char *zone, int64_t unix_s);

#endif
