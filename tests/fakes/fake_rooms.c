/* The rooms' functions, over plain memory. */
#include "fakes/fake_rooms.h"

#include "fakes/fake_lane.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { READ_AT_ONCE = 64, FIRST_AT_MS = 1000000 };

static struct fake_room rooms[FAKE_ROOMS_MAX];

void fake_rooms_reset(void)
{
	memset(rooms, 0, sizeof(rooms));
	fake_lane_reset();
}

struct fake_room *fake_room(const char *name)
{
	for (unsigned i = 0; i < FAKE_ROOMS_MAX; i++) {
		if (rooms[i].name[0] != '\0' && strcmp(rooms[i].name, name) == 0) {
			return &rooms[i];
		}
	}
	return NULL;
}

static struct fake_room *make(const char *name)
{
	struct fake_room *room = fake_room(name);
	for (unsigned i = 0; room == NULL && i < FAKE_ROOMS_MAX; i++) {
		if (rooms[i].name[0] == '\0') {
			room = &rooms[i];
			snprintf(room->name, sizeof(room->name), "%s", name);
			room->log_epoch = 1;
		}
	}
	assert_non_null(room);
	return room;
}

void fake_room_make(const char *name)
{
	(void)make(name);
}

static uint64_t put(struct fake_room *room, const struct fake_call *append)
{
	assert_true(room->count < FAKE_ENTRIES_MAX);
	room->entries[room->count].sender = append->seat;
	room->entries[room->count].kind = append->who;
	room->entries[room->count].cseq = append->cseq;
	room->entries[room->count].key_epoch = append->urgency;
	room->entries[room->count].len = append->payload_len;
	memcpy(room->entries[room->count].payload, append->payload, append->payload_len);
	room->seats[append->seat].cseq = append->cseq;
	return ++room->count;
}

uint64_t fake_room_put(const char *name, unsigned seat, const char *text)
{
	struct fake_room *room = make(name);
	struct fake_call append = {.seat = seat, .cseq = room->seats[seat].cseq + 1};
	append.payload_len = strlen(text);
	memcpy(append.payload, text, append.payload_len);
	return put(room, &append);
}

void fake_room_sit(const char *name, unsigned seat, uint64_t session, const char *node)
{
	struct fake_room *room = make(name);
	room->seats[seat].claim++;
	room->seats[seat].session = session;
	snprintf(room->seats[seat].node, sizeof(room->seats[seat].node), "%s", node);
}

static bool is_there(const struct fake_room *room, unsigned seat)
{
	return room->seats[seat].claim > 0 && !room->seats[seat].left;
}

/* The seats of staff from one on and below another. */
static void vacate(struct fake_room *room, unsigned from, unsigned below)
{
	for (unsigned seat = from; seat < below && seat < FAKE_SEATS; seat++) {
		room->seats[seat].left = true;
	}
}

static void answer_attach(struct store *store, const struct fake_call *call)
{
	struct fake_room *room = fake_room(call->id);
	if (room == NULL || room->closed) {
		fake_view(store, call, ERR_GONE, NULL);
		return;
	}
	if (room->seats[call->seat].left) {
		fake_view(store, call, ERR_DENIED, NULL);
		return;
	}
	vacate(room, 1, (unsigned)call->number);
	fake_room_sit(call->id, call->seat, call->to.session, "here");
	struct room_view view = {
		.seat = call->seat,
		.claim = room->seats[call->seat].claim,
		.log_epoch = room->log_epoch,
		.next_cseq = room->seats[call->seat].cseq + 1,
		.last_offset = room->count,
	};
	for (unsigned other = 0; other < FAKE_SEATS; other++) {
		if (other != call->seat && is_there(room, other)) {
			view.peers[view.peer_count].seat = other;
			view.peers[view.peer_count].seen = room->seats[other].seen;
			view.peers[view.peer_count].session = room->seats[other].session;
			view.peers[view.peer_count++].node = room->seats[other].node;
		}
	}
	fake_view(store, call, 0, &view);
}

static void answer_vacate(struct store *store, const struct fake_call *call)
{
	struct fake_room *room = fake_room(call->id);
	if (room != NULL) {
		vacate(room, (unsigned)call->number, call->seat + 1);
	}
	fake_done(store, call, room != NULL ? 0 : ERR_GONE);
}

static uint64_t offset_of(const struct fake_room *room, unsigned seat, uint64_t cseq)
{
	for (unsigned i = 0; i < room->count; i++) {
		if (room->entries[i].sender == seat && room->entries[i].cseq == cseq) {
			return i + 1;
		}
	}
	return 0;
}

static void answer_append(struct store *store, const struct fake_call *call)
{
	struct fake_room *room = fake_room(call->id);
	struct room_appended appended = {0};
	if (room == NULL) {
		fake_appended(store, call, ERR_GONE, NULL);
		return;
	}
	uint64_t next = room->seats[call->seat].cseq + 1;
	int err = 0;
	appended.log_epoch = room->log_epoch;
	appended.at_ms = FIRST_AT_MS;
	if (call->number != room->seats[call->seat].claim || room->seats[call->seat].left) {
		err = ERR_DENIED;
	} else if (call->cseq < next) {
		appended.duplicate = true;
		appended.offset = offset_of(room, call->seat, call->cseq);
	} else if (room->closed) {
		err = ERR_GONE;
	} else if (call->cseq > next) {
		err = ERR_RANGE;
		appended.expected = next;
	} else {
		appended.offset = put(room, call);
	}
	for (unsigned other = 0; other < FAKE_SEATS; other++) {
		if (other != call->seat && is_there(room, other)) {
			appended.peers[appended.peer_count].seat = other;
			appended.peers[appended.peer_count].session = room->seats[other].session;
			appended.peers[appended.peer_count++].node = room->seats[other].node;
		}
	}
	fake_appended(store, call, err, &appended);
}

static void answer_read(struct store *store, const struct fake_call *call)
{
	struct room_entry entries[READ_AT_ONCE];
	struct fake_room *room = fake_room(call->id);
	unsigned count = 0;
	for (uint64_t at = call->number; room != NULL && at <= room->count && count < READ_AT_ONCE;
		 at++) {
		entries[count++] = (struct room_entry){
			.offset = at,
			.at_ms = FIRST_AT_MS,
			.sender = room->entries[at - 1].sender,
			.cseq = room->entries[at - 1].cseq,
			.key_epoch = room->entries[at - 1].key_epoch,
			.kind = room->entries[at - 1].kind,
			.payload = {room->entries[at - 1].payload, room->entries[at - 1].len},
		};
	}
	fake_entries(store, call, room == NULL ? ERR_GONE : 0, entries, count);
}

static void answer_look(struct store *store, const struct fake_call *call)
{
	struct room_found found[FAKE_LOOKS_MAX];
	unsigned count = 0;
	assert_in_range(call->number, 1, FAKE_LOOKS_MAX);
	for (unsigned i = 0; i < call->number; i++) {
		struct fake_look look;
		memcpy(&look, call->payload + i * sizeof(look), sizeof(look));
		const struct fake_room *room = fake_room(look.room);
		uint64_t last = look.notes ? fake_lane_last(look.room) : room != NULL ? room->count : 0;
		if (last > look.after) {
			found[count++] = (struct room_found){i, look.after + 1};
		}
	}
	fake_looked(store, call, 0, found, count);
}

static void answer_open(struct store *store, const struct fake_call *call)
{
	if (fake_room(call->id) == NULL) {
		make(call->id)->log_epoch = call->number;
	}
	fake_done(store, call, 0);
}

static void answer_seen(struct store *store, const struct fake_call *call)
{
	struct fake_room *room = fake_room(call->id);
	if (room != NULL && call->number > room->seats[call->seat].seen) {
		room->seats[call->seat].seen = call->number;
	}
	fake_done(store, call, room != NULL ? 0 : ERR_GONE);
}

static void answer_close(struct store *store, const struct fake_call *call)
{
	struct fake_room *room = fake_room(call->id);
	if (room != NULL) {
		room->closed = true;
	}
	fake_done(store, call, room != NULL ? 0 : ERR_GONE);
}

static void answer_leave(struct store *store, const struct fake_call *call)
{
	struct fake_room *room = fake_room(call->id);
	if (room != NULL) {
		room->closed = true;
		room->seats[call->seat].left = true;
		bool any = false;
		for (unsigned seat = 0; seat < FAKE_SEATS; seat++) {
			any = any || is_there(room, seat);
		}
		if (!any) {
			memset(room, 0, sizeof(*room));
		}
	}
	fake_done(store, call, 0);
}

static const struct {
	enum fake_kind kind;
	void (*answer)(struct store *store, const struct fake_call *call);
} rows[] = {
	{ROOM_OPEN, answer_open},
	{ROOM_ATTACH, answer_attach},
	{ROOM_APPEND, answer_append},
	{ROOM_READ, answer_read},
	{ROOM_LOOK, answer_look},
	{ROOM_SEEN, answer_seen},
	{ROOM_VACATE, answer_vacate},
	{ROOM_CLOSE, answer_close},
	{ROOM_LEAVE, answer_leave},
	{NOTE_APPEND, fake_lane_append},
	{NOTES_READ, fake_lane_read},
};

void fake_rooms_answer(struct store *store)
{
	bool any = true;
	while (any) {
		any = false;
		for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
			struct fake_call *call = fake_try(store, rows[i].kind);
			if (call != NULL) {
				rows[i].answer(store, call);
				any = true;
			}
		}
	}
}
