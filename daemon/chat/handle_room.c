/* What is said and shown in a room: SAY, KEY, NOTE, SEEN, TYPING. */
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/room_notes.h"
#include "chat/room_ring.h"
#include "chat/room_say.h"
#include "chat/seat.h"

enum { MS_PER_S = 1000 };

static void say(struct session *session, const struct frame *frame,
	void (*store)(struct seat *seat, const struct frame *frame))
{
	struct about about = about_frame(frame);
	struct seat *seat = seat_find(session, about.room);
	if (seat == NULL) {
		session_refuse(session, about, REFUSAL_LATE);
		return;
	}
	store(seat, frame);
}

void handle_say(struct session *session, const struct frame *frame)
{
	say(session, frame, room_say);
}

void handle_key(struct session *session, const struct frame *frame)
{
	say(session, frame, room_say);
}

void handle_note(struct session *session, const struct frame *frame)
{
	say(session, frame, room_note);
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
	uint64_t every_ms = (uint64_t)session->chat->options.limits.typing_seconds * MS_PER_S;
	if (seat == NULL || (session->typed_ms != 0 && now_ms - session->typed_ms < every_ms)) {
		return;
	}
	session->typed_ms = now_ms;
	room_sign(seat, RING_TYPING, 0);
}
