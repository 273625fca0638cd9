/* The sweep behind the doorbells: rooms of this node of which nothing was heard for a while, or whose log or notes were not
 * read to their end, are looked at in Redis, so that a lost bell costs a moment and never a message (docs/protocol.md). */
#ifndef SAMTALE_CHAT_ROOM_SWEEP_H
#define SAMTALE_CHAT_ROOM_SWEEP_H

#include "chat/silence.h"
#include "store/room.h"

struct chat;

/* The node's part, embedded in chat: every seat is in `silence`. */
struct room_sweep {
	struct silence silence;
	uint64_t beat_ms; /* when it was swept last */
	bool looking;     /* a look is with Redis; there is one at a time */
	unsigned count;
	struct {
		uint64_t session, seat; /* number, serial */
		bool notes;
	} looked[ROOM_LOOKS_MAX];
};

/* One beat, when it is time: at most ROOM_LOOKS_MAX looks, in one command. Costs a comparison while nobody is silent. */
void room_sweep_beat(struct chat *chat);

#endif
