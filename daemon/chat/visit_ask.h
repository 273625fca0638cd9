/* What a youth asked for, kept as long as its visit: Redis may lose the visit in a failover, and only the session that holds
 * it can then put it back. */
#ifndef SAMTALE_CHAT_VISIT_ASK_H
#define SAMTALE_CHAT_VISIT_ASK_H

#include "store/queue.h"

struct visit_ask;

/* Copies region, topic, languages, whom to avoid, urgency and wish; pool, sid and token stand in the visit. NULL without
 * memory: the visit then cannot be put back. */
struct visit_ask *visit_ask_create(const struct queue_ask *ask);

/* Overwrites it first. Takes NULL. */
void visit_ask_destroy(struct visit_ask *ask);

/* As it was given, but without pool, sid and token. Borrowed for the life of the ask. */
struct queue_ask visit_ask_get(const struct visit_ask *ask);

#endif
