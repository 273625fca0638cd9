/* The lane of notes on its way to a staff client: in order, without a gap, each note once. To staff seats alone: for a
 * youth's seat every function here does nothing. */
#ifndef SAMTALE_CHAT_ROOM_LANE_H
#define SAMTALE_CHAT_ROOM_LANE_H

#include "chat/seat.h"

/* Whether the seat is one that notes are for. */
bool room_lane_is_for(const struct seat *seat);

/* The seat is attached: hands out what the lane has behind `delivered`, and says when that was all. */
void room_lane_begin(struct seat *seat);

/* There is a note up to that offset: reads the lane as far. */
void room_lane_wanted(struct seat *seat, uint64_t offset);

/* Reads on where something is known to be missing. */
void room_lane_catch_up(struct seat *seat);

/* Sends NOTE_ACK. */
void room_lane_ack(struct seat *seat, uint64_t cseq, uint64_t offset);

#endif
