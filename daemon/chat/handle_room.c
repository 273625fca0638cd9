/* What is said and done in a room: SAY, KEY, SEEN, TYPING, LEAVE. */
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_log.h"
#include "chat/room_ring.h"
#include "chat/room_say.h"
#include "chat/shift.h"
#include "chat/visit.h"

enum { TYPING_EVERY_MS = 2000 };

static void say(struct session *session, const struct frame *frame)
{
	struct about about = about_frame(frame);
	struct seat *seat = seat_find(session, about.room);
	if (seat == NULL) {
		session_refuse(session, about, REFUSAL_LATE);
		return;
	}
	room_say(seat, frame);
}

void handle_say(struct session *session, const struct frame *frame)
{
	say(session, frame);
}

void handle_key(struct session *session, const struct frame *frame)
{
	say(session, frame);
}

void handle_seen(struct session *session, const struct frame *frame)
{
	struct seat *seat = seat_find(session, frame->seen.room);
	if (seat == NULL || seat->claim == 0 || frame->seen.offset > seat->delivered) {
		return; /* a hint about a room that is over, or about what was never sent */
	}
	int err = room_seen(session->chat->ports.store, session_reply_to(session, 0), seat->room,
		seat->number, seat->claim, frame->seen.offset, NULL);
	(void)err; /* cumulative: the next one carries it */
	room_sign(seat, RING_SEEN, frame->seen.offset);
}

void handle_typing(struct session *session, const struct frame *frame)
{
	struct seat *seat = seat_find(session, frame->typing.room);
	uint64_t now_ms = session->chat->now_ms;
	if (seat == NULL || (session->typed_ms != 0 && now_ms - session->typed_ms < TYPING_EVERY_MS)) {
		return;
	}
	session->typed_ms = now_ms;
	room_sign(seat, RING_TYPING, 0);
}

static enum finish finish_by(const struct session *session)
{
	return session->role == ROLE_YOUTH ? FINISH_LEFT : FINISH_COUNSELLOR;
}

static void on_ended(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat == NULL) {
		return;
	}
	if (err != 0 && err != ERR_GONE) {
		struct about about = {.frame = FRAME_LEAVE, .room = {seat->id, sizeof seat->id}};
		session_refuse_err(session, about, err);
		return;
	}
	room_finish(seat, finish_word(finish_by(session)));
}

static void on_log_closed(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat == NULL) {
		return;
	}
	const char *pool = session->visit != NULL ? session->visit->pool : session->shift->pool;
	const char *id = session->visit != NULL ? session->visit->sid : session->shift->person.id;
	if (err == 0 || err == ERR_GONE) {
		err = queue_end(session->chat->ports.store, to, pool, id, seat->room,
			finish_word(finish_by(session)), on_ended);
	}
	if (err != 0) {
		struct about about = {.frame = FRAME_LEAVE, .room = {seat->id, sizeof seat->id}};
		session_refuse_err(session, about, err);
	}
}

/* The log is closed before anybody hears of the end, so that nothing can be stored behind the last look at it. */
void handle_leave(struct session *session, const struct frame *frame)
{
	struct seat *seat = seat_find(session, frame->leave.room);
	if (seat == NULL) {
		session_refuse(session, about_frame(frame), REFUSAL_LATE);
		return;
	}
	int err = room_close(session->chat->ports.store, session_reply_to(session, seat->serial),
		seat->room, on_log_closed);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}
