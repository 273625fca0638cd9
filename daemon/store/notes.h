/* Notes: what the staff of a room write to each other. A lane of its own beside the room's log, with
 * offsets and numbers of its own, which is never read for a youth's seat (docs/protocol.md, section 6). It
 * is deleted with the room. */
#ifndef SAMTALE_STORE_NOTES_H
#define SAMTALE_STORE_NOTES_H

#include "store/room.h"

struct note_append {
	const char *room;
	unsigned seat; /* 1 to 127 */
	uint64_t claim;
	uint64_t cseq; /* 1, 2, 3 ... a seat, apart from those of the log */
	uint64_t key_epoch;
	struct view payload;
};

/* What became of a note, after the durability gate. Texts are borrowed for the call. */
struct note_appended {
	const char *room;
	unsigned seat;
	uint64_t cseq;
	bool duplicate; /* it was there already, at that offset */
	uint64_t offset;
	uint64_t expected; /* with ERR_RANGE: the cseq that comes next */
	unsigned peer_count;
	struct {
		uint64_t session; /* 0: not attached */
		const char *node;
	} peers[ROOM_SEATS_MAX]; /* the other staff seats */
};
/* Told with every error too; then offset and peers say nothing. */
typedef void (*note_appended_fn)(void *context, struct reply_to to, int err,
	const struct note_appended *appended);

/* ERR_DENIED: the claim is stale. ERR_RANGE: a cseq was left out. ERR_MOMENT: the key epoch is not the
 * room's. ERR_FULL: the lane has its 500 notes or 1 MiB. ERR_GONE. The payload is copied. */
int note_append(struct store *store, struct reply_to to, const struct note_append *append,
	note_appended_fn done) MUST_CHECK;

/* As room_read, of the lane: up to 64 notes from the offset on; the sender of each is its seat. A lane
 * without notes is empty, and so is one that is gone. */
int notes_read(struct store *store, struct reply_to to, const char *room, uint64_t from,
	room_entries_fn done) MUST_CHECK;

#endif
