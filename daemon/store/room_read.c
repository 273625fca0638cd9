/* Entries of a room's log, or of its notes, read in pieces. */
#include <string.h>

#include <hiredis/hiredis.h>

#include "store/internal/call.h"
#include "store/notes.h"
#include "store/room.h"

/* A note has what is counted behind what an entry of the log has; only the functions read that. */
enum { READ_BATCH = 64, ENTRY_TEXTS = 4, NOTE_TEXTS = 6 };

/* The head of an entry, as the functions write it: seat, cseq, key epoch, kind, time. */
static int read_head(struct view head, struct room_entry *entry)
{
	uint64_t sender, kind;

	if (answer_next_number(&head, &sender) != 0 || answer_next_number(&head, &entry->cseq) != 0 ||
		answer_next_number(&head, &entry->key_epoch) != 0 ||
		answer_next_number(&head, &kind) != 0 || answer_next_number(&head, &entry->at_ms) != 0 ||
		head.len > 0) {
		return ERR_SYNTAX;
	}
	entry->sender = (unsigned)sender;
	entry->kind = (unsigned)kind;
	return 0;
}

static bool is_named(const struct redisReply *fields, size_t index, const char *name)
{
	const char *text;

	return answer_text(fields, index, &text) == 0 && strcmp(text, name) == 0;
}

static int read_offset(const struct redisReply *entry, uint64_t *ret_offset)
{
	const char *id;

	if (answer_text(entry, 0, &id) != 0) {
		return ERR_SYNTAX;
	}
	struct view digits = {(const uint8_t *)id, strcspn(id, "-")};
	return answer_parse_number(digits, ret_offset);
}

static int read_entry(const struct redisReply *entry, struct room_entry *ret_entry)
{
	struct room_entry read = {0};
	struct view head;

	if (answer_count(entry) != 2) {
		return ERR_SYNTAX;
	}
	const struct redisReply *fields = entry->element[1];
	if (answer_count(fields) != ENTRY_TEXTS && answer_count(fields) != NOTE_TEXTS) {
		return ERR_SYNTAX;
	}
	if (read_offset(entry, &read.offset) != 0 || !is_named(fields, 0, "h") ||
		answer_view(fields, 1, &head) != 0 || read_head(head, &read) != 0 ||
		!is_named(fields, 2, "p") || answer_view(fields, 3, &read.payload) != 0) {
		return ERR_SYNTAX;
	}
	*ret_entry = read;
	return 0;
}

static void on_read(struct call *call, const struct redisReply *reply)
{
	room_entries_fn done = (room_entries_fn)call->done;
	struct room_entry entries[READ_BATCH];
	size_t count = answer_count(reply);
	int err = answer_plain(reply);

	if (err == 0 && (reply->type != REDIS_REPLY_ARRAY || count > READ_BATCH)) {
		err = ERR_DOWN;
	}
	for (size_t i = 0; err == 0 && i < count; i++) {
		err = read_entry(reply->element[i], &entries[i]) != 0 ? ERR_DOWN : 0;
	}
	if (done != NULL) {
		done(call->context, call->to, err, err == 0 ? entries : NULL,
			err == 0 ? (unsigned)count : 0);
	}
	call_destroy(call);
}

/* args have the command and the key. */
static int read_from(struct store *store, struct reply_to to, struct args *args, uint64_t from,
	room_entries_fn done)
{
	if (!store->up) {
		return ERR_DOWN;
	}
	args_number(args, from);
	args_text(args, "+");
	args_text(args, "COUNT");
	args_number(args, READ_BATCH);
	return call_send(call_create(store, to, (call_done_fn)done, on_read), LINK_ROOMS, args);
}

int room_read(struct store *store, struct reply_to to, const char *room, uint64_t from,
	room_entries_fn done)
{
	struct args args;

	args_init(&args);
	args_text(&args, "XRANGE");
	args_format(&args, KEY_LOG, room);
	return read_from(store, to, &args, from, done);
}

int notes_read(struct store *store, struct reply_to to, const char *room, uint64_t from,
	room_entries_fn done)
{
	struct args args;

	args_init(&args);
	args_text(&args, "XRANGE");
	args_format(&args, KEY_NOTES, room);
	return read_from(store, to, &args, from, done);
}
