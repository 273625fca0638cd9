/* Attaching, and what a seat hears first. */
#include "chat/room.h"

#include <stdio.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_lane.h"
#include "chat/room_log.h"
#include "chat/room_ring.h"
#include "chat/room_wrote.h"

static void copy_peers(struct seat *seat, const struct room_view *view)
{
	seat->peers.count = 0;
	for (unsigned i = 0; i < view->peer_count && i < ROOM_SEATS_MAX; i++) {
		struct seat_peer *peer = &seat->peers.item[seat->peers.count++];
		peer->seat = view->peers[i].seat;
		peer->session = view->peers[i].session;
		snprintf(peer->node, sizeof peer->node, "%s", view->peers[i].node);
	}
}

static void send_lost(struct seat *seat, const char *why)
{
	struct frame frame = {.type = FRAME_LOST};
	frame.lost.room = seat_room(seat);
	frame.lost.why = view_text(why);
	session_send(seat->session, &frame);
}

static void on_attached(void *context, struct reply_to to, int err, const struct room_view *view)
{
	struct session *session = registry_find(context, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat == NULL) {
		return;
	}
	seat->busy = false;
	if (err == ERR_GONE) {
		seat->owner->log_gone(seat);
		if (seat->log_epoch == 0) {
			room_drop(seat, finish_word(FINISH_CLOSED)); /* its client was never told of the room */
		} else {
			room_finish(seat, finish_word(FINISH_CLOSED));
		}
		return;
	}
	if (err == ERR_DENIED) {
		room_hand_back(seat, finish_word(FINISH_CLOSED)); /* somebody else has the room by now */
		return;
	}
	if (err != 0) {
		return; /* connected joins again, or the sweep */
	}
	bool first = seat->next_cseq == 0;
	bool other_log = seat->log_epoch != 0 && seat->log_epoch != view->log_epoch;
	seat->claim = view->claim;
	seat->next_cseq = view->next_cseq;
	copy_peers(seat, view);
	if (other_log) {
		seat->delivered = 0;
		seat->lane = (struct seat_lane){.busy = seat->lane.busy};
		send_lost(seat, "epoch");
	}
	seat->log_epoch = view->log_epoch;
	seat->wanted = view->last_offset;
	if (first || other_log) {
		seat->replay.until = view->last_offset;
		seat->replay.acked = 0;
	}
	seat->owner->announce(seat);
	for (unsigned i = 0; i < view->peer_count && i < ROOM_SEATS_MAX; i++) {
		if (view->peers[i].seen > 0) {
			room_tell_peer(seat, view->peers[i].seat, PEER_SEEN, view->peers[i].seen);
		}
	}
	room_wrote_again(seat);
	room_sign(seat, RING_HERE, 0);
	room_catch_up(seat);
	room_lane_begin(seat);
}

static void attach(struct seat *seat)
{
	struct session *session = seat->session;
	unsigned from = seat->owner->beside ? 0 : seat->number;
	/* When it could not be asked, connected joins again, or the sweep. */
	seat->busy = room_attach(session->chat->ports.store, session_reply_to(session, seat->serial),
					 seat->room, seat->number, from, on_attached) == 0;
}

int room_join(struct session *session, const char *room, unsigned number,
	const struct seat_owner *owner)
{
	struct seat *seat = NULL;
	int err = seat_add(session, room, number, owner, &seat);
	if (err == ERR_NOMEM) {
		session->chat->end_session(session, ENDING_DEAD, "no memory");
	}
	if (err == 0) {
		attach(seat);
	}
	return err;
}

void room_rejoin(struct seat *seat)
{
	seat->claim = 0;
	if (seat->replay.wrote == SEAT_COUNTED) {
		seat->replay.wrote = SEAT_WROTE; /* that may be lost with what else was */
	}
	attach(seat);
}
