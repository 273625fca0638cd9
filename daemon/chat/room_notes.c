/* There are few notes, and no haste: nobody is served from the writer's bytes, everybody reads the lane, the writer too. So
 * its order is everybody's, and the writer's other devices need nothing of their own. */
#include "chat/room_notes.h"

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_lane.h"
#include "chat/room_ring.h"
#include "chat/room_say.h"
#include "store/notes.h"

/* Rings for duplicates too: the bell of the first answer may have been lost with it. */
static void ring_staff(struct chat *chat, uint64_t from, const struct note_appended *appended)
{
	for (unsigned i = 0; i < appended->peer_count; i++) {
		struct store_ring ring = {
			.type = RING_NOTE,
			.session = appended->peers[i].session,
			.room = appended->room,
			.seat = appended->seat,
			.from = from,
			.from_node = store_node(chat->ports.store),
			.value = appended->offset,
		};
		if (ring.session != 0) {
			room_ring_at(chat, appended->peers[i].node, &ring);
		}
	}
}

/* Redis' answer is the durability gate: only behind it are the writer's NOTE_ACK and the others' bells. */
static void on_appended(void *context, struct reply_to to, int err,
	const struct note_appended *appended)
{
	struct chat *chat = context;
	struct session *session = registry_find(chat, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (session != NULL) {
		session->saying--;
	}
	if (err == 0) {
		if (seat != NULL) {
			room_lane_ack(seat, appended->cseq, appended->offset);
			room_lane_wanted(seat, appended->offset);
		}
		ring_staff(chat, to.session, appended);
	} else if (seat != NULL) {
		struct about about = {FRAME_NOTE, seat_room(seat), appended->cseq};
		room_refuse_append(seat, about, err, appended->expected);
	}
}

void room_note(struct seat *seat, const struct frame *frame)
{
	struct session *session = seat->session;
	const struct frame_note *note = &frame->note;
	unsigned kind;
	if (!room_may_say(seat, frame, &kind)) {
		return;
	}
	struct note_append append = {
		.room = seat->room,
		.seat = seat->number,
		.claim = seat->claim,
		.cseq = note->cseq,
		.key_epoch = note->key_epoch,
		.payload = note->payload,
	};
	int err = note_append(session->chat->ports.store, session_reply_to(session, seat->serial),
		&append, on_appended);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
		return;
	}
	session->saying++;
}
