/* The little that the daemon may know of what is sealed: the header in front of a payload (docs/protocol.md, section 6). What
 * lies behind it is nobody's business here. */
#ifndef SAMTALE_CHAT_ROOM_SEAL_H
#define SAMTALE_CHAT_ROOM_SEAL_H

#include "protocol/frame.h"

/* The kind, 1 to 6, of a SAY, KEY or NOTE from that seat, whose header says what frame and seat say. ERR_SYNTAX: it does
 * not, or such a kind is not for this frame or this seat. */
int room_seal_kind(const struct frame *frame, unsigned seat, unsigned *ret_kind) MUST_CHECK;

/* What a header names as the sender of a note from that seat: notes are counted apart. */
unsigned room_seal_note_sender(unsigned seat);

#endif
