/* Entries of a room's log, read in pieces. */
#include <string.h>

#include <hiredis/hiredis.h>

#include "store/internal/call.h"
#include "store/room.h"

enum { READ_BATCH = 64, ENTRY_TEXTS = 12 };

/* The names of the numbers in an entry, in the order that room_append writes them. */
static const char *const names[] = {"s", "c", "k", "e", "t"};

static int read_number(const struct redisReply *fields, size_t row, uint64_t *ret_number)
{
	const char *name;

	if (answer_text(fields, 2 * row, &name) != 0 || strcmp(name, names[row]) != 0) {
		return ERR_SYNTAX;
	}
	return answer_number(fields, 2 * row + 1, ret_number);
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
	uint64_t sender, kind;
	const char *name;

	if (answer_count(entry) != 2 || answer_count(entry->element[1]) != ENTRY_TEXTS) {
		return ERR_SYNTAX;
	}
	const struct redisReply *fields = entry->element[1];
	if (read_offset(entry, &read.offset) != 0 || read_number(fields, 0, &sender) != 0 ||
		read_number(fields, 1, &read.cseq) != 0 || read_number(fields, 2, &kind) != 0 ||
		read_number(fields, 3, &read.key_epoch) != 0 || read_number(fields, 4, &read.at_ms) != 0 ||
		answer_text(fields, 10, &name) != 0 || strcmp(name, "p") != 0 ||
		answer_view(fields, 11, &read.payload) != 0) {
		return ERR_SYNTAX;
	}
	read.sender = (unsigned)sender;
	read.kind = (unsigned)kind;
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

int room_read(struct store *store, struct reply_to to, const char *room, uint64_t from,
	room_entries_fn done)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_text(&args, "XRANGE");
	args_format(&args, KEY_LOG, room);
	args_number(&args, from);
	args_text(&args, "+");
	args_text(&args, "COUNT");
	args_number(&args, READ_BATCH);
	return call_send(call_create(store, to, (call_done_fn)done, on_read), LINK_ROOMS, &args);
}
