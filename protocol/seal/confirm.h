/* CONFIRM: a member shows the youth that she holds the link and has opened the GRANT. Before one of
 * these the youth seals no text in an epoch. */
#ifndef SAMTALE_SEAL_CONFIRM_H
#define SAMTALE_SEAL_CONFIRM_H

#include "protocol/seal/header.h"
#include "protocol/seal/seal.h"

enum { SEAL_CONFIRM_LEN = SEAL_HEADER_LEN + SEAL_HASH_LEN };

/* What it is made and checked with. Borrows the secrets. */
struct seal_handshake {
	uint8_t seat;
	uint32_t epoch;
	const uint8_t *link;        /* SEAL_KEY_LEN */
	const uint8_t *answer_hash; /* a */
	const uint8_t *grant_hash;  /* g */
};

/* Writes one into an empty writer. ERR_RANGE for one that the other side would refuse. */
int seal_confirm_make(const struct seal_handshake *handshake, uint32_t cseq,
	struct seal_writer *writer) MUST_CHECK;

/* SEAL_OK or SEAL_CANNOT_OPEN. */
enum seal_verdict seal_confirm_check(struct view payload, const struct seal_handshake *handshake);

#endif
