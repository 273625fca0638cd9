/* NOTE: what staff of one epoch write to each other. Its keys come from their own fresh keys, which
 * the youth does not have. */
#ifndef SAMTALE_SEAL_NOTE_H
#define SAMTALE_SEAL_NOTE_H

#include "protocol/seal/epoch.h"
#include "protocol/seal/header.h"
#include "protocol/seal/key.h"
#include "protocol/seal/plain.h"

/* One of the staff. Whoever fills this has checked her ANSWER (seal_answer_check_colleague) and
 * that the GRANT names it: the youth's word is not enough. Borrows both. */
struct seal_colleague {
	uint8_t seat;
	const uint8_t *point;       /* Ce */
	const uint8_t *answer_hash; /* a */
};

/* The staff of an epoch, rising and with oneself, and who one is. Borrows all of it. */
struct seal_circle {
	const struct seal_epoch *epoch;
	const struct seal_key *own; /* Ce */
	uint8_t own_seat;
	uint8_t count;
	struct seal_colleague staff[SEAL_STAFF_MAX];
};

struct seal_note {
	uint8_t seat; /* the writer's */
	uint32_t cseq;
	struct view body; /* UTF-8; borrowed */
};

/* Writes one into an empty writer for everybody in the circle, drawing its key, a nonce for each
 * recipient and a nonce, in this order. note->seat is not used: one writes for oneself.
 * ERR_RANGE for one that reading would refuse. */
int seal_note_make(const struct seal_circle *circle, const struct seal_note *note,
	const struct seal_random *random, struct seal_writer *writer) MUST_CHECK;

/* SEAL_OK or SEAL_CANNOT_OPEN. The body of ret_note lies in memory, which the caller wipes. */
enum seal_verdict seal_note_open(const struct seal_circle *circle, struct view payload,
	uint8_t memory[SEAL_PLAIN_MAX], struct seal_note *ret_note);

#endif
