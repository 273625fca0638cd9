/* The counsellor's side of routing: shifts and offers (spec: routing, sections 3 and 5). */
#ifndef SAMTALE_STORE_PRESENCE_H
#define SAMTALE_STORE_PRESENCE_H

#include "store/news.h"

enum presence {
	PRESENCE_AVAILABLE,
	PRESENCE_PAUSED,
	PRESENCE_DRAINING,
	PRESENCE_OFF,
	PRESENCE_LOST
};

struct presence_shift {
	const char *pool;
	const char *cid; /* the person's id */
	const char *alias;
	const char *agency;
	const char *municipality; /* "" for a national agency: level 2 only */
	const char *county;
	const char *lives_in;
	const char *topics;    /* ids parted by spaces */
	const char *languages; /* codes parted by spaces */
	unsigned capacity;     /* 1 to 3 */
	unsigned scope;        /* 0 to 2 */
	uint64_t until_ms;     /* end of the shift, Unix milliseconds; 0: open */
	enum presence state;   /* AVAILABLE, PAUSED, DRAINING or OFF */
	/* DRAINING is not asked for: it stays as it is, or ends when the last entry alone began it and is later now. */
	bool by_clock;
	uint64_t turn; /* by which the session has the shift, or has claimed it */
};

/* The shift as it stands. Texts are borrowed until the callback returns. */
struct presence_place {
	enum presence state;
	unsigned capacity;
	unsigned load;
	unsigned room_count;
	struct {
		const char *room; /* 32 hex digits */
		unsigned seat;
		uint64_t offer;
		uint64_t since_ms;
		struct store_visit visit;
		const char *beside; /* who is invited, as in queue_place */
	} rooms[3];
	/* The cid; after presence_resume the text that was bound, which begins with it and a tab. And the
	 * pool of the shift. */
	const char *person;
	const char *pool;
	uint64_t turn; /* and by which turn the session has it now, else 0 */
};

typedef void (*presence_done_fn)(void *context, struct reply_to to, int err,
	const struct presence_place *place);

/* Goes on shift, or changes it. Idempotent; keeps its rooms. After the last entry AVAILABLE becomes
 * DRAINING, as the answer says. ERR_MOMENT: somebody has taken the shift by a later turn. */
int presence_set(struct store *store, struct reply_to to, const struct presence_shift *shift,
	presence_done_fn done) MUST_CHECK;

/* A login of a staff person: its shift ticket (SHA-256), and a text that begins with the cid and a tab. Borrowed. */
struct presence_login {
	const char *pool;
	const uint8_t *ticket;
	const char *text;
	uint32_t ttl_seconds; /* that the ticket lives without a socket */
	bool is_new;          /* else it is said again, so that it stays good while its socket lives */
};

/* Binds the ticket to the person; text is given back by presence_resume as it was. A person has three logins: a new one
 * beyond them takes the place of one that rests, else of the oldest, whose socket hears NEWS_OUSTED. ERR_GONE: it is not
 * new, and others have its place. ERR_MOMENT: the session it came by was ended. */
int presence_bind(struct store *store, struct reply_to to, const struct presence_login *login,
	store_done_fn done) MUST_CHECK;

/* Logins of a person that end: those that came by these sessions of HTTP (their ids, parted by spaces; store/sessions.h), or
 * with all every one but those by the session `keep` ("": by none). Borrowed. */
struct presence_ended {
	const char *cid, *sessions, *keep;
	bool all;
};

/* No ticket of them is good any more, here or on another node, and store_events.staff_changed comes everywhere. A login by one
 * of these sessions that is bound later is refused with ERR_MOMENT. */
int presence_revoke(struct store *store, struct reply_to to, const struct presence_ended *ended,
	store_done_fn done, void *context) MUST_CHECK;

/* The socket of this ticket is gone: from now on the ticket lives for its own time only. */
void presence_rest(struct store *store, const char *cid, const uint8_t ticket[32]);

typedef void (*presence_turn_fn)(void *context, struct reply_to to, int err, uint64_t turn);

/* A session that does not have the shift is about to take it, from whoever has: gives it a turn that is later than all
 * before. ERR_MOMENT: the ticket is not bound, or its client has been given another one meanwhile. turn: 0 with an error. */
int presence_claim(struct store *store, struct reply_to to, const char *cid,
	const uint8_t ticket[32], presence_turn_fn done) MUST_CHECK;

/* Takes a shift up again by its ticket, in the pool that store_events.pool_of tells and in no other;
 * the socket that had it hears NEWS_TAKEN. place->person is the bound text; a person who was not on
 * shift there comes back with state OFF. The ticket turns as in queue_resume, and lives ttl seconds
 * without a socket. ERR_GONE (also of a pool that this node does not serve), ERR_MOMENT. */
int presence_resume(struct store *store, struct reply_to to, const struct token_turn *turn,
	uint32_t ttl_seconds, presence_done_fn done) MUST_CHECK;

/* The socket is gone: lost, rooms kept for the grace. Without effect when another session has the
 * shift by now. */
int presence_detach(struct store *store, struct reply_to to, const char *pool, const char *cid,
	store_done_fn done) MUST_CHECK;

/* The three answers to an offer. ERR_MOMENT: it is gone; saying the same twice is 0. */
int presence_received(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done) MUST_CHECK;
int presence_accept(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done) MUST_CHECK;
int presence_decline(struct store *store, struct reply_to to, const char *pool, const char *cid,
	uint64_t offer, store_done_fn done) MUST_CHECK;

/* Asks for somebody by hand: the oldest visit of that cell whom this counsellor may serve becomes an
 * offer like any other. scope is "m" and a municipality, "c" and a county, or "n". ERR_GONE: nobody;
 * ERR_FULL: no slot; ERR_MOMENT: not available. */
int presence_pick(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *scope, const char *topic, store_done_fn done) MUST_CHECK;

/* Leaves a room that one was invited to, which goes on; the others hear NEWS_LEFT. Twice is 0. */
int presence_leave(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, store_done_fn done) MUST_CHECK;

/* Puts a room aside whose youth has been away for the time of park_seconds: the slot is free, the
 * youth comes back at the head of the queue and this counsellor is asked first. The counsellor hears
 * NEWS_ENDED with parked. ERR_MOMENT: the youth is there, or not away for long enough. */
int presence_park(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, store_done_fn done) MUST_CHECK;

/* Ends the wrap-up after a room, or with more prolongs it, once. ERR_GONE: there is none. */
int presence_wrap(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, bool more, store_done_fn done) MUST_CHECK;

/* Prolongs a conversation, or with room "" the shift: it ends frame_extension_seconds from now at the
 * earliest. Those concerned hear NEWS_PERIOD, unless it ends later anyway. ERR_MOMENT: no room is
 * open, or the shift has no end. ends_ms: Unix milliseconds, 0 with an error. */
typedef void (*presence_ends_fn)(void *context, struct reply_to to, int err, uint64_t ends_ms);
int presence_extend(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, presence_ends_fn done) MUST_CHECK;

#endif
