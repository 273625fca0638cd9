/* What a visit counts as depends on both sides: a side that has written is told to routing until routing has answered. */
#ifndef SAMTALE_CHAT_ROOM_WROTE_H
#define SAMTALE_CHAT_ROOM_WROTE_H

#include "chat/seat.h"

/* A text of the seat's client is stored. */
void room_wrote(struct seat *seat);

/* Tells again what may have been lost; to be called when the seat was attached anew, and now and then. */
void room_wrote_again(struct seat *seat);

#endif
