/* ANSWER: a staff member's browser answers an OFFER with a fresh key, its chain and a signature.
 * The youth checks it against its own OFFER, a colleague against nothing but the room. */
#ifndef SAMTALE_SEAL_ANSWER_H
#define SAMTALE_SEAL_ANSWER_H

#include "protocol/seal/chain.h"
#include "protocol/seal/header.h"

enum { SEAL_ANSWER_MAX = 1024 };

/* Pointers and views are borrowed: from the payload that was read, or from whoever makes one. */
struct seal_answer {
	struct seal_header header; /* the epoch is copied from the OFFER */
	const uint8_t *room;       /* SEAL_ROOM_LEN */
	const uint8_t *offer_hash; /* SEAL_HASH_LEN, of the whole OFFER */
	const uint8_t *point;      /* Ce, fresh for each ANSWER */
	struct view statement;
	struct view certificate;
	struct view body;         /* what is signed; filled by reading */
	const uint8_t *signature; /* filled by reading */
};

/* Reads the form; statement and certificate stay closed. ERR_SYNTAX when anything is not as it must
 * be; Ce is on the curve. */
int seal_answer_read(struct view payload, struct seal_answer *ret_answer) MUST_CHECK;

/* Writes one into an empty writer and signs it. ERR_RANGE for one that reading would refuse. */
int seal_answer_make(const struct seal_answer *answer, const struct seal_signer *device,
	struct seal_writer *writer) MUST_CHECK;

/* Who answers, as proven by the chain. Borrows from the payload. */
struct seal_person {
	uint8_t seat;
	const uint8_t *point;        /* Ce */
	uint8_t hash[SEAL_HASH_LEN]; /* a, of the whole ANSWER: binds OFFER, both keys and the chain */
	struct seal_chain chain;
};

/* The youth's check against the OFFER that it sent. SEAL_OK, SEAL_CLOCK when all but the dates is
 * right, SEAL_NOT_PROVEN. ret_person is filled unless the verdict is SEAL_NOT_PROVEN. */
enum seal_verdict seal_answer_check(struct view payload, struct view own_offer,
	const struct seal_trust *trust, struct seal_person *ret_person);

/* A colleague's check before notes are written or shown; the caller holds ret_person->hash against
 * the GRANT (seal_grant_names). Verdicts as above. */
enum seal_verdict seal_answer_check_colleague(struct view payload,
	const uint8_t room[SEAL_ROOM_LEN], const struct seal_trust *trust,
	struct seal_person *ret_person);

/* The link key of a handshake, from one's own key of it and the other's point. ERR_SYNTAX when the
 * point is none. */
int seal_link_derive(const struct seal_key *own, const uint8_t point[SEAL_POINT_LEN],
	const uint8_t answer_hash[SEAL_HASH_LEN], uint8_t ret_link[SEAL_KEY_LEN]) MUST_CHECK;

#endif
