/* How a session lets go of its visit: it ends it, or its socket is gone. */
#include "chat/internal.h"
#include "chat/room_log.h"
#include "chat/visit.h"

void visit_close(struct session *session, const char *word)
{
	const struct visit *visit = session->visit;
	struct store *store = session->chat->ports.store;
	struct reply_to to = session_reply_to(session, 0);
	struct seat *seat = seat_find_hex(session, visit->room);
	if (visit->pool[0] == '\0') {
		return;
	}
	int err = seat != NULL ? queue_end(store, to, visit->pool, visit->sid, visit->room, word, NULL)
						   : queue_cancel(store, to, visit->pool, visit->sid, word, NULL);
	(void)err; /* not reached: the grace ends it */
	if (seat != NULL) {
		room_drop(seat, word);
	} else {
		visit_end_wait(session, word);
	}
}

void visit_detach(struct session *session)
{
	const struct visit *visit = session->visit;
	if (visit->pool[0] != '\0') {
		parting_tell(session->chat, PARTING_VISIT, session->number, visit->pool, visit->sid);
	}
}

void visit_leave_quickly(struct session *session)
{
	if (session->visit->pool[0] == '\0') {
		return;
	}
	const struct visit *visit = session->visit;
	struct store *store = session->chat->ports.store;
	struct reply_to to = session_reply_to(session, 0);
	/* While the ASK is under way the ticket is not bound yet, but there can be no room either. */
	const char *word = finish_word(FINISH_LEFT_QUICKLY);
	int err = session->busy ? queue_cancel(store, to, visit->pool, visit->sid, word, NULL)
							: queue_leave(store, to, visit->leave, word, NULL);
	(void)err; /* not reached: the grace ends it */
}
