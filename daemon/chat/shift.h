/* A staff person's session: who it is, the shift ticket, the shift as last heard, what is known of each room. */
#ifndef SAMTALE_CHAT_SHIFT_H
#define SAMTALE_CHAT_SHIFT_H

#include "base/ident.h"
#include "chat/card.h"
#include "chat/hold_card.h"
#include "chat/seat.h"
#include "chat/session.h"
#include "chat/shift_wish.h"
#include "chat/watch.h"
#include "options/auth_port.h"
#include "store/presence.h"

struct shift {
	struct auth_person person;
	uint8_t staff[IDENT_ID_LEN]; /* the person's id in bytes */
	char pool[STORE_WORD_MAX];
	uint8_t ticket[IDENT_HASH_LEN]; /* SHA-256 of the newest shift ticket */
	uint64_t turn; /* by which this session has the shift, so that its word is known to be late */
	enum presence state;
	unsigned capacity;
	unsigned load;
	struct card cards[LIMIT_ROOMS];
	struct hold_card holds[HOLDS_OPEN_MAX];
	struct shift_wish wish;
	/* What routing was told last of what the clock makes of the wish; see shift_hours.h. */
	bool told;
	uint32_t told_topics;
	uint64_t told_ms;   /* the end */
	unsigned asked;     /* states that routing was asked for and has not answered: state is older */
	uint64_t announced; /* the announcement that its desk shows; 0: none */
	struct wheel_timer minute;
	struct session *session; /* of that timer */
	struct viewer viewer;
};

/* Makes the session this person's, OFF for now, and tells PERSON with the shift ticket. wish is the text behind the
 * person's in what was bound to the ticket, or "". ERR_NOMEM, ERR_GONE: the person's agency is not known, or the id is none. */
int shift_begin(struct session *session, const struct auth_person *person, const char *wish,
	const uint8_t ticket[IDENT_TOKEN_LEN]) MUST_CHECK;
void shift_destroy(struct shift *shift);

/* A person as the text that is bound to a ticket, and back; *ret_wish is what stands behind it. ERR_SYNTAX,
 * ERR_RANGE. */
int shift_person_to_text(const struct auth_person *person, char *out, size_t size) MUST_CHECK;
int shift_person_from_text(const char *text, struct auth_person *ret_person,
	const char **ret_wish) MUST_CHECK;

/* The pool of the person of such a text, as in struct store_events; asker is the chat. */
const char *shift_pool_of(void *asker, const char *text);

/* Binds the ticket anew with the wish of now, so that it stays good while the socket lives. */
void shift_keep_ticket(struct session *session);

/* Whether youths can reach the person's agency: the staff of one that they cannot would be offered those of its neighbours. */
bool shift_is_live(const struct session *session);

/* The shift's place is known: state, SHIFTED, and its rooms are joined. */
void shift_place(struct session *session, const struct presence_place *place, const char *why);

/* State, capacity or load changed. */
void shift_tell(struct session *session, const char *why);

/* Opens a room on this session: keeps the card and takes the seat of that number. A room that is open stays as it is; one that
 * this person had before, and has again, begins anew. */
void shift_open_room(struct session *session, const char *room, unsigned number,
	const struct card *card);

/* The store is back: takes the shift up again under its ticket. */
void shift_retake(struct session *session);

/* As visit_give_back: nobody would see its offers. */
void shift_give_back(struct chat *chat, struct reply_to to, int err,
	const struct presence_place *place);

/* The socket is gone: its ticket lives for its own time only, unless another socket has used it. */
void shift_rest(struct session *session);

/* And nobody serves the shift. */
void shift_detach(struct session *session);

#endif
