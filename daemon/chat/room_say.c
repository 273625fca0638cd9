/* Redis' answer to an append is the durability gate; only behind it are the sender's ACK and the others' bells. */
#include "chat/room_say.h"

#include <string.h>

#include "base/metric.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_log.h"
#include "chat/room_ring.h"

enum { KIND_SAY = 0, KIND_KEY = 1 };

/* A partner on this node is served from the sender's own bytes. */
static void
serve_neighbour(struct session *session, const struct store_ring *ring, const struct room_entry *entry)
{
	struct seat *seat = seat_find_hex(session, ring->room);
	if (seat != NULL && seat->claim != 0 && !seat->reading) {
		room_deliver(seat, entry);
	}
	room_on_ring(session, ring);
}

static void
ring_peers(struct seat *seat, const struct room_appended *appended, const struct room_entry *entry)
{
	struct chat *chat = seat->session->chat;
	for (unsigned i = 0; i < appended->peer_count; i++) {
		struct store_ring ring = {
			.type = RING_ENTRY,
			.session = appended->peers[i].session,
			.room = seat->room,
			.seat = seat->number,
			.from = seat->session->number,
			.from_node = store_node(chat->ports.store),
			.value = entry->offset,
		};
		if (ring.session == 0) {
			continue;
		}
		if (strcmp(appended->peers[i].node, store_node(chat->ports.store)) != 0) {
			room_ring(chat->ports.store, appended->peers[i].node, &ring);
			continue;
		}
		struct session *neighbour = registry_find(chat, ring.session);
		if (neighbour != NULL) {
			serve_neighbour(neighbour, &ring, entry);
		}
	}
}

static void
send_ack(struct seat *seat, uint64_t cseq, const struct room_appended *appended)
{
	struct frame frame = {.type = FRAME_ACK};
	frame.ack.room = seat_room(seat);
	frame.ack.cseq = cseq;
	frame.ack.log_epoch = appended->log_epoch;
	frame.ack.offset = appended->offset;
	metric_add(METRIC_MESSAGES, 1);
	session_send(seat->session, &frame);
}

static void
on_stored(struct seat *seat, const struct pending *pending, const struct room_appended *appended)
{
	send_ack(seat, pending->cseq, appended);
	if (appended->duplicate) {
		return;
	}
	struct room_entry entry = {
		.offset = appended->offset,
		.at_ms = appended->at_ms,
		.sender = seat->number,
		.cseq = pending->cseq,
		.key_epoch = pending->key_epoch,
		.kind = pending->frame == FRAME_KEY ? KIND_KEY : KIND_SAY,
		.payload = buf_view(&pending->payload),
	};
	if (entry.offset > seat->wanted) {
		seat->wanted = entry.offset;
	}
	room_deliver(seat, &entry);
	ring_peers(seat, appended, &entry);
	room_catch_up(seat);
}

static void
refuse_append(struct seat *seat, const struct pending *pending, int err,
	const struct room_appended *appended)
{
	struct about about = {pending->frame, seat_room(seat), pending->cseq};
	switch (err) {
	case ERR_RANGE:
		about.number = appended != NULL ? appended->expected : 0;
		session_refuse(seat->session, about, REFUSAL_GAP);
		break;
	case ERR_DENIED:
	case ERR_MOMENT:
		session_refuse(seat->session, about, REFUSAL_STALE);
		break;
	default:
		session_refuse_err(seat->session, about, err);
		break;
	}
}

static void
on_appended(void *context, struct reply_to to, int err, const struct room_appended *appended)
{
	struct chat *chat = context;
	struct pending *pending = pending_at(&chat->pending, to.tag);
	struct session *session = registry_find(chat, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, pending->seat) : NULL;
	if (seat != NULL && err == 0) {
		on_stored(seat, pending, appended);
	} else if (seat != NULL) {
		refuse_append(seat, pending, err, appended);
	}
	pending_give_back(&chat->pending, pending);
}

/* The first byte of a payload is the version of its seal; 0 is none, which only a demonstration may relay. */
static bool
is_unsealed(const struct chat *chat, struct view payload)
{
	return strcmp(chat->options.profile, "demo") != 0 && (payload.len == 0 || payload.data[0] == 0);
}

void
room_say(struct seat *seat, const struct frame *frame)
{
	struct session *session = seat->session;
	struct chat *chat = session->chat;
	/* KEY has the fields of SAY, in its order. */
	const struct frame_say *say = &frame->say;
	if (seat->claim == 0 || seat->finish != NULL) {
		session_refuse(session, about_frame(frame), seat->finish != NULL ? REFUSAL_LATE : REFUSAL_DELAYED);
		return;
	}
	if (is_unsealed(chat, say->payload)) {
		session_refuse(session, about_frame(frame), REFUSAL_SEAL);
		return;
	}
	struct pending *pending = pending_take(&chat->pending, say->payload);
	if (pending == NULL) {
		session_refuse(session, about_frame(frame), REFUSAL_FULL);
		return;
	}
	pending->seat = seat->serial;
	pending->frame = frame->type;
	pending->cseq = say->cseq;
	pending->key_epoch = say->key_epoch;
	struct room_append append = {
		.room = seat->room,
		.seat = seat->number,
		.claim = seat->claim,
		.cseq = say->cseq,
		.key_epoch = say->key_epoch,
		.kind = frame->type == FRAME_KEY ? KIND_KEY : KIND_SAY,
		.payload = say->payload,
	};
	int err = room_append(chat->ports.store, session_reply_to(session, pending->index), &append, on_appended);
	if (err != 0) {
		pending_give_back(&chat->pending, pending);
		session_refuse_err(session, about_frame(frame), err);
	}
}
