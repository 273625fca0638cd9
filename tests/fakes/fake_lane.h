/* The notes of one room in memory, answered together with the rooms (fake_rooms_answer). */
#ifndef SAMTALE_TESTS_FAKES_FAKE_LANE_H
#define SAMTALE_TESTS_FAKES_FAKE_LANE_H

#include "fakes/fake_store.h"

enum { FAKE_NOTES_MAX = 256 };

/* No notes, and nobody else on staff. */
void fake_lane_reset(void);

/* Puts a note of that seat there, as if another node had stored it. Returns its offset. */
uint64_t fake_lane_put(const char *room, unsigned seat, const char *text);

/* Another staff member sits in the room: who is rung for each note that is stored. */
void fake_lane_sit(uint64_t session, const char *node);

/* The offset of the room's last note, 0 without one. */
uint64_t fake_lane_last(const char *room);

/* Answers a NOTE_APPEND, a NOTES_READ. */
void fake_lane_append(struct store *store, const struct fake_call *call);
void fake_lane_read(struct store *store, const struct fake_call *call);

#endif
