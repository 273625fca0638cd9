#include "tests/load/room.h"

#include <stdlib.h>
#include <string.h>

#include "tests/load/sealed.h"
#include "tests/load/sealing.h"

/* False: no room's name. */
static bool make_key(struct view id, uint64_t desk_seat, uint8_t out[IDENT_ID_LEN + 1])
{
	if (id.len != IDENT_ID_LEN) {
		return false;
	}
	memcpy(out, id.data, IDENT_ID_LEN);
	out[IDENT_ID_LEN] = (uint8_t)desk_seat;
	return true;
}

struct room *room_create(struct load *load, struct view id, uint64_t desk_seat)
{
	uint8_t key[IDENT_ID_LEN + 1];
	struct room *room =
		make_key(id, desk_seat, key) && map_get(load->rooms, key, sizeof key) == NULL
		? calloc(1, sizeof *room)
		: NULL;
	if (room == NULL || map_put(load->rooms, key, sizeof key, room) != 0) {
		free(room);
		return NULL;
	}
	room->load = load;
	memcpy(room->id, key, sizeof key);
	for (unsigned i = 0; i < ROOM_SEATS; i++) {
		room->seats[i].room = room;
		room->seats[i].index = i;
		room->seats[i].number = i == SEAT_DESK ? desk_seat : 0;
		room->seats[i].voice = load->next_voice++;
	}
	return room;
}

struct room *room_find(const struct load *load, struct view id, uint64_t desk_seat)
{
	uint8_t key[IDENT_ID_LEN + 1];
	return make_key(id, desk_seat, key) ? map_get(load->rooms, key, sizeof key) : NULL;
}

static void judge(struct room *room, const struct flow *flow)
{
	uint64_t lost = flow_lost(flow);
	tally_fault(&room->load->tally, FLOW_LOST, lost);
	if (lost == 0 && !flow_agrees(flow)) {
		tally_fault(&room->load->tally, FLOW_MISPLACED, 1);
	}
}

void room_leave(struct room *room, unsigned index)
{
	room->left |= 1u << index;
	if (room->left != (1u << SEAT_YOUTH | 1u << SEAT_DESK)) {
		return;
	}
	judge(room, &room->seats[SEAT_YOUTH].flow);
	judge(room, &room->seats[SEAT_DESK].flow);
	(void)map_take(room->load->rooms, room->id, sizeof room->id);
	sealing_destroy(room->seats[SEAT_YOUTH].sealing);
	sealing_destroy(room->seats[SEAT_DESK].sealing);
	free(room);
}

void room_enter(struct room *room, unsigned index, struct client *client, uint64_t next_cseq)
{
	struct load *load = room->load;
	struct seat *seat = &room->seats[index];
	bool goes_on = index == SEAT_YOUTH && room->known > 0;
	if ((next_cseq != 1 && !goes_on) || seat->client != NULL) {
		load_fail(load, "%s entered a room that is not new", client->events->as);
		return;
	}
	seat->client = client;
	seat->flow.said = seat->flow.acked = seat->flow.heard = next_cseq - 1;
	if (room->seats[1 - index].client != NULL && !load->sealed && load->hooks.on_room != NULL) {
		load->hooks.on_room(load->hooks.scenario, room);
	}
}

bool room_is_settled(const struct room *room)
{
	return flow_is_settled(&room->seats[SEAT_YOUTH].flow) &&
		flow_is_settled(&room->seats[SEAT_DESK].flow);
}

static struct speaker speaker_of(const struct seat *seat)
{
	return (struct speaker){seat->voice, (unsigned)seat->number};
}

bool seat_may_say(const struct seat *seat)
{
	return seat->flow.said - seat->flow.acked < SEAT_WINDOW &&
		seat->flow.said - seat->flow.heard < SEAT_WINDOW;
}

int seat_say(struct seat *seat, uint64_t due_ns)
{
	struct load *load = seat->room->load;
	size_t length = (size_t)load->options->shape.size;
	uint8_t payload[PAYLOAD_MAX], sealed[PAYLOAD_MAX];
	struct view said = {payload, length};
	struct frame frame;
	if (!seat_may_say(seat)) {
		return ERR_FULL;
	}
	uint64_t cseq = flow_say(&seat->flow);
	seat->due_ns[cseq % SEAT_WINDOW] = due_ns;
	payload_make(payload, length, speaker_of(seat), cseq);
	if (seat->sealing != NULL) {
		said = (struct view){sealed, sealed_say(seat, said, cseq, sealed)};
	}
	frame.type = FRAME_SAY;
	frame.say = (struct frame_say){
		.room = {seat->room->id, IDENT_ID_LEN},
		.cseq = cseq,
		.key_epoch = seat->sealing != NULL ? seat->sealing->epoch.number : 0,
		.payload = said,
	};
	client_send(seat->client, &frame);
	tally_took(&load->tally, &load->tally.late, due_ns, uv_hrtime());
	return 0;
}

void seat_on_ack(struct seat *seat, const struct frame_ack *ack)
{
	struct load *load = seat->room->load;
	enum flow_fault fault = flow_ack(&seat->flow, ack->cseq, ack->offset);
	if (fault != FLOW_FINE) {
		tally_fault(&load->tally, fault, 1);
		load_fail(load, "an ACK is %s", flow_word(fault));
		return;
	}
	if (ack->cseq <= seat->keys) {
		return;
	}
	tally_took(&load->tally, &load->tally.ack, seat->due_ns[ack->cseq % SEAT_WINDOW], uv_hrtime());
	load->tally.acked += load->tally.open ? 1 : 0;
	if (load->hooks.on_acked != NULL) {
		load->hooks.on_acked(load->hooks.scenario, seat);
	}
}

void seat_on_entry(struct seat *listener, const struct frame_entry *entry)
{
	struct load *load = listener->room->load;
	struct seat *speaker = &listener->room->seats[1 - listener->index];
	if (entry->offset <= listener->room->known) {
		return; /* what was said to somebody before */
	}
	if (entry->sender != speaker->number) {
		load_fail(load, "an ENTRY has the sender %u", (unsigned)entry->sender);
		return;
	}
	bool intact = listener->sealing != NULL
		? sealed_hear(listener, entry)
		: payload_is(entry->payload, (size_t)load->options->shape.size, speaker_of(speaker),
			  entry->cseq);
	enum flow_fault fault = flow_hear(&speaker->flow, entry->cseq, entry->offset, intact);
	if (fault != FLOW_FINE) {
		tally_fault(&load->tally, fault, 1);
		load_fail(load, "an ENTRY is %s", flow_word(fault));
		return;
	}
	if (entry->cseq <= speaker->keys) {
		return;
	}
	tally_took(&load->tally, &load->tally.hear, speaker->due_ns[entry->cseq % SEAT_WINDOW],
		uv_hrtime());
	if (load->hooks.on_heard != NULL) {
		load->hooks.on_heard(load->hooks.scenario, speaker);
	}
}
