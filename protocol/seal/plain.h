/* What is inside the seal of a text or note: type, counts, length, body, and zeros up to a multiple
 * of 256 bytes, so that the size tells little. */
#ifndef SAMTALE_SEAL_PLAIN_H
#define SAMTALE_SEAL_PLAIN_H

#include "base/buf.h"
#include "protocol/seal/seal.h"

enum {
	SEAL_PLAIN_STEP = 256,
	SEAL_PLAIN_MAX = 31 * SEAL_PLAIN_STEP,
	SEAL_PLAIN_HEAD = 19,
	SEAL_BODY_MAX = SEAL_PLAIN_MAX - SEAL_PLAIN_HEAD,
};

enum seal_type {
	SEAL_TYPE_TEXT = 1,
	SEAL_TYPE_CARD,    /* any bytes; the others are UTF-8 */
	SEAL_TYPE_SUMMARY, /* first text after a hand-over, when the youth chose so */
	SEAL_TYPE_END,     /* no body */
};

/* seen[i]: the last cseq opened without a gap from the i-th participant of the epoch. The body is
 * borrowed: from the caller, or from the memory that it was read from. */
struct seal_plain {
	uint8_t type;
	uint32_t seen[SEAL_PARTICIPANTS_MAX];
	struct view body;
};

/* Writes it with its padding, the fewest zeros that reach a step. ERR_RANGE for what reading would
 * refuse. */
int seal_plain_write(const struct seal_plain *plain, uint8_t memory[SEAL_PLAIN_MAX],
	size_t *ret_len) MUST_CHECK;

/* ERR_SYNTAX when anything is not as it must be, other padding included. */
int seal_plain_read(struct view bytes, struct seal_plain *ret_plain) MUST_CHECK;

#endif
