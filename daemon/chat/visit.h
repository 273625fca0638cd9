/* A youth's visit, from HELLO to its ending, as this session sees it. Where it really stands lies in Redis. */
#ifndef SAMTALE_CHAT_VISIT_H
#define SAMTALE_CHAT_VISIT_H

#include "base/ident.h"
#include "chat/seat.h"
#include "chat/session.h"
#include "store/queue.h"

struct visit {
	char pool[STORE_WORD_MAX]; /* empty until ASK or RESUME */
	char sid[STORE_ID_HEX];
	char municipality[STORE_WORD_MAX];
	uint8_t token[IDENT_HASH_LEN]; /* SHA-256 of the newest resume token */
	uint8_t leave[IDENT_HASH_LEN]; /* SHA-256 of the leave ticket */
	char room[STORE_ID_HEX];       /* matched with, or talking in */
	char alias[STORE_NAME_MAX];    /* of the counsellor */
	char agency[STORE_WORD_MAX];   /* the counsellor's, slug */
};

/* Makes the session a youth's, with new tickets that the caller sends in WELCOME. ERR_NOMEM. */
int visit_begin(struct session *session, uint8_t ret_token[IDENT_TOKEN_LEN],
	uint8_t ret_leave[IDENT_TOKEN_LEN]) MUST_CHECK;
void visit_destroy(struct visit *visit);

/* The visit's place is known: sets the state and tells the client QUEUED or MATCHED, or joins the room. */
void visit_place(struct session *session, const struct queue_place *place);

/* Tells the client QUEUED, if it waits. */
void visit_tell_queued(struct session *session, const struct queue_place *place);

/* Tells the client MATCHED; resumed says whether the room is open already. */
void visit_tell_matched(struct session *session, const struct seat *seat);

/* The room of the visit is open: the session is TALKING and takes its seat there. */
void visit_take_up_room(struct session *session);

/* The visit is over: the session may ask again. */
void visit_end(struct session *session);

/* Tells ENDED for a wait, then visit_end. */
void visit_end_wait(struct session *session, const char *word);

/* The store is back after a loss: takes the visit up again under its token. */
void visit_retake(struct session *session);

/* Asks Redis how the visit stands, and tells the client. */
void visit_look(struct session *session);

/* Routing says that the visit is in the queue: a room it may have had is gone, and its client is told. */
void visit_requeue(struct session *session);

/* The socket is gone. */
void visit_detach(struct session *session);
void visit_leave_quickly(struct session *session);

#endif
