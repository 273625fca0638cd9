/* One look over the streams of many rooms: XREAD with one entry each, which never waits. Redis names the streams that have
 * something in the order they were asked, and leaves the others out. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "store/internal/call.h"
#include "store/room.h"

/* What was asked of one room, kept until the answer. */
struct asked {
	char key[sizeof KEY_NOTES + STORE_ID_HEX];
	char after_text[24];
	uint64_t after;
};

/* The offset of the first entry; there is one, or Redis leaves the stream out. */
static int read_stream(const struct redisReply *stream, const char **ret_key, uint64_t *ret_offset)
{
	const char *id;

	if (answer_count(stream) != 2 || answer_text(stream, 0, ret_key) != 0 ||
		answer_count(stream->element[1]) == 0 ||
		answer_text(stream->element[1]->element[0], 0, &id) != 0) {
		return ERR_SYNTAX;
	}
	return answer_parse_number((struct view){(const uint8_t *)id, strcspn(id, "-")}, ret_offset);
}

/* call->text is the array of what was asked, call->count its length. */
static int read_found(const struct call *call, const struct redisReply *reply,
	struct room_found *found)
{
	const struct asked *asked = (const void *)call->text;
	unsigned at = 0;

	for (size_t i = 0; i < answer_count(reply); i++) {
		const char *key;
		uint64_t offset;
		if (read_stream(reply->element[i], &key, &offset) != 0) {
			return ERR_DOWN;
		}
		while (at < call->count && (strcmp(asked[at].key, key) != 0 || offset <= asked[at].after)) {
			at++;
		}
		if (at == call->count) {
			return ERR_DOWN;
		}
		found[i] = (struct room_found){.index = at++, .offset = offset};
	}
	return 0;
}

static void on_looked(struct call *call, const struct redisReply *reply)
{
	room_looked_fn done = (room_looked_fn)call->done;
	struct room_found found[ROOM_LOOKS_MAX];
	int err = answer_plain(reply);

	/* Nothing new anywhere is a nil. */
	if (err == 0 && reply->type != REDIS_REPLY_NIL) {
		err = answer_count(reply) > 0 ? read_found(call, reply, found) : ERR_DOWN;
	}
	done(call->context, call->to, err, found, err == 0 ? (unsigned)answer_count(reply) : 0);
	call_destroy(call);
}

static void add_words(struct args *args, const struct asked *asked, unsigned count)
{
	args_text(args, "XREAD");
	args_text(args, "COUNT");
	args_text(args, "1");
	args_text(args, "STREAMS");
	for (unsigned i = 0; i < count; i++) {
		args_text(args, asked[i].key);
	}
	for (unsigned i = 0; i < count; i++) {
		args_text(args, asked[i].after_text);
	}
}

int room_look(struct store *store, struct reply_to to, const struct room_look *looks,
	unsigned count, room_looked_fn done)
{
	struct args args;

	if (!store_is_up(store)) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_looked);
	struct asked *asked = calloc(count, sizeof *asked);
	if (call == NULL || asked == NULL) {
		call_destroy(call);
		free(asked);
		return ERR_NOMEM;
	}
	call->text = (char *)asked;
	call->count = count;
	for (unsigned i = 0; i < count; i++) {
		asked[i].after = looks[i].after;
		if (looks[i].notes) {
			snprintf(asked[i].key, sizeof asked[i].key, KEY_NOTES, looks[i].room);
		} else {
			snprintf(asked[i].key, sizeof asked[i].key, KEY_LOG, looks[i].room);
		}
		snprintf(asked[i].after_text, sizeof asked[i].after_text, "%" PRIu64, looks[i].after);
	}
	args_init(&args);
	add_words(&args, asked, count);
	return call_send(call, LINK_ROOMS, &args);
}
