/* The turns of the store at which the parent looks at Redis' settings; see store/durability.h. */
#ifndef SAMTALE_STORE_INTERNAL_WATCH_H
#define SAMTALE_STORE_INTERNAL_WATCH_H

#include "store/internal/state.h"

/* The routing link is up: everything is looked at anew. */
void watch_link_up(struct store *store);
void watch_link_down(struct store *store);

void watch_tick(struct store *store, uint64_t now_ms);

/* What the voucher of this store's profile is named by, at most WATCH_NAME_MAX bytes: "replica:2". */
enum { WATCH_NAME_MAX = 24 };
void watch_name(const struct store *store, char out[WATCH_NAME_MAX]);

#endif
