/* A note is appended by a function of its own; notes_read is in room_read.c, whose entries have the same shape. */
#include "store/notes.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "store/internal/call.h"

enum { APPENDED_FIXED = 2, PEER_TEXTS = 3 };

/* The offset, then seat, session and node of each other staff seat. */
static int read_appended(const struct redisReply *reply, struct note_appended *appended)
{
	size_t count = answer_count(reply);

	if (count < APPENDED_FIXED || (count - APPENDED_FIXED) % PEER_TEXTS != 0 ||
		(count - APPENDED_FIXED) / PEER_TEXTS > ROOM_SEATS_MAX ||
		answer_number(reply, 1, &appended->offset) != 0) {
		return ERR_DOWN;
	}
	appended->peer_count = (unsigned)((count - APPENDED_FIXED) / PEER_TEXTS);
	for (unsigned i = 0; i < appended->peer_count; i++) {
		size_t at = APPENDED_FIXED + i * PEER_TEXTS;
		if (answer_number(reply, at + 1, &appended->peers[i].session) != 0 ||
			answer_text(reply, at + 2, &appended->peers[i].node) != 0) {
			return ERR_DOWN;
		}
	}
	return 0;
}

/* The gate is the link's, as for entries of the log. */
static void on_appended(struct call *call, const struct redisReply *reply)
{
	note_appended_fn done = (note_appended_fn)call->done;
	struct note_appended appended = {.room = call->id, .seat = call->count, .cseq = call->number};
	int err = answer_err(reply);

	if (err == 0) {
		appended.duplicate = answer_is(reply, "DUP");
		err = read_appended(reply, &appended);
	} else if (answer_is(reply, "GAP")) {
		err = answer_number(reply, 1, &appended.expected) == 0 ? ERR_RANGE : ERR_DOWN;
	}
	done(call->context, call->to, err, &appended);
	call_destroy(call);
}

int note_append(struct store *store, struct reply_to to, const struct note_append *append,
	note_appended_fn done)
{
	struct args args;

	if (!store_is_up(store)) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_function(&args, "note_append", KEY_ROOM, append->room);
	args_number(&args, append->claim);
	args_format(&args, "%u %" PRIu64 " %" PRIu64 " 6 %" PRIu64, append->seat, append->cseq,
		append->key_epoch, clock_wall_ms());
	args_view(&args, append->payload);
	struct call *call = call_create(store, to, (call_done_fn)done, on_appended);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->id, sizeof call->id, "%s", append->room);
	call->count = append->seat;
	call->number = append->cseq;
	return call_send(call, LINK_ROOMS, &args);
}
