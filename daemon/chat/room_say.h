/* Writing into a room: a message is stored first, acknowledged then, and only then shown to anybody. */
#ifndef SAMTALE_CHAT_ROOM_SAY_H
#define SAMTALE_CHAT_ROOM_SAY_H

#include "chat/seat.h"

/* Whether the seat may say now what a SAY, KEY or NOTE carries, and which kind that is; the client is refused if not. */
bool room_may_say(struct seat *seat, const struct frame *frame, unsigned *ret_kind) MUST_CHECK;

/* Stores what a SAY or KEY carries; ACK or REFUSED follows. */
void room_say(struct seat *seat, const struct frame *frame);

#endif
