/* Messages whose bytes follow from what they are: the listener makes them again and compares. In front stands the header that the
 * daemon asks for; what is behind it is sealed to the daemon, and noise to everybody. */
#ifndef SAMTALE_LOAD_PAYLOAD_H
#define SAMTALE_LOAD_PAYLOAD_H

#include <stdbool.h>

#include "base/buf.h"

enum { PAYLOAD_MIN = 27, PAYLOAD_MAX = 8192 };

struct speaker {
	uint64_t voice; /* nobody else's messages have it */
	unsigned seat;  /* in its room */
};

/* Fills out with length bytes, PAYLOAD_MIN to PAYLOAD_MAX, for message cseq of a speaker in a room of key epoch 0. */
void payload_make(uint8_t *out, size_t length, struct speaker speaker, uint64_t cseq);

/* Whether these are exactly those bytes. */
bool payload_is(struct view bytes, size_t length, struct speaker speaker, uint64_t cseq);

#endif
