/* Does Redis keep what the durability profile promises (spec: delivery, section 3)? The parent looks,
 * for it may read the settings, and vouches for the process it has looked at; the workers rely on that
 * and on no other: a promoted replica, or settings that were changed under way, have no voucher. */
#ifndef SAMTALE_STORE_DURABILITY_H
#define SAMTALE_STORE_DURABILITY_H

#include "store/store.h"

enum durability_verdict {
	DURABILITY_UNKNOWN, /* no connection, or not looked yet */
	DURABILITY_KEPT,
	DURABILITY_SHORT, /* the settings are right, but too few replicas are connected */
	DURABILITY_WRONG  /* a setting is another one; the log names each */
};

/* Looks at every new connection, and every two seconds from then on, until store_stop; before
 * store_start. told is called at the first look of each connection, whenever the verdict changes, and
 * when Redis has changed its role and back since the last look: what it holds may be another's, or
 * nothing. Needs the loader's user. */
void durability_watch(struct store *store,
	void (*told)(void *context, enum durability_verdict verdict), void *context);

/* Whether the last look at the connection that stands now came to DURABILITY_KEPT. */
bool durability_is_kept(const struct store *store);

#endif
