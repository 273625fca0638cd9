/* A staff member's place in a room: the ANSWER that she is let in by, one that she has given since,
 * and the last GRANT. Holds secrets: wipe it with seal_member_wipe. */
#ifndef SAMTALE_SEAL_MEMBER_H
#define SAMTALE_SEAL_MEMBER_H

#include "protocol/seal/grant_open.h"

/* One handshake as the member has it. */
struct seal_link {
	uint8_t answer_hash[SEAL_HASH_LEN]; /* a */
	uint8_t key[SEAL_KEY_LEN];
};

struct seal_member {
	uint8_t room[SEAL_ROOM_LEN];
	uint8_t seat;
	bool has_current; /* she has opened a GRANT */
	bool has_pending;
	struct seal_link current;
	struct seal_link
		pending; /* answered, not yet granted: a forged OFFER must not push out current */
	uint32_t last_epoch;
	uint8_t last_grant[SEAL_HASH_LEN]; /* when has_current */
};

void seal_member_init(struct seal_member *member, const uint8_t room[SEAL_ROOM_LEN], uint8_t seat);

/* She has answered an OFFER. A pending answer that nobody granted is forgotten. */
void seal_member_answered(struct seal_member *member, const struct seal_link *link);

/* Reads a GRANT from the log. SEAL_OK: it takes effect, and ret_opened is the epoch she is in;
 * she must confirm, and ask before writing when it is a restart. SEAL_CANNOT_OPEN: nothing has
 * changed. */
enum seal_verdict seal_member_grant(struct seal_member *member, struct view payload,
	struct seal_opened *ret_opened);

void seal_member_wipe(struct seal_member *member);

#endif
