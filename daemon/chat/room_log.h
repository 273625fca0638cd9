/* The log on its way to a client: in order, without a gap, each entry once. Whatever is missed here is read from Redis. */
#ifndef SAMTALE_CHAT_ROOM_LOG_H
#define SAMTALE_CHAT_ROOM_LOG_H

#include "chat/seat.h"

/* Hands out one entry if it is the next one; the seat's own where its client has forgotten them, and at the end. */
void room_deliver(struct seat *seat, const struct room_entry *entry);

/* Reads and hands out what the log has behind `delivered`, as far as `wanted` says there is something. */
void room_catch_up(struct seat *seat);

/* The room is over: hands out the rest of the log, then ENDED with that word (static), then gives the seat up.
 * Said again, it looks again: the first look may have met an outage. The first word stays. */
void room_finish(struct seat *seat, const char *word);

/* The same when the room goes on without this seat, as after a hand-over: it is closed first, so that nothing from it comes
 * behind the last look. */
void room_hand_back(struct seat *seat, const char *word);

/* The room has no log: ENDED with that word (static) and nothing else, then the seat is given up. */
void room_drop(struct seat *seat, const char *word);

#endif
