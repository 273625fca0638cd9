/* An epoch: one set of participants, and the key that they share. */
#ifndef SAMTALE_SEAL_EPOCH_H
#define SAMTALE_SEAL_EPOCH_H

#include <stdbool.h>

#include "protocol/seal/seal.h"

/* Holds a secret: wipe it with seal_epoch_wipe when it is over. Participants are the youth, 0, then
 * the seats as in the GRANT, rising; unused places are 0. */
struct seal_epoch {
	uint8_t room[SEAL_ROOM_LEN];
	uint32_t number;
	uint8_t key[SEAL_KEY_LEN];         /* ek */
	uint8_t grant_hash[SEAL_HASH_LEN]; /* g, of the whole GRANT: stands for the participants */
	uint8_t participant_count;
	uint8_t participants[SEAL_PARTICIPANTS_MAX];
};

/* The place of a participant, -1 for somebody who is none. */
int seal_epoch_place(const struct seal_epoch *epoch, uint8_t sender);

void seal_epoch_wipe(struct seal_epoch *epoch);

#endif
