/* EXTEND and WRAP: more time for a conversation, a shift, or the notes behind a conversation. */
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/seat.h"
#include "chat/shift.h"

/* The request's tag for the shift; seats have serials from 1. */
enum { TAG_SHIFT = 0 };

static void refuse_extend(struct session *session, const struct seat *seat, int err)
{
	struct about about = {.frame = FRAME_EXTEND};
	if (seat != NULL) {
		about.room = seat_room(seat);
	} else if (err == ERR_MOMENT) {
		session_refuse(session, about, REFUSAL_STATE); /* a shift without an end */
		return;
	}
	session_refuse_err(session, about, err);
}

/* The new end comes as news, to everybody it concerns. */
static void on_extended(void *context, struct reply_to to, int err, uint64_t ends_ms)
{
	struct session *session = registry_find(context, to.session);
	(void)ends_ms;
	if (session == NULL || err == 0) {
		return;
	}
	const struct seat *seat = seat_find_serial(session, to.tag);
	if (seat != NULL || to.tag == TAG_SHIFT) {
		refuse_extend(session, seat, err);
	}
}

void handle_extend(struct session *session, const struct frame *frame)
{
	const struct shift *shift = session->shift;
	struct about about = about_frame(frame);
	const struct seat *seat = seat_find(session, about.room);
	if (seat == NULL && about.room.len > 0) {
		session_refuse(session, about, REFUSAL_LATE);
		return;
	}
	struct reply_to to = session_reply_to(session, seat != NULL ? seat->serial : TAG_SHIFT);
	int err = presence_extend(session->chat->ports.store, to, shift->pool, shift->person.id,
		seat != NULL ? seat->room : "", on_extended);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

static void on_wrapped(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session != NULL && err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_WRAP}, err);
	}
}

/* The room is over and its seat gone: only routing knows whether there is anything to wrap up. */
void handle_wrap(struct session *session, const struct frame *frame)
{
	const struct shift *shift = session->shift;
	char room[IDENT_ID_HEX];
	ident_hex(frame->wrap.room.data, frame->wrap.room.len, room);
	int err = presence_wrap(session->chat->ports.store, session_reply_to(session, 0), shift->pool,
		shift->person.id, room, frame->wrap.more == 1, on_wrapped);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}
