/* Every session of this node by its number. Answers and news find their session here, or find that it is gone. */
#ifndef SAMTALE_CHAT_REGISTRY_H
#define SAMTALE_CHAT_REGISTRY_H

#include "chat/session.h"

/* Makes a session for the socket and enters it; NULL without memory. */
struct session *registry_add(struct chat *chat, void *conn);

/* Takes the session out and frees it; what it owns is gone by then (ending_finish). */
void registry_remove(struct session *session);

/* The session of that number while it lives and is not closing, else NULL: a normal case. */
struct session *registry_find(struct chat *chat, uint64_t number);

/* Calls visit for every session that is not closing. */
void registry_each(struct chat *chat, void (*visit)(struct session *session, void *context),
	void *context);

#endif
