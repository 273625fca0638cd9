/* The sweep of deadlines that every node does for the pool, and the deletion of the keys it is
 * handed. */
#ifndef SAMTALE_STORE_INTERNAL_SWEEP_H
#define SAMTALE_STORE_INTERNAL_SWEEP_H

struct store;

/* A sweep of each pool, unless one is still on its way. */
void sweep_all(struct store *store);

#endif
