/* Making a GRANT: whom the youth's browser lets in, and which older keys each is given. */
#ifndef SAMTALE_SEAL_GRANT_MAKE_H
#define SAMTALE_SEAL_GRANT_MAKE_H

#include "protocol/seal/grant.h"

/* A member to let in, and what she is given. Borrows all of it. */
struct seal_admission {
	uint8_t seat;
	const uint8_t *answer_hash;         /* SEAL_HASH_LEN */
	const uint8_t *link;                /* SEAL_KEY_LEN */
	const struct seal_old_key *history; /* falling; the youth's choice */
	uint8_t history_count;
};

/* What a GRANT is made of. Borrows all of it; members stand in the order of their seats. */
struct seal_grant_plan {
	const uint8_t *seed; /* SEAL_KEY_LEN, one a room */
	const uint8_t *room;
	const uint8_t *previous; /* SEAL_HASH_LEN; NULL: the first of a chain */
	uint32_t epoch;
	uint32_t cseq;
	uint8_t member_count;
	struct seal_admission members[SEAL_STAFF_MAX];
};

/* Writes one into an empty writer, drawing a nonce for each member in turn. ret_epoch is what it
 * opens to. ERR_RANGE for one that reading would refuse. */
int seal_grant_make(const struct seal_grant_plan *plan, const struct seal_random *random,
	struct seal_writer *writer, struct seal_epoch *ret_epoch) MUST_CHECK;

#endif
