/* GRANT: the youth's browser makes an epoch key and wraps it for each member under her link key.
 * This is its form; grant_make.h makes one, grant_open.h checks one. */
#ifndef SAMTALE_SEAL_GRANT_H
#define SAMTALE_SEAL_GRANT_H

#include "protocol/seal/epoch.h"
#include "protocol/seal/header.h"

enum { SEAL_GRANT_MAX = 4096 };

/* The list of epoch keys in a wrap: how many, then pairs of number and key; the first is the
 * GRANT's own. */
enum { SEAL_PAIR_LEN = 4 + SEAL_KEY_LEN, SEAL_PAIRS_MAX = SEAL_HISTORY_MAX + 1 };
enum { SEAL_LIST_MAX = 1 + SEAL_PAIRS_MAX * SEAL_PAIR_LEN };

/* An older epoch key; a secret. */
struct seal_old_key {
	uint32_t number;
	uint8_t key[SEAL_KEY_LEN];
};

/* One member as the payload has her. Borrows from the payload. */
struct seal_grant_member {
	uint8_t seat;
	const uint8_t *answer_hash; /* a, of the ANSWER that she is let in by */
	const uint8_t *nonce;
	struct view wrap;
};

/* Borrows from the payload. */
struct seal_grant {
	struct seal_header header;
	const uint8_t *room;
	const uint8_t *previous; /* hash of the previous GRANT; zeros for a first one */
	uint8_t member_count;
	struct seal_grant_member members[SEAL_STAFF_MAX];
	struct view core;   /* all that is known before the key: header to list of members */
	struct view body;   /* all that the tag is over */
	const uint8_t *tag; /* SEAL_HASH_LEN */
};

/* ERR_SYNTAX when anything is not as it must be. */
int seal_grant_read(struct view payload, struct seal_grant *ret_grant) MUST_CHECK;

/* The member of this seat, NULL when it is not named. */
const struct seal_grant_member *seal_grant_member(const struct seal_grant *grant, uint8_t seat);

/* True when the GRANT lets this seat in by this ANSWER. */
bool seal_grant_names(const struct seal_grant *grant, uint8_t seat,
	const uint8_t answer_hash[SEAL_HASH_LEN]);

/* Room, number, participants and hash of a GRANT; the key is the caller's to add. */
void seal_grant_describe(const struct seal_grant *grant, struct view payload,
	struct seal_epoch *ret_epoch);

#endif
