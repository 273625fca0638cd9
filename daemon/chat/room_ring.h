/* Doorbells between seats: an entry is there, somebody has seen, types, or has sat down. Nothing depends on them: a lost
 * one is repaired from the log, or was only a sign. */
#ifndef SAMTALE_CHAT_ROOM_RING_H
#define SAMTALE_CHAT_ROOM_RING_H

#include "chat/seat.h"

/* What PEER says, as in the frame. */
enum peer_what { PEER_SEEN, PEER_TYPING, PEER_AWAY, PEER_BACK };

/* A session of this node is rung. */
void room_on_ring(struct session *session, const struct store_ring *ring);

/* Rings the other seats: SEEN with the offset, TYPING or HERE. */
void room_sign(struct seat *seat, enum ring_type type, uint64_t value);

/* Rings a session, next door or on another node. */
void room_ring_at(struct chat *chat, const char *node, const struct store_ring *ring);

/* Sends PEER to the seat's own client, about another seat. */
void room_tell_peer(struct seat *seat, unsigned peer, enum peer_what what, uint64_t value);

#endif
