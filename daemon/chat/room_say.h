/* Writing into a room: a message is stored first, acknowledged then, and only then shown to anybody. */
#ifndef SAMTALE_CHAT_ROOM_SAY_H
#define SAMTALE_CHAT_ROOM_SAY_H

#include "chat/seat.h"

/* Stores what a SAY or KEY carries; ACK or REFUSED follows. */
void room_say(struct seat *seat, const struct frame *frame);

#endif
