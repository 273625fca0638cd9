/* The lane, over plain memory. */
#include "fakes/fake_lane.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { READ_AT_ONCE = 64, STORED_AT_MS = 1000000 };

static struct {
	char room[33];
	uint64_t peer;
	char node[FAKE_NODE_MAX];
	unsigned count;
	struct {
		unsigned seat;
		uint64_t cseq, key_epoch;
		size_t len;
		uint8_t payload[FAKE_PAYLOAD_MAX];
	} notes[FAKE_NOTES_MAX];
} lane;

void fake_lane_reset(void)
{
	memset(&lane, 0, sizeof(lane));
}

void fake_lane_sit(uint64_t session, const char *node)
{
	lane.peer = session;
	snprintf(lane.node, sizeof(lane.node), "%s", node);
}

uint64_t fake_lane_last(const char *room)
{
	return strcmp(lane.room, room) == 0 ? lane.count : 0;
}

static uint64_t own_count(unsigned seat)
{
	uint64_t cseq = 0;
	for (unsigned i = 0; i < lane.count; i++) {
		cseq = lane.notes[i].seat == seat ? lane.notes[i].cseq : cseq;
	}
	return cseq;
}

static uint64_t put(const struct fake_call *append)
{
	assert_true(lane.count < FAKE_NOTES_MAX);
	lane.notes[lane.count].seat = append->seat;
	lane.notes[lane.count].cseq = append->cseq;
	lane.notes[lane.count].key_epoch = append->urgency;
	lane.notes[lane.count].len = append->payload_len;
	memcpy(lane.notes[lane.count].payload, append->payload, append->payload_len);
	return ++lane.count;
}

uint64_t fake_lane_put(const char *room, unsigned seat, const char *text)
{
	struct fake_call append = {.seat = seat, .cseq = own_count(seat) + 1};
	append.payload_len = strlen(text);
	memcpy(append.payload, text, append.payload_len);
	snprintf(lane.room, sizeof(lane.room), "%s", room);
	return put(&append);
}

static uint64_t offset_of(unsigned seat, uint64_t cseq)
{
	for (unsigned i = 0; i < lane.count; i++) {
		if (lane.notes[i].seat == seat && lane.notes[i].cseq == cseq) {
			return i + 1;
		}
	}
	return 0;
}

void fake_lane_append(struct store *store, const struct fake_call *call)
{
	struct note_appended appended = {.room = call->id, .seat = call->seat, .cseq = call->cseq};
	uint64_t next = own_count(call->seat) + 1;
	int err = 0;
	snprintf(lane.room, sizeof(lane.room), "%.32s", call->id);
	if (call->cseq < next) {
		appended.duplicate = true;
		appended.offset = offset_of(call->seat, call->cseq);
	} else if (call->cseq > next) {
		err = ERR_RANGE;
		appended.expected = next;
	} else {
		appended.offset = put(call);
	}
	appended.peer_count = lane.peer != 0 ? 1 : 0;
	appended.peers[0].session = lane.peer;
	appended.peers[0].node = lane.node;
	fake_note_appended(store, call, err, &appended);
}

void fake_lane_read(struct store *store, const struct fake_call *call)
{
	struct room_entry notes[READ_AT_ONCE];
	unsigned count = 0;
	uint64_t last = fake_lane_last(call->id);
	for (uint64_t at = call->number; at <= last && count < READ_AT_ONCE; at++) {
		notes[count++] = (struct room_entry){
			.offset = at,
			.at_ms = STORED_AT_MS,
			.sender = lane.notes[at - 1].seat,
			.cseq = lane.notes[at - 1].cseq,
			.key_epoch = lane.notes[at - 1].key_epoch,
			.kind = 6,
			.payload = {lane.notes[at - 1].payload, lane.notes[at - 1].len},
		};
	}
	fake_entries(store, call, 0, notes, count);
}
