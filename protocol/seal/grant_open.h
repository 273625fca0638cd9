/* Opening a GRANT: as a member, and as somebody who has or can make the epoch key and asks whether
 * this GRANT belongs to it. */
#ifndef SAMTALE_SEAL_GRANT_OPEN_H
#define SAMTALE_SEAL_GRANT_OPEN_H

#include "protocol/seal/grant.h"

/* Where a member stands before she reads a GRANT. Borrows all of it. */
struct seal_standing {
	const uint8_t *room;
	const uint8_t *link;        /* of this ANSWER */
	const uint8_t *answer_hash; /* a */
	const uint8_t *last_grant;  /* g of the last one she is in; NULL: she was not in the room */
	uint32_t last_epoch;        /* 0 before the first */
	uint8_t seat;
};

/* What a GRANT gives a member. Secrets: wipe it with seal_opened_wipe. */
struct seal_opened {
	struct seal_epoch epoch;
	bool restart; /* a new chain for somebody who was in the room: the phone's key was lost */
	uint8_t history_count;
	struct seal_old_key history[SEAL_HISTORY_MAX];
};

/* SEAL_OK or SEAL_CANNOT_OPEN. A restart is taken from anybody here; that it needs a new ANSWER is
 * seen in member.h. */
enum seal_verdict seal_grant_open(struct view payload, const struct seal_standing *standing,
	struct seal_opened *ret_opened);

void seal_opened_wipe(struct seal_opened *opened);

/* The youth's check of its own GRANT after a reload: the epoch again, from the seed. SEAL_OK or
 * SEAL_CANNOT_OPEN. */
enum seal_verdict seal_grant_reopen(struct view payload, const uint8_t room[SEAL_ROOM_LEN],
	const uint8_t seed[SEAL_KEY_LEN], struct seal_epoch *ret_epoch);

/* A taker's check of an old GRANT against the old key that she was given. */
enum seal_verdict seal_grant_tie(struct view payload, const uint8_t room[SEAL_ROOM_LEN],
	const uint8_t key[SEAL_KEY_LEN], struct seal_epoch *ret_epoch);

#endif
