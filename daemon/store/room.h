/* A room's log: a Redis stream whose entry ids are <offset>-0, beside a text with the seats (spec:
 * delivery, 2). The youth's seat is 0 and stays; each one of the staff who comes gets the next number,
 * none is given twice, and at most three of them are open at a time. */
#ifndef SAMTALE_STORE_ROOM_H
#define SAMTALE_STORE_ROOM_H

#include "store/news.h"

enum { ROOM_SEATS_MAX = 4, ROOM_SEAT_LAST = 127, ROOM_LOOKS_MAX = 256 };

/* Makes the room's log if it is not there, in that log epoch: 1 for a new room, one more than the
 * client's where a failover may have lost it. The youth's seat is not attached yet. Idempotent. */
int room_open(struct store *store, struct reply_to to, const char *room, uint64_t log_epoch,
	store_done_fn done) MUST_CHECK;

/* How a seat finds its room. */
struct room_view {
	unsigned seat;
	uint64_t claim; /* fences: an older one is refused from now on */
	uint64_t log_epoch;
	uint64_t next_cseq;
	uint64_t last_offset;
	unsigned peer_count;
	struct {
		unsigned seat;
		uint64_t seen;
		uint64_t session; /* 0: not attached */
		const char *node;
	} peers[ROOM_SEATS_MAX];
};
typedef void (
	*room_view_fn)(void *context, struct reply_to to, int err, const struct room_view *view);

/* Takes the seat for this session on this node and raises its claim; one of the staff that nobody
 * had is opened. Seats of staff below `from` are closed, as by room_vacate; who is invited says 0 and
 * comes in beside them. ERR_GONE: no such room. ERR_DENIED: that seat is closed. ERR_MOMENT: who is
 * invited has to ask again, for the one who answers is not there yet, or no place is free. */
int room_attach(struct store *store, struct reply_to to, const char *room, unsigned seat,
	unsigned from, room_view_fn done) MUST_CHECK;

struct room_append {
	const char *room;
	unsigned seat;
	uint64_t claim;
	uint64_t cseq;
	uint64_t key_epoch;
	unsigned kind; /* of the payload's header: 1 OFFER, 2 ANSWER, 3 GRANT, 4 CONFIRM, 5 SAY */
	struct view payload;
};

/* What became of an append, after the durability gate. */
struct room_appended {
	bool duplicate; /* it was there already, at that offset */
	uint64_t offset;
	uint64_t log_epoch;
	uint64_t at_ms;    /* when it was stored, Unix milliseconds */
	uint64_t expected; /* with ERR_RANGE: the cseq that comes next */
	unsigned peer_count;
	struct {
		unsigned seat;
		uint64_t session;
		const char *node;
	} peers[ROOM_SEATS_MAX]; /* whom to ring */
};
typedef void (*room_appended_fn)(void *context, struct reply_to to, int err,
	const struct room_appended *appended);

/* ERR_DENIED: the claim is stale. ERR_RANGE: a cseq was left out. ERR_MOMENT: the key epoch is not
 * one that this kind may have now (docs/protocol.md, section 6). ERR_FULL: the room has its 5,000
 * entries or 8 MiB. ERR_GONE. The payload is copied. */
int room_append(struct store *store, struct reply_to to, const struct room_append *append,
	room_appended_fn done) MUST_CHECK;

struct room_entry {
	uint64_t offset;
	uint64_t at_ms;
	uint64_t cseq;
	uint64_t key_epoch;
	struct view payload;
	unsigned sender;
	unsigned kind; /* as appended */
};
typedef void (*room_entries_fn)(void *context, struct reply_to to, int err,
	const struct room_entry *entries, unsigned count);

/* Up to 64 entries from the offset on, in order; fewer than 64: that was the end. Also of a room
 * that has ended and whose log is still there. */
int room_read(struct store *store, struct reply_to to, const char *room, uint64_t from,
	room_entries_fn done) MUST_CHECK;

/* A room, and up to where its log, or the lane of its notes, is known. */
struct room_look {
	const char *room;
	uint64_t after;
	bool notes;
};

/* A look that found more, by its place among the looks, and the offset of the first entry
 * there. */
struct room_found {
	unsigned index;
	uint64_t offset;
};
typedef void (*room_looked_fn)(void *context, struct reply_to to, int err,
	const struct room_found *found, unsigned count);

/* Looks at many rooms in one command, 1 to ROOM_LOOKS_MAX: which have more entries? It says that
 * there is something, and not what: room_read and notes_read hand that out. A room may be named
 * twice. */
int room_look(struct store *store, struct reply_to to, const struct room_look *looks,
	unsigned count, room_looked_fn done) MUST_CHECK;

/* Notes the highest offset seen; lower ones change nothing. */
int room_seen(struct store *store, struct reply_to to, const char *room, unsigned seat,
	uint64_t claim, uint64_t offset, store_done_fn done) MUST_CHECK;

/* Closes the seats of staff from one number up to another: appends of whoever had them are refused from now on, and
 * nobody takes them again. Log and youth stay. Twice is 0. ERR_GONE. */
int room_vacate(struct store *store, struct reply_to to, const char *room, unsigned from,
	unsigned seat, store_done_fn done) MUST_CHECK;

/* The log takes no more entries from anybody; it can still be read, and is deleted after 30 s or by
 * room_leave. Closing twice is 0. ERR_GONE. */
int room_close(struct store *store, struct reply_to to, const char *room,
	store_done_fn done) MUST_CHECK;

/* The seat needs the log no more; closes it as above. The last open seat to say so deletes room and log
 * at once. done may be NULL, here and in every other call that answers nothing but an error. */
int room_leave(struct store *store, struct reply_to to, const char *room, unsigned seat,
	store_done_fn done) MUST_CHECK;

/* Rings the session of a seat on another node. Nothing is answered; a lost ring is repaired from
 * the log. */
void room_ring(struct store *store, const char *node, const struct store_ring *ring);

/* This node's own name, to know which peers are next door. */
const char *store_node(const struct store *store);

#endif
