/* Messages whose bytes follow from what they are: the listener makes them again and compares. */
#ifndef SAMTALE_LOAD_PAYLOAD_H
#define SAMTALE_LOAD_PAYLOAD_H

#include <stdbool.h>

#include "base/buf.h"

enum { PAYLOAD_MIN = 17, PAYLOAD_MAX = 8192 };

/* Fills out with length bytes for message cseq of a voice. The first byte is not 0, which is the mark of a payload that
 * is not sealed: to the daemon this one is. */
void payload_make(uint8_t *out, size_t length, uint64_t voice, uint64_t cseq);

/* Whether these are exactly those bytes. */
bool payload_is(struct view bytes, size_t length, uint64_t voice, uint64_t cseq);

#endif
