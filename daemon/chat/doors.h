/* How the doors of a pool stand, by their hours and by what was done about them, as facts of the live view: "open <agency>" says
 * "open" or "closed" and until when, Unix milliseconds (0: not known). Agencies that keep no hours have one only while somebody has
 * opened or closed the door. Found out once a minute, because hours are long to read. */
#ifndef SAMTALE_CHAT_DOORS_H
#define SAMTALE_CHAT_DOORS_H

#include "chat/facts.h"
#include "directory/directory.h"

struct doors;

/* Of no pool yet; NULL without memory. doors_destroy takes NULL. */
struct doors *doors_create(void);
void doors_destroy(struct doors *doors);

/* Puts them into facts as they stand at that moment, Unix seconds. Always asked for the same pool. ERR_NOMEM. */
int doors_show(struct doors *doors, const struct directory *directory, const struct pool *pool,
	int64_t now_s, struct facts *facts) MUST_CHECK;

/* Acts have changed: the next show finds out anew. Takes NULL. */
void doors_forget(struct doors *doors);

#endif
