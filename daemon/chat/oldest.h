/* How long the longest waiting youth of this node has waited, pool by pool: the store tells it with its beat, and nobody
 * keeps a list of all who wait. */
#ifndef SAMTALE_CHAT_OLDEST_H
#define SAMTALE_CHAT_OLDEST_H

#include "base/wheel.h"

struct chat;

struct oldest {
	struct wheel_timer timer;
};

/* Begins to look. */
void oldest_start(struct chat *chat);

#endif
