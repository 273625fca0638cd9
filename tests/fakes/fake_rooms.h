/* Rooms that answer for themselves: a small log in memory behind the fake store, with claims, cseqs and offsets as the
 * Redis functions keep them, and seats up to FAKE_SEATS. A test that wants an odd answer takes the call itself before the rooms do. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_ROOMS_H
#define SAMTALE_TESTS_FAKES_FAKE_ROOMS_H

#include "fakes/fake_store.h"

enum { FAKE_ROOMS_MAX = 4, FAKE_ENTRIES_MAX = 256, FAKE_SEATS = 4 };

struct fake_room {
	char name[33]; /* empty: not there */
	uint64_t log_epoch;
	bool closed;
	struct {
		uint64_t claim, session, cseq, seen;
		char node[FAKE_NODE_MAX];
		bool left; /* or closed */
	} seats[FAKE_SEATS];
	unsigned count;
	struct {
		unsigned sender, kind;
		uint64_t cseq, key_epoch;
		size_t len;
		uint8_t payload[FAKE_PAYLOAD_MAX];
	} entries[FAKE_ENTRIES_MAX];
};

/* No rooms. */
void fake_rooms_reset(void);

/* The room of that name, or NULL. */
struct fake_room *fake_room(const char *name);

/* Makes the room if it is not there. */
void fake_room_make(const char *name);

/* Puts an entry of a seat into the log, as if another node had stored it; makes the room if it is not there. Returns its
 * offset. */
uint64_t fake_room_put(const char *name, unsigned seat, const char *text);

/* Lets the room sit a peer on a node, under a session number. */
void fake_room_sit(const char *name, unsigned seat, uint64_t session, const char *node);

/* Answers every call for a room that waits, and those that come of the answers, until there are none. */
void fake_rooms_answer(struct store *store);

#endif
