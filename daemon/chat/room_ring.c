/* Rings between sessions, next door or on another node. */
#include "chat/room_ring.h"

#include <stdio.h>
#include <string.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_lane.h"
#include "chat/room_log.h"

void room_tell_peer(struct seat *seat, unsigned peer, enum peer_what what, uint64_t value)
{
	struct frame frame = {.type = FRAME_PEER};
	frame.peer.room = seat_room(seat);
	frame.peer.seat = peer;
	frame.peer.what = what;
	frame.peer.value = value;
	session_send(seat->session, &frame);
}

/* Remembers where a peer sits, so that it can be rung back. */
static void note_peer(struct seat *seat, const struct store_ring *ring)
{
	unsigned i = 0;
	while (i < seat->peers.count && seat->peers.item[i].seat != ring->seat) {
		i++;
	}
	if (i == ROOM_SEATS_MAX) {
		return;
	}
	seat->peers.count = i == seat->peers.count ? i + 1 : seat->peers.count;
	seat->peers.item[i].seat = ring->seat;
	seat->peers.item[i].session = ring->from;
	snprintf(seat->peers.item[i].node, sizeof seat->peers.item[i].node, "%s", ring->from_node);
}

void room_on_ring(struct session *session, const struct store_ring *ring)
{
	struct seat *seat = seat_find_hex(session, ring->room);
	if (seat == NULL) {
		return;
	}
	if (seat->claim != 0) { /* else the sweep must come by, to attach it */
		silence_heard(&session->chat->sweep.silence, &seat->silent, session->chat->now_ms);
	}
	note_peer(seat, ring);
	switch (ring->type) {
	case RING_HERE: break;
	case RING_ENTRY:
		seat->wanted = ring->value > seat->wanted ? ring->value : seat->wanted;
		if (seat->claim != 0) {
			room_catch_up(seat);
		}
		break;
	case RING_SEEN: room_tell_peer(seat, ring->seat, PEER_SEEN, ring->value); break;
	case RING_TYPING: room_tell_peer(seat, ring->seat, PEER_TYPING, 0); break;
	case RING_NOTE: room_lane_wanted(seat, ring->value); break;
	}
}

void room_ring_at(struct chat *chat, const char *node, const struct store_ring *ring)
{
	if (strcmp(node, store_node(chat->ports.store)) != 0) {
		room_ring(chat->ports.store, node, ring);
		return;
	}
	struct session *neighbour = registry_find(chat, ring->session);
	if (neighbour != NULL) {
		room_on_ring(neighbour, ring);
	}
}

void room_sign(struct seat *seat, enum ring_type type, uint64_t value)
{
	struct chat *chat = seat->session->chat;
	for (unsigned i = 0; i < seat->peers.count; i++) {
		const struct seat_peer *peer = &seat->peers.item[i];
		struct store_ring ring = {
			.type = type,
			.session = peer->session,
			.room = seat->room,
			.seat = seat->number,
			.from = seat->session->number,
			.from_node = store_node(chat->ports.store),
			.value = value,
		};
		if (peer->session != 0) {
			room_ring_at(chat, peer->node, &ring);
		}
	}
}
