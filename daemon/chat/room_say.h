/* Writing into a room: a message is stored first, acknowledged then, and only then shown to anybody. */
#ifndef SAMTALE_CHAT_ROOM_SAY_H
#define SAMTALE_CHAT_ROOM_SAY_H

#include "chat/seat.h"

/* Whether the seat may say now what a SAY, KEY or NOTE carries, and which kind that is; the client is refused if not. */
bool room_may_say(struct seat *seat, const struct frame *frame, unsigned *ret_kind) MUST_CHECK;

/* Tells the client why the store has not taken what it said; expected: the cseq that comes next, where ERR_RANGE says a gap. */
void room_refuse_append(struct seat *seat, struct about about, int err, uint64_t expected);

/* Stores what a SAY or KEY carries; ACK or REFUSED follows. */
void room_say(struct seat *seat, const struct frame *frame);

#endif
