/* Reading in order, one read at a time. */
#include "chat/room_log.h"

#include "chat/internal.h"
#include "chat/registry.h"

enum { READ_AT_ONCE = 64 };

static void send_entry(struct seat *seat, const struct room_entry *entry)
{
	struct frame frame = {.type = FRAME_ENTRY};
	frame.entry.room = seat_room(seat);
	frame.entry.log_epoch = seat->log_epoch;
	frame.entry.offset = entry->offset;
	frame.entry.sender = entry->sender;
	frame.entry.cseq = entry->cseq;
	frame.entry.kind = entry->kind;
	frame.entry.key_epoch = entry->key_epoch;
	frame.entry.at = entry->at_ms;
	frame.entry.payload = entry->payload;
	session_send(seat->session, &frame);
}

static bool is_known(const struct seat *seat, const struct room_entry *entry)
{
	return entry->sender == seat->number && entry->cseq <= seat->replay.acked;
}

void room_deliver(struct seat *seat, const struct room_entry *entry)
{
	if (entry->offset != seat->delivered + 1) {
		return;
	}
	struct chat *chat = seat->session->chat;
	silence_heard(&chat->sweep.silence, &seat->silent, chat->now_ms);
	seat->delivered = entry->offset;
	if (!is_known(seat, entry)) {
		send_entry(seat, entry);
	}
}

static void send_ended(struct seat *seat)
{
	struct frame frame = {.type = FRAME_ENDED};
	frame.ended.room = seat_room(seat);
	frame.ended.reason = view_text(seat->finish);
	session_send(seat->session, &frame);
}

static void leave(const struct seat *seat)
{
	struct session *session = seat->session;
	if (seat->goes_on || seat->owner->outlived) {
		return;
	}
	int err = room_leave(session->chat->ports.store, session_reply_to(session, 0), seat->room,
		seat->number, NULL);
	(void)err; /* not reached: the log expires by itself */
}

/* The last entry is out: the client hears the end and the seat is given up. */
static void close_seat(struct seat *seat)
{
	send_ended(seat);
	leave(seat);
	seat->owner->over(seat);
	seat_forget(seat);
}

void room_drop(struct seat *seat, const char *word)
{
	seat->finish = word;
	close_seat(seat);
}

/* Who comes back to a long log would be closed as slow by its own replay: the rest waits for the sweep. What was said
 * since is no replay, so that somebody who never reads is closed as everywhere. */
static bool is_too_much(const struct seat *seat, const struct room_entry *entry)
{
	const struct session *session = seat->session;
	return entry->offset <= seat->replay.until &&
		session->chat->ports.io->waiting(session->conn) > session_backlog_limit(session) / 2;
}

/* False: the client must take what it has first. */
static bool hand_out(struct seat *seat, const struct room_entry *entries, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		if (is_too_much(seat, &entries[i])) {
			return false;
		}
		room_deliver(seat, &entries[i]);
	}
	return true;
}

static void read_on(struct seat *seat);

static void on_entries(void *context, struct reply_to to, int err, const struct room_entry *entries,
	unsigned count)
{
	struct session *session = registry_find(context, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat == NULL) {
		return;
	}
	uint64_t before = seat->delivered;
	seat->busy = false;
	if (err != 0 && err != ERR_GONE) {
		return; /* connected joins again, and reads again; or the sweep does */
	}
	if (!hand_out(seat, entries, count)) {
		return;
	}
	bool advanced =
		seat->delivered > before; /* else there is a hole, and asking again would never end */
	if (advanced && (count == READ_AT_ONCE || seat->delivered < seat->wanted)) {
		read_on(seat);
	} else if (seat->finish != NULL) {
		close_seat(seat);
	}
}

static void read_on(struct seat *seat)
{
	struct session *session = seat->session;
	seat->busy = room_read(session->chat->ports.store, session_reply_to(session, seat->serial),
					 seat->room, seat->delivered + 1, on_entries) == 0;
}

void room_catch_up(struct seat *seat)
{
	if (!seat->busy && (seat->finish != NULL || seat->delivered < seat->wanted)) {
		read_on(seat);
	}
}

void room_finish(struct seat *seat, const char *word)
{
	if (seat->finish == NULL) {
		seat->finish = word;
	}
	room_catch_up(seat);
}

void room_hand_back(struct seat *seat, const char *word)
{
	const struct session *session = seat->session;
	if (seat->finish == NULL) {
		seat->goes_on = true;
		unsigned from = seat->owner->beside ? seat->number : 1;
		int err = room_vacate(session->chat->ports.store, session_reply_to(session, 0), seat->room,
			from, seat->number, NULL);
		(void)err; /* not reached: the sweep of routing closes it too */
	}
	room_finish(seat, word);
}
