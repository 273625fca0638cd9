/* The youth's side of routing: one call a transition (spec: routing, sections 2 and 5). Answers are
 * states. */
#ifndef SAMTALE_STORE_QUEUE_H
#define SAMTALE_STORE_QUEUE_H

#include "store/news.h"

enum visit_state { VISIT_NONE, VISIT_WAITING, VISIT_OFFERED, VISIT_MATCHED, VISIT_TALKING };

struct queue_ask {
	const char *pool;
	const char *sid; /* 22 characters of ident_name; asking again with it gives the same answer */
	const uint8_t *token;     /* SHA-256 of the resume token, 32 bytes */
	const char *municipality; /* "" unknown */
	const char *county;       /* "" unknown */
	const char *topic;
	const char *languages; /* codes parted by spaces, best first */
	const char *avoid;     /* codes parted by spaces */
	unsigned urgency;
	unsigned who;
};

/* Ids. A hand-over, or an act, may have changed what the visit was asked with. */
struct queue_topics {
	const char *now, *asked;
	bool others; /* nobody on duty takes it, somebody who may answer takes others */
};

/* Where a visit stands. Texts are borrowed until the callback returns. */
struct queue_place {
	enum visit_state state;
	const char *pool;
	const char *sid;
	unsigned level;
	bool widened; /* own municipality exists and is not staffed, or its time is over */
	unsigned who;
	const char *municipality;
	/* what the predictor needs (Ibrahim and Whitt 2009): */
	unsigned ahead; /* waiting before it in its widest cell */
	unsigned
		slots; /* capacity of counsellors on shift who may answer it; 0: nobody is on duty for it */
	uint64_t last_wait_ms; /* wait of the last that entered service from that cell, 0 unknown */
	uint64_t waited_ms;    /* since it asked */
	/* "" unless nobody on shift writes its first language; then those, parted by spaces, that
	 * somebody who may answer it writes. */
	const char *languages;
	struct queue_topics topics;
	/* The visit's room from its first match on, else "", the seat of the counsellor there, with
	 * MATCHED and TALKING, and the highest that staff have had or are given next, 0 for none. */
	const char *room;
	unsigned seat;
	unsigned top;
	const char *beside; /* who is invited: "<seat> <slug of the agency>" each, parted by spaces */
	/* with MATCHED and TALKING: */
	const char *alias;
	const char *agency; /* slug */
	const char *cid; /* who it is, for putting back what a failover lost; never told to the youth */
};

typedef void (
	*queue_done_fn)(void *context, struct reply_to to, int err, const struct queue_place *place);

/* Enters the queue (arrival is counted inside). Any state can come back: an offer may be out at
 * once. */
int queue_ask(struct store *store, struct reply_to to, const struct queue_ask *ask,
	queue_done_fn done) MUST_CHECK;

/* Takes a visit up again on this node by its token, on any node; a socket that had it hears
 * NEWS_TAKEN. turn->next becomes valid, presented stays valid until next is presented. ERR_GONE: no
 * such visit, ended, or the token was rotated away. ERR_MOMENT: late, nothing was done. */
int queue_resume(struct store *store, struct reply_to to, const struct token_turn *turn,
	queue_done_fn done) MUST_CHECK;

/* The socket is gone: the place is kept for the grace. Without effect when another session has it
 * by now. */
int queue_detach(struct store *store, struct reply_to to, const char *pool, const char *sid,
	store_done_fn done) MUST_CHECK;

int queue_status(struct store *store, struct reply_to to, const char *pool, const char *sid,
	queue_done_fn done) MUST_CHECK;

/* Another wish, or other languages. Also in a room: it counts when the room is given back. */
int queue_change(struct store *store, struct reply_to to, const char *pool, const char *sid,
	unsigned who, const char *languages, queue_done_fn done) MUST_CHECK;

/* Out of the queue, whatever its state before a room; a pending offer is withdrawn. word "diverted"
 * counts as led on to another service, every other one as abandoned. */
int queue_cancel(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *word, store_done_fn done) MUST_CHECK;

/* The youth's client answers MATCHED: the room opens, the counsellor hears NEWS_OPENED. The room's
 * log must exist. */
int queue_ready(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *room, store_done_fn done) MUST_CHECK;

/* Ends a room from either side; the other side hears NEWS_ENDED. Ending twice is 0. sid or cid
 * names who ends. */
int queue_end(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, const char *word, store_done_fn done) MUST_CHECK;

/* Somebody else, please, from either side: the visit goes back to its place, and this counsellor is
 * not asked for it again; elsewhere, from the counsellor only: nor anybody of its municipality (ERR_WISH: the youth wants
 * nobody else). The youth hears NEWS_QUEUED and, when it was the youth who wished it, the
 * counsellor NEWS_ENDED, both with swapped. */
int queue_swap(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, bool elsewhere, store_done_fn done) MUST_CHECK;

/* Ends a visit by its leave ticket alone, on any node, whatever its state: the beacon of a quick exit (word is left_quickly), or of
 * who left without a socket (left, cancelled or diverted; which of the three it was, the visit's state decides). The ticket's
 * hash is bound to the visit by queue_bind_leave. */
int queue_bind_leave(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const uint8_t ticket[32], store_done_fn done) MUST_CHECK;
int queue_leave(struct store *store, struct reply_to to, const uint8_t ticket[32], const char *word,
	store_done_fn done) MUST_CHECK;

/* What the session that holds a visit knows of it, for putting it back. */
struct queue_back {
	struct queue_ask ask; /* with the token that is valid now */
	uint64_t asked_ms;    /* by store_clock_ms */
	unsigned level;
	const char *room;     /* 32 hex digits; "" before its first match */
	unsigned seat;        /* the highest that staff have had there */
	unsigned own;         /* of who is in the room */
	const char *cid;      /* who is in the room; "" when the visit waited */
	uint64_t answered_ms; /* by store_clock_ms, when its first room was opened; 0: none was */
};

/* After Redis was replaced (store_run): puts back at its own place what is missing. Without effect
 * when the visit is there; its place is answered either way. The leave ticket has to be bound
 * anew. */
int queue_put_back(struct store *store, struct reply_to to, const struct queue_back *back,
	queue_done_fn done) MUST_CHECK;

/* The pool at a glance, for doors, rosters and `samtalectl status`. */
struct queue_pool {
	const char *pool;
	unsigned waiting;
	uint64_t longest_ms;
	unsigned on_duty;   /* counsellors available, paused or draining */
	unsigned available; /* that would be offered somebody now or when a room ends */
	unsigned slots;     /* their capacity */
	unsigned rooms;
	const char *staffed; /* municipalities with an available counsellor, parted by spaces */
};
typedef void (
	*queue_pool_fn)(void *context, struct reply_to to, int err, const struct queue_pool *pool);
int queue_pool_status(struct store *store, struct reply_to to, const char *pool,
	queue_pool_fn done) MUST_CHECK;

/* Checks every invariant of the pool in one atomic step. violations: one a line, empty when
 * clean. */
typedef void (*queue_fsck_fn)(void *context, struct reply_to to, int err, const char *violations);
int queue_fsck(struct store *store, struct reply_to to, const char *pool,
	queue_fsck_fn done) MUST_CHECK;

#endif
