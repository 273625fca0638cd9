/* How other relays are spoken to: what they would be picked for instead, measured with the same loop and the same judge. */
#ifndef SAMTALE_LOAD_PEER_H
#define SAMTALE_LOAD_PEER_H

#include "tests/load/conn.h"
#include "tests/load/load.h"

struct member;

/* A way of speaking. */
struct peer_wire {
	const char *name;
	/* The socket is open: greets, and joins the room as that seat. on_joined follows. */
	void (*join)(struct member *member);
	/* Sends message cseq, shape.size bytes that follow from voice and cseq. */
	void (*say)(struct member *member, uint64_t cseq);
	/* Reads one message, and tells it by the member's events. */
	void (*take)(struct member *member, enum ws_opcode opcode, struct view payload);
};

/* What a wire has read. */
struct member_events {
	void (*on_joined)(struct member *member);
	void (*on_ack)(struct member *member, uint64_t cseq);
	/* The other one's message came here. */
	void (*on_entry)(struct member *member, uint64_t cseq, bool intact);
};

/* One of the two in a room. */
struct member {
	struct load *load;
	const struct peer_wire *wire;
	const struct member_events *events;
	struct conn *conn;
	struct member *other;
	unsigned room;
	unsigned seat;
	uint64_t voice;
	struct flow flow; /* of what it says */
	uint64_t said_ns; /* when its last message was sent; the next one waits for the ACK */
	bool joined;
	void *scenario;
};

extern const struct peer_wire peer_wire_ws;
extern const struct peer_wire peer_wire_socketio;

#endif
