/* The receiving side of a room: the order of every sender's entries, the counts that they send of
 * what they have seen, and whether the end is whole. It holds no keys. */
#ifndef SAMTALE_SEAL_RECEIVER_H
#define SAMTALE_SEAL_RECEIVER_H

#include <stdbool.h>

#include "protocol/seal/say.h"

/* What to do with an entry. */
enum seal_taken {
	SEAL_TAKEN,           /* it is the sender's next one */
	SEAL_TAKEN_DUPLICATE, /* dropped */
	SEAL_TAKEN_GAP,       /* read the log again from the last one taken */
	SEAL_TAKEN_CANNOT_OPEN,
};

/* "ok", "duplicate", "gap", "cannot_open". Static. */
const char *seal_taken_word(enum seal_taken taken);

/* What one sender has said to have seen, by seat. */
struct seal_seen {
	uint8_t sender;
	uint8_t count;
	uint8_t seats[SEAL_PARTICIPANTS_MAX];
	uint32_t seen[SEAL_PARTICIPANTS_MAX];
};

struct seal_receiver {
	uint8_t own;       /* one's own sender number */
	uint32_t own_cseq; /* the last that one has sent */
	bool ended;        /* an END was taken */
	bool known[SEAL_SEAT_MAX + 1];
	bool joined[SEAL_SEAT_MAX + 1]; /* counts from the first entry that comes */
	uint32_t last[SEAL_SEAT_MAX + 1];
	uint32_t claimed[SEAL_SEAT_MAX + 1]; /* the most that anybody has seen of this sender */
	struct seal_seen counts[SEAL_PARTICIPANTS_MAX];
};

void seal_receiver_init(struct seal_receiver *receiver, uint8_t own);

/* A sender whose last entry is known; 0: none yet. */
void seal_receiver_know(struct seal_receiver *receiver, uint8_t sender, uint32_t last);

/* A sender who was there before oneself: the first entry that comes is where counting begins. */
void seal_receiver_meet(struct seal_receiver *receiver, uint8_t sender);

/* A new epoch: counts of those who stay are kept. */
void seal_receiver_use(struct seal_receiver *receiver, const struct seal_epoch *epoch);

/* The sender counts anew what it has seen: a new ANSWER of it, or the youth's restart. */
void seal_receiver_forget_counts(struct seal_receiver *receiver, uint8_t sender);

/* Judges and counts an entry that holds a key frame, OFFER to CONFIRM: it shares the numbers. */
enum seal_taken seal_receiver_pass(struct seal_receiver *receiver, uint8_t sender, uint32_t cseq);

/* Judges, opens and counts a SAY of the current epoch. An entry that is refused does not use its
 * number. The body of ret_line lies in memory. */
enum seal_taken seal_receiver_take(struct seal_receiver *receiver, const struct seal_epoch *epoch,
	struct view payload, uint8_t memory[SEAL_PLAIN_MAX], struct seal_line *ret_line);

/* At ENDED: true when an END came and nobody has seen more than came here. */
bool seal_receiver_is_complete(const struct seal_receiver *receiver);

#endif
