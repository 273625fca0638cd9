/* A youth's visit, from HELLO to its ending, as this session sees it. Where it really stands lies in Redis. */
#ifndef SAMTALE_CHAT_VISIT_H
#define SAMTALE_CHAT_VISIT_H

#include "base/code.h"
#include "base/ident.h"
#include "chat/beside.h"
#include "chat/seat.h"
#include "chat/session.h"
#include "chat/visit_ask.h"
#include "store/queue.h"

/* What is left for this socket of the visit before. */
struct visit_after {
	uint8_t code[CODE_LEN]; /* to come back with, while it is being kept */
	uint64_t blocked_ms;    /* until then it cannot ask; 0: it can */
};

/* What its client is to be told once more, or has been told. */
struct visit_told {
	const char *why; /* why the room was given back, until QUEUED has told it; static, or NULL */
	uint64_t notice; /* the text to those who wait that it shows; 0: none */
};

struct visit {
	char pool[STORE_WORD_MAX]; /* empty until ASK or RESUME */
	char sid[IDENT_NAME_SIZE];
	char municipality[STORE_WORD_MAX];
	uint8_t token[IDENT_HASH_LEN]; /* SHA-256 of the newest resume token */
	uint8_t leave[IDENT_HASH_LEN]; /* SHA-256 of the leave ticket */
	char room[STORE_ID_HEX];       /* matched with, or talking in */
	char kept[STORE_ID_HEX]; /* the visit's one room, also while it waits for the next counsellor */
	struct beside seats;     /* of the staff there */
	char topic[STORE_WORD_MAX];  /* that the visit has now */
	uint64_t matches;            /* rooms so far: the tag of READY's answers */
	char alias[STORE_NAME_MAX];  /* of the counsellor */
	char agency[STORE_WORD_MAX]; /* the counsellor's, slug */
	char cid[STORE_ID_HEX];      /* the counsellor, for putting back alone */
	struct visit_ask
		*ask;          /* NULL: it was asked on another node, or before the page was loaded anew */
	uint64_t asked_ms; /* by the pool's clock; 0 until the place is known */
	unsigned level;
	unsigned run;         /* store_run when its place was last known */
	uint64_t answered_ms; /* by the pool's clock, when its first room was opened; 0: none was */
	struct visit_after after;
	struct visit_told told;
};

/* Makes the session a youth's, with new tickets that the caller sends in WELCOME. ERR_NOMEM. */
int visit_begin(struct session *session, uint8_t ret_token[IDENT_TOKEN_LEN],
	uint8_t ret_leave[IDENT_TOKEN_LEN]) MUST_CHECK;
void visit_destroy(struct visit *visit);

/* Keeps what was asked, in place of what was kept before. */
void visit_keep_ask(struct visit *visit, const struct queue_ask *ask);

/* The visit's place is known: sets the state and tells the client QUEUED or MATCHED, or joins the room. */
void visit_place(struct session *session, const struct queue_place *place);

/* Who took a visit. Texts are borrowed for the call. */
struct visit_match {
	const char *room;
	unsigned seat;
	const char *topic;
	const char *alias;
	const char *agency;
	const char *cid;
};

/* A counsellor took the visit: keeps who it is, and tells the client MATCHED. */
void visit_match(struct session *session, const struct visit_match *match);

/* The room of the visit is open: the session is TALKING and takes its seat there. */
void visit_take_up_room(struct session *session);

/* Tells ENDED for a wait: the visit is over, and the session may ask again. */
void visit_end_wait(struct session *session, const char *word);

/* Ends the visit from here, wherever it stands: routing and the client are told, ENDED with that word (static). */
void visit_close(struct session *session, const char *word);

/* The store is back after a loss: takes the visit up again under its token, or puts it back when Redis has lost it. */
void visit_retake(struct session *session);

/* An answer that took the visit up came when the socket had gone: one that nobody holds must not look held. */
void visit_give_back(struct chat *chat, struct reply_to to, int err,
	const struct queue_place *place);

/* Asks Redis how the visit stands, and tells the client. */
void visit_look(struct session *session);

/* The same so many milliseconds from now, in place of the next look that is due. */
void visit_look_soon(struct session *session, uint64_t within_ms);

/* In how many milliseconds, while nothing happens: every few seconds, and at the moment in which the wait becomes the longest one
 * that is hoped for. */
uint64_t visit_next_look_ms(const struct session *session);

/* Routing says that the visit is in the queue: whoever was in its room has gone, and its client is told. why is a word
 * of QUEUED (static), or NULL. */
void visit_requeue(struct session *session, const char *why);

/* The socket is gone. */
void visit_detach(struct session *session);
void visit_leave_quickly(struct session *session);

#endif
