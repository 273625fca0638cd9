/* Taking a place in a room: the seat is attached in Redis, which fences whoever held it before. */
#ifndef SAMTALE_CHAT_ROOM_H
#define SAMTALE_CHAT_ROOM_H

#include "chat/seat.h"

/* Takes a seat and attaches it; the owner announces it to the client when that is done, entries follow, from where the
 * client's comeback says. ERR_SYNTAX when room is no room's name. ERR_NOMEM: the session is ended, because the room goes on
 * and its client must come back to it. */
int room_join(struct session *session, const char *room, unsigned number,
	const struct seat_owner *owner) MUST_CHECK;

/* Attaches the seat again, after the store was lost. */
void room_rejoin(struct seat *seat);

#endif
