/* A seat is a session's place in a room: what it may write, and how far the room's log has been handed to it. Only the
 * data and where to find it; what is done with it stands in room.h and its kin. */
#ifndef SAMTALE_CHAT_SEAT_H
#define SAMTALE_CHAT_SEAT_H

#include "base/ident.h"
#include "chat/session.h"
#include "chat/silence.h"
#include "store/room.h"

enum { SEAT_YOUTH = 0, NODE_NAME_MAX = 32 }; /* staff have 1 to ROOM_SEAT_LAST */

/* Somebody else's seat, as last heard. */
struct seat_peer {
	unsigned seat;
	uint64_t session;
	char node[NODE_NAME_MAX];
};

struct seat_peers {
	unsigned count;
	struct seat_peer item[ROOM_SEATS_MAX];
};

/* Whether the seat's client has written a text, and routing has answered that it knows. */
enum seat_wrote { SEAT_SILENT, SEAT_WROTE, SEAT_COUNTED };

/* What the client has of the log although it was not told here, and the other way round. */
struct seat_replay {
	uint64_t until; /* what lies up to here was there before the client was */
	/* The highest own cseq that was acked on this socket: own entries above it are handed out, for the client does not know
	 * that they are stored. */
	uint64_t acked;
	enum seat_wrote wrote;
};

/* How far a staff seat's client has been handed the notes of the room. */
struct seat_lane {
	uint64_t delivered; /* the client has every note up to here */
	uint64_t wanted;    /* a note up to here is known to exist */
	uint64_t own;       /* cseq of the seat's last note among them */
	bool busy;          /* a read is under way */
	bool more;          /* the last one came to no end */
	bool outdated;      /* the one under way was begun before the seat was attached */
	bool told;          /* the client knows that it has all there was when the seat was attached */
};

/* Whose seat it is: what is to be done when it is attached, and when its room is over. A table, because visit and shift
 * stand above rooms. */
struct seat_owner {
	void (*announce)(struct seat *seat);
	/* The room has no log any more, so routing must not keep it as open. */
	void (*log_gone)(struct seat *seat);
	void (*over)(struct seat *seat); /* before the seat is freed */
	/* Its client has written: NULL where nobody counts that. What cannot be asked is told again later, as what fails is. */
	void (*wrote)(const struct seat *seat, store_done_fn done);
	/* The room outlives its seats, and is no conversation that LEAVE and its kin could end: a duty hold. */
	bool outlived;
	/* Somebody else's room, who has invited this seat: it leaves by itself, and what the room's own counsellor may do with it
	 * is not for this one. */
	bool beside;
};

struct seat {
	struct seat *next;
	struct session *session;
	uint64_t serial; /* what requests to Redis carry as their tag */
	uint8_t id[IDENT_ID_LEN];
	char room[IDENT_ID_HEX];
	unsigned number;
	uint64_t claim; /* 0: not attached yet */
	uint64_t log_epoch;
	uint64_t next_cseq;
	uint64_t delivered; /* the client has every entry up to here */
	uint64_t wanted;    /* an entry up to here is known to exist */
	struct seat_replay replay;
	bool busy;          /* an attach, or a read of the log, is under way */
	bool replayed;      /* the client came back and must hear ENTRYs first */
	bool goes_on;       /* the room does, when this seat is given up */
	const char *finish; /* word of the end, once it is known; static */
	struct seat_lane lane;
	const struct seat_owner *owner;
	struct silent silent;
	struct seat_peers peers;
};

/* A new seat of the session, not attached. ERR_NOMEM, or ERR_SYNTAX when room is no room's name (32 hexadecimal digits). */
int seat_add(struct session *session, const char *room, unsigned number,
	const struct seat_owner *owner, struct seat **ret_seat) MUST_CHECK;

/* The session's seat in that room: by its 16 bytes, its hexadecimal name or its serial; NULL when it has none. */
struct seat *seat_find(const struct session *session, struct view id);
struct seat *seat_find_hex(const struct session *session, const char *room);
struct seat *seat_find_serial(const struct session *session, uint64_t serial);

/* The room's 16 bytes; borrowed from the seat. */
struct view seat_room(const struct seat *seat);

/* Frees the seat, or all of the session; Redis is not told. */
void seat_forget(struct seat *seat);
void seat_forget_all(struct session *session);

#endif
