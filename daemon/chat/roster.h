/* The pools at a glance, asked for every few seconds while staff are there to read it. */
#ifndef SAMTALE_CHAT_ROSTER_H
#define SAMTALE_CHAT_ROSTER_H

#include "base/wheel.h"
#include "chat/session.h"

enum { ROSTER_POOLS_MAX = 16 };

struct roster_pool {
	const char *pool; /* the directory's */
	unsigned waiting, on_duty;
	uint64_t longest_ms;
};

struct roster {
	struct wheel_timer timer;
	struct roster_pool pools[ROSTER_POOLS_MAX];
	unsigned count;
};

/* Begins to ask. */
void roster_start(struct chat *chat);

/* Sends what is known of the session's pool. */
void roster_tell(struct session *session);

#endif
