/* What the counters of the last weeks say to a what-if: how many came to an agency, and at which hours youths come to the pool. */
#ifndef SAMTALE_API_WHATIF_FACTS_H
#define SAMTALE_API_WHATIF_FACTS_H

#include "api/internal.h"
#include "api/whatif_world.h"

typedef void (*whatif_facts_fn)(void *context, int err, const struct whatif_facts *facts);

/* Of the 28 days before today, hours of the last 7. done is called once, perhaps before this returns. */
void whatif_facts_read(struct api *api, const struct agency *agency, whatif_facts_fn done,
	void *context);

#endif
