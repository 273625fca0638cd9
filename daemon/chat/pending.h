/* Messages that are on their way into a log: kept until Redis has answered, so that a partner on this node can be served
 * at once. Slots and their memory are used again; in the steady state nothing is allocated. */
#ifndef SAMTALE_CHAT_PENDING_H
#define SAMTALE_CHAT_PENDING_H

#include "base/buf.h"
#include "base/ident.h"
#include "protocol/frame.h"

struct pending {
	uint32_t index;
	uint32_t next_free;
	uint64_t seat;   /* serial of the sender's seat, which may be gone when the answer comes */
	unsigned number; /* of that seat in the room */
	char room[IDENT_ID_HEX];
	enum frame_type frame;
	unsigned kind; /* of the payload's header */
	uint64_t cseq;
	uint64_t key_epoch;
	struct buf payload;
};

struct pending_pool {
	struct pending **slots;
	uint32_t count;
	uint32_t capacity;
	uint32_t free; /* index of the first free one, or UINT32_MAX */
};

void pending_init(struct pending_pool *pool);
void pending_finish(struct pending_pool *pool);

/* A slot holding a copy of the payload; the caller fills the rest. NULL: too many, or no memory. */
struct pending *pending_take(struct pending_pool *pool, struct view payload);
struct pending *pending_at(const struct pending_pool *pool, uint64_t index);
void pending_give_back(struct pending_pool *pool, struct pending *pending);

#endif
