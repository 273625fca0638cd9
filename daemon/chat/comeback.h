/* What a client that comes back brought along: how much of each room it still has, and the token it will get next. */
#ifndef SAMTALE_CHAT_COMEBACK_H
#define SAMTALE_CHAT_COMEBACK_H

#include "base/ident.h"
#include "protocol/frame.h"

struct comeback {
	uint8_t token
		[IDENT_TOKEN_LEN]; /* the next one; told to the client only when Redis knows its hash */
	uint8_t hash[IDENT_HASH_LEN];
	unsigned count;
	struct {
		uint8_t id[IDENT_ID_LEN];
		uint64_t log_epoch;
		uint64_t offset;
	} rooms[LIMIT_ROOMS];
};

/* Copies what RESUME says and makes the next token. NULL without memory. */
struct comeback *comeback_create(const struct frame_resume *resume);
/* The same of one room, as READY says it, without a token. */
struct comeback *comeback_create_ready(const struct frame_ready *ready);
void comeback_destroy(struct comeback *comeback);

/* The epoch and offset up to which the client has that room, zeros when it has nothing. */
void comeback_recall(const struct comeback *comeback, const uint8_t id[IDENT_ID_LEN],
	uint64_t *ret_log_epoch, uint64_t *ret_offset);

#endif
