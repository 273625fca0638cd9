/* A session is one socket's state in this node: who it is, where it stands, what it takes part in. It is not the entrance
 * (gate) and knows no handler. */
#ifndef SAMTALE_CHAT_SESSION_H
#define SAMTALE_CHAT_SESSION_H

#include "base/bucket.h"
#include "base/wheel.h"
#include "chat/chat.h"
#include "protocol/frame.h"
#include "store/store.h"

struct visit;
struct shift;
struct seat;
struct comeback;

struct session {
	struct chat *chat;
	uint64_t number; /* never used twice; what requests to Redis carry */
	void *conn;
	enum role role;
	enum role side; /* what HELLO said it comes as */
	enum state state;
	struct bucket says;   /* what costs work */
	struct bucket signs;  /* SEEN, TYPING, PING */
	struct bucket excess; /* what came beyond those two */
	uint64_t typed_ms;
	struct wheel_timer timer;  /* HELLO is due; later the next look at the queue or the ticket */
	struct wheel_timer span;   /* the end of the whole session */
	struct visit *visit;       /* a youth's */
	struct shift *shift;       /* a staff person's */
	struct comeback *comeback; /* what a RESUME or READY under way brought along, else NULL */
	struct seat *seats;        /* list; at most LIMIT_ROOMS */
	bool busy;                 /* an opening request is with Redis; another one is refused */
	unsigned saying;           /* messages that Redis has not answered yet */
	bool untaken;              /* not taken up again yet after an outage */
	uint64_t asked_ms;         /* when anything else came last that wants an answer */
};

/* Changes the state along the table of session_states.c; anything else is our own fault. A session that is closing stays
 * so: any frame that is sent may be the one too many, and then it ends in the middle of whoever sent it. */
void session_set_state(struct session *session, enum state state);

/* True when the table has the edge. */
bool session_may_become(enum state from, enum state to);

/* Sends a frame; nothing happens while closing. */
void session_send(struct session *session, const struct frame *frame);

/* Whom a request's answer belongs to. */
struct reply_to session_reply_to(const struct session *session, uint64_t tag);

/* What a refusal is about, so that the client knows which of several it was. */
struct about {
	enum frame_type frame;
	struct view room; /* 16 bytes, or empty */
	uint64_t number;  /* cseq, offer, or 0 */
};

/* What a frame from the client is about. Borrows from it. */
struct about about_frame(const struct frame *frame);

/* Sends REFUSED. */
void session_refuse(struct session *session, struct about about, enum refusal refusal);

/* The same, with the seconds after which trying again makes sense. */
void session_refuse_for(struct session *session, struct about about, enum refusal refusal,
	unsigned retry_seconds);

/* The same for an error of the store. */
void session_refuse_err(struct session *session, struct about about, int err);

/* True when nothing can be begun now: another opening is under way, or the store is out of reach or not yet known
 * well enough. The client has been refused then. */
bool session_must_wait(struct session *session, struct about about);

/* What could not be taken up again for an error that passes, such as too many commands under way, is asked for again in a
 * moment. False for any other error, and for none. */
bool session_untaken(struct session *session, int err);

/* How many bytes may wait to be sent to it. */
size_t session_backlog_limit(const struct session *session);

/* True when it is staff by role. */
bool session_is_staff(const struct session *session);

#endif
