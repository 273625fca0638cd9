/* SAY: a text, card, summary or END, sealed once for all participants of an epoch under a key of
 * the epoch and the sender. */
#ifndef SAMTALE_SEAL_SAY_H
#define SAMTALE_SEAL_SAY_H

#include "protocol/seal/epoch.h"
#include "protocol/seal/header.h"
#include "protocol/seal/plain.h"

/* Who writes, and under which number. The own slot of seen holds that number. */
struct seal_line {
	uint8_t sender;
	uint32_t cseq;
	struct seal_plain plain;
};

/* Writes one into an empty writer, drawing a nonce. ERR_RANGE for one that reading would refuse. */
int seal_say_make(const struct seal_epoch *epoch, const struct seal_line *line,
	const struct seal_random *random, struct seal_writer *writer) MUST_CHECK;

/* SEAL_OK or SEAL_CANNOT_OPEN. The body of ret_line lies in memory, which the caller wipes. */
enum seal_verdict seal_say_open(const struct seal_epoch *epoch, struct view payload,
	uint8_t memory[SEAL_PLAIN_MAX], struct seal_line *ret_line);

#endif
