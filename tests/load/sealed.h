/* The seal of a room on its way: which step follows what is heard, and who hears when texts may be said. */
#ifndef SAMTALE_LOAD_SEALED_H
#define SAMTALE_LOAD_SEALED_H

#include "tests/load/room.h"

/* The youth opens the handshake behind MATCHED, whose statement must be by the root that the run was given. Failures are noted. */
void sealed_begin(struct room *room, const struct frame_matched *matched);

/* A counsellor has sat down, for this topic. */
void sealed_accept(struct room *room, struct view topic);

/* Something came to a seat. True: it is what must come; a step is answered, a text is the speaker's, byte for byte. */
bool sealed_hear(struct seat *listener, const struct frame_entry *entry);

/* The payload of the next text, whose body is what would be said unsealed; its length, 0: it cannot be made. */
size_t sealed_say(struct seat *seat, struct view body, uint64_t cseq, uint8_t out[PAYLOAD_MAX]);

#endif
