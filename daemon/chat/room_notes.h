/* Writing notes: what the staff of a room say to each other, in a lane beside its log. Stored first, acknowledged then, shown
 * last, like what is said. */
#ifndef SAMTALE_CHAT_ROOM_NOTES_H
#define SAMTALE_CHAT_ROOM_NOTES_H

#include "chat/seat.h"

/* Stores what a NOTE carries; NOTE_ACK or REFUSED follows. */
void room_note(struct seat *seat, const struct frame *frame);

#endif
