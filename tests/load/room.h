/* A room as both of its sides know it, for they are in one process: what each says is held against what the other hears. */
#ifndef SAMTALE_LOAD_ROOM_H
#define SAMTALE_LOAD_ROOM_H

#include "base/ident.h"
#include "tests/load/client.h"
#include "tests/load/payload.h"

enum { ROOM_SEATS = 2, SEAT_YOUTH = 0, SEAT_DESK = 1, SEAT_WINDOW = 64 };

struct seat {
	struct room *room;
	struct client *client; /* NULL: not in the room */
	unsigned index;        /* SEAT_YOUTH or SEAT_DESK */
	uint64_t number;       /* as the daemon has it */
	uint64_t voice;        /* all its messages differ from everybody else's */
	struct flow flow;
	struct sealing *sealing;      /* NULL: unsealed, or not begun */
	uint64_t keys;                /* cseq of its last step of the handshake */
	uint64_t due_ns[SEAT_WINDOW]; /* when a message was meant to be sent, by cseq */
};

struct room {
	struct load *load;
	uint8_t id[IDENT_ID_LEN +
		1];         /* and behind it the number of the counsellor's seat: a visit keeps its room */
	uint64_t known; /* up to this offset the log is of those before */
	struct seat seats[ROOM_SEATS];
	struct youth *youth;
	struct desk *desk;          /* NULL until it is in the room */
	char topic[LIMIT_WORD + 1]; /* that the counsellor accepted; of a sealed one */
	unsigned left;              /* bit 1 << index: that side has heard that it is over */
};

/* A room of that id, with the counsellor in that seat, for the first of its two sides. NULL: no memory, or it is there. */
struct room *room_create(struct load *load, struct view id, uint64_t desk_seat);

/* The room of an id and a counsellor's seat, or NULL. */
struct room *room_find(const struct load *load, struct view id, uint64_t desk_seat);

/* A side has heard that the room is over, which is the last it hears of it. Behind the second one both flows are judged,
 * what is wrong is counted, and the room is freed. */
void room_leave(struct room *room, unsigned index);

/* Somebody sits down: on_room is told when it is the second, or, when it is sealed, when both have proven who they are. next_cseq:
 * what the daemon says; must be 1 for the desk, and for a youth in a new room. */
void room_enter(struct room *room, unsigned index, struct client *client, uint64_t next_cseq);

/* Everything said has been acked and heard. */
bool room_is_settled(const struct room *room);

/* Whether another message may be under way. */
bool seat_may_say(const struct seat *seat);

/* Says the next message. due_ns: when it was meant to be said. ERR_FULL: SEAT_WINDOW messages are under way. */
int seat_say(struct seat *seat, uint64_t due_ns) MUST_CHECK;

/* What a seat is sent. */
void seat_on_ack(struct seat *seat, const struct frame_ack *ack);
void seat_on_entry(struct seat *listener, const struct frame_entry *entry);

#endif
