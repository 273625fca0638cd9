/* Reading in order, one read at a time, as room_log does with the log. */
#include "chat/room_lane.h"

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_seal.h"
#include "store/notes.h"

enum { READ_AT_ONCE = 64 };

bool room_lane_is_for(const struct seat *seat)
{
	return seat->number != SEAT_YOUTH;
}

static void send_noted(struct seat *seat, const struct room_entry *note)
{
	struct frame frame = {.type = FRAME_NOTED};
	frame.noted.room = seat_room(seat);
	frame.noted.offset = note->offset;
	frame.noted.sender = room_seal_note_sender(note->sender);
	frame.noted.cseq = note->cseq;
	frame.noted.key_epoch = note->key_epoch;
	frame.noted.at = note->at_ms;
	frame.noted.payload = note->payload;
	session_send(seat->session, &frame);
}

void room_lane_ack(struct seat *seat, uint64_t cseq, uint64_t offset)
{
	struct frame frame = {.type = FRAME_NOTE_ACK};
	frame.note_ack.room = seat_room(seat);
	frame.note_ack.cseq = cseq;
	frame.note_ack.offset = offset;
	session_send(seat->session, &frame);
}

/* A client may not know any more which of its numbers are used. */
static void tell_whole(struct seat *seat)
{
	if (!seat->lane.told) {
		room_lane_ack(seat, seat->lane.own, seat->lane.delivered);
	}
	seat->lane.told = true;
}

/* As with the log, a long replay waits for a client that is behind, and the sweep goes on with it. */
static bool is_too_much(const struct seat *seat)
{
	const struct session *session = seat->session;
	return !seat->lane.told &&
		session->chat->ports.io->waiting(session->conn) > session_backlog_limit(session) / 2;
}

static void deliver(struct seat *seat, const struct room_entry *note)
{
	struct seat_lane *lane = &seat->lane;
	if (note->offset != lane->delivered + 1) {
		return;
	}
	lane->delivered = note->offset;
	if (note->sender == seat->number) {
		lane->own = note->cseq;
	}
	send_noted(seat, note);
}

static bool hand_out(struct seat *seat, const struct room_entry *notes, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		if (is_too_much(seat)) {
			return false;
		}
		deliver(seat, &notes[i]);
	}
	return true;
}

static void read_on(struct seat *seat);

static void on_notes(void *context, struct reply_to to, int err, const struct room_entry *notes,
	unsigned count)
{
	struct session *session = registry_find(context, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat == NULL) {
		return;
	}
	struct seat_lane *lane = &seat->lane;
	uint64_t before = lane->delivered;
	bool outdated = lane->outdated;
	lane->busy = lane->outdated = false;
	if (err != 0 || !hand_out(seat, notes, count)) {
		return; /* more stands: the sweep reads on, or the next attach */
	}
	/* Nothing new though more is wanted is a hole, and asking again at once would never end. */
	lane->more = count == READ_AT_ONCE;
	if (outdated || (lane->delivered > before && (lane->more || lane->delivered < lane->wanted))) {
		read_on(seat);
	} else {
		tell_whole(seat);
	}
}

static void read_on(struct seat *seat)
{
	struct session *session = seat->session;
	seat->lane.more = true;
	seat->lane.busy =
		notes_read(session->chat->ports.store, session_reply_to(session, seat->serial), seat->room,
			seat->lane.delivered + 1, on_notes) == 0;
}

void room_lane_catch_up(struct seat *seat)
{
	const struct seat_lane *lane = &seat->lane;
	if (room_lane_is_for(seat) && seat->claim != 0 && !lane->busy &&
		(lane->more || lane->delivered < lane->wanted)) {
		read_on(seat);
	}
}

void room_lane_begin(struct seat *seat)
{
	seat->lane.more = true;
	seat->lane.told = false;
	seat->lane.outdated = seat->lane.busy;
	room_lane_catch_up(seat);
}

void room_lane_wanted(struct seat *seat, uint64_t offset)
{
	seat->lane.wanted = offset > seat->lane.wanted ? offset : seat->lane.wanted;
	room_lane_catch_up(seat);
}
