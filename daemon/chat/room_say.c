/* Redis' answer to an append is the durability gate; only behind it are the sender's ACK and the others' bells. */
#include "chat/room_say.h"

#include <string.h>

#include "base/metric.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_log.h"
#include "chat/room_ring.h"
#include "chat/room_seal.h"
#include "chat/room_wrote.h"

/* What a stored message tells everybody else. It stands apart from the sender's seat, which may be gone by now. */
struct stored {
	struct chat *chat;
	const struct pending *pending;
	const struct room_appended *appended;
	struct room_entry entry;
	uint64_t from; /* the sender's session */
};

/* A partner on this node is served from the sender's own bytes; with a duplicate the log knows better what it was. */
static void serve_neighbour(struct session *session, const struct stored *stored,
	const struct store_ring *ring)
{
	struct seat *seat = seat_find_hex(session, ring->room);
	if (seat != NULL && seat->claim != 0 && !seat->busy && !stored->appended->duplicate) {
		room_deliver(seat, &stored->entry);
	}
	room_on_ring(session, ring);
}

/* Rings for duplicates too: the bell of the first answer may have been lost with it. */
static void ring_peers(const struct stored *stored)
{
	const struct room_appended *appended = stored->appended;
	struct chat *chat = stored->chat;
	for (unsigned i = 0; i < appended->peer_count; i++) {
		struct store_ring ring = {
			.type = RING_ENTRY,
			.session = appended->peers[i].session,
			.room = stored->pending->room,
			.seat = stored->pending->number,
			.from = stored->from,
			.from_node = store_node(chat->ports.store),
			.value = stored->entry.offset,
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
			serve_neighbour(neighbour, stored, &ring);
		}
	}
}

static void send_ack(struct seat *seat, const struct stored *stored)
{
	struct frame frame = {.type = FRAME_ACK};
	frame.ack.room = seat_room(seat);
	frame.ack.cseq = stored->entry.cseq;
	frame.ack.log_epoch = stored->appended->log_epoch;
	frame.ack.offset = stored->entry.offset;
	metric_add(METRIC_MESSAGES, 1);
	session_send(seat->session, &frame);
	if (stored->entry.cseq > seat->replay.acked) {
		seat->replay.acked = stored->entry.cseq;
	}
}

static void tell_sender(struct seat *seat, const struct stored *stored)
{
	send_ack(seat, stored);
	if (stored->pending->frame == FRAME_SAY) {
		room_wrote(seat);
	}
	if (stored->entry.offset > seat->wanted) {
		seat->wanted = stored->entry.offset;
	}
	if (!stored->appended->duplicate) {
		room_deliver(seat, &stored->entry);
	}
	room_catch_up(seat);
}

static struct room_entry entry_of(const struct pending *pending,
	const struct room_appended *appended)
{
	return (struct room_entry){
		.offset = appended->offset,
		.at_ms = appended->at_ms,
		.sender = pending->number,
		.cseq = pending->cseq,
		.key_epoch = pending->key_epoch,
		.kind = pending->kind,
		.payload = buf_view(&pending->payload),
	};
}

void room_refuse_append(struct seat *seat, struct about about, int err, uint64_t expected)
{
	switch (err) {
	case ERR_RANGE:
		about.number = expected;
		session_refuse(seat->session, about, REFUSAL_GAP);
		break;
	case ERR_DENIED: session_refuse(seat->session, about, REFUSAL_STALE); break;
	case ERR_MOMENT: session_refuse(seat->session, about, REFUSAL_EPOCH); break;
	case ERR_FULL: session_refuse(seat->session, about, REFUSAL_ROOM_FULL); break;
	default: session_refuse_err(seat->session, about, err); break;
	}
}

static void on_appended(void *context, struct reply_to to, int err,
	const struct room_appended *appended)
{
	struct chat *chat = context;
	struct pending *pending = pending_at(&chat->pending, to.tag);
	struct session *session = registry_find(chat, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, pending->seat) : NULL;
	if (session != NULL) {
		session->saying--;
	}
	if (err == 0) {
		struct stored stored = {chat, pending, appended, entry_of(pending, appended), to.session};
		if (seat != NULL) {
			tell_sender(seat, &stored);
		}
		ring_peers(&stored);
	} else if (seat != NULL) {
		struct about about = {pending->frame, seat_room(seat), pending->cseq};
		room_refuse_append(seat, about, err, appended != NULL ? appended->expected : 0);
	}
	pending_give_back(&chat->pending, pending);
}

bool room_may_say(struct seat *seat, const struct frame *frame, unsigned *ret_kind)
{
	struct session *session = seat->session;
	/* KEY and NOTE have the fields of SAY, in its order. */
	size_t length = frame->say.payload.len;
	if (seat->claim == 0 || seat->finish != NULL) {
		session_refuse(session, about_frame(frame),
			seat->finish != NULL ? REFUSAL_LATE : REFUSAL_DELAYED);
		return false;
	}
	if (length > session->chat->options.limits.payload_bytes) {
		session_refuse(session, about_frame(frame), REFUSAL_LARGE);
		return false;
	}
	if (room_seal_kind(frame, seat->number, ret_kind) != 0) {
		session_refuse(session, about_frame(frame), REFUSAL_SEAL);
		return false;
	}
	return true;
}

void room_say(struct seat *seat, const struct frame *frame)
{
	struct session *session = seat->session;
	struct chat *chat = session->chat;
	const struct frame_say *say = &frame->say;
	unsigned kind;
	if (!room_may_say(seat, frame, &kind)) {
		return;
	}
	struct pending *pending = pending_take(&chat->pending, say->payload);
	if (pending == NULL) {
		session_refuse(session, about_frame(frame), REFUSAL_FULL);
		return;
	}
	pending->seat = seat->serial;
	pending->number = seat->number;
	memcpy(pending->room, seat->room, sizeof pending->room);
	pending->frame = frame->type;
	pending->kind = kind;
	pending->cseq = say->cseq;
	pending->key_epoch = say->key_epoch;
	struct room_append append = {
		.room = seat->room,
		.seat = seat->number,
		.claim = seat->claim,
		.cseq = say->cseq,
		.key_epoch = say->key_epoch,
		.kind = kind,
		.payload = say->payload,
	};
	int err = room_append(chat->ports.store, session_reply_to(session, pending->index), &append,
		on_appended);
	if (err != 0) {
		pending_give_back(&chat->pending, pending);
		session_refuse_err(session, about_frame(frame), err);
		return;
	}
	session->saying++;
}
