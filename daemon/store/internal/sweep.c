/* At most 64 items a call; a full one is followed by the next at once. */
#include "store/internal/sweep.h"

#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "store/internal/call.h"
#include "store/room.h"

enum { SWEEP_LIMIT = 64, SWEEP_ANSWER_FIXED = 2 };

static void sweep(struct store *store, struct pool *pool);

/* Only what the functions bury, and only names of the length that we give: rooms, tokens, leave
 * tickets. */
static bool is_buried(const char *key)
{
	enum { PREFIX = 3 };
	size_t length = strncmp(key, "{r:", PREFIX) == 0                           ? 2 * IDENT_ID_LEN
		: strncmp(key, "{t:", PREFIX) == 0 || strncmp(key, "{l:", PREFIX) == 0 ? IDENT_NAME_SIZE - 1
																			   : 0;

	return length > 0 && strcspn(key, "}") == PREFIX + length;
}

/* The seats of a room that nobody of the staff has any more: {r:<room>}:<seat> that one and all below it,
 * {r:<room>}:=<seat> that one alone. False: it is a key. */
static bool close_seats(struct store *store, const char *key)
{
	enum { PREFIX = 3 };
	const char *name = strrchr(key, ':') + 1;
	bool alone = name[0] == '=';
	char room[STORE_ID_HEX];
	uint64_t seat;

	if (strncmp(key, "{r:", PREFIX) != 0 ||
		answer_parse_number(view_text(alone ? name + 1 : name), &seat) != 0 ||
		seat > ROOM_SEAT_LAST) {
		return false;
	}
	snprintf(room, sizeof room, "%s", key + PREFIX);
	int err = room_vacate(store, (struct reply_to){0}, room, alone ? (unsigned)seat : 1,
		(unsigned)seat, NULL);
	(void)err; /* not reached: it is handed out once more, and whoever comes next closes them too */
	return true;
}

/* Deletes keys and closes seats. */
static void do_buried(struct store *store, const struct redisReply *reply)
{
	struct args args;

	args_init(&args);
	args_text(&args, "UNLINK");
	for (size_t i = SWEEP_ANSWER_FIXED; i < answer_count(reply); i++) {
		const char *key;
		if (answer_text(reply, i, &key) == 0 && is_buried(key) && !close_seats(store, key)) {
			args_text(&args, key);
		}
	}
	if (args.count > 1) {
		call_forget(store, LINK_ROUTING, &args);
	}
}

static void on_swept(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	struct pool *pool = store_find_pool(store, call->pool);
	unsigned handled = 0;
	int err = call_routing_err(call, reply);

	pool->sweeping = false;
	call_destroy(call);
	if (err != 0 || answer_small(reply, 1, SWEEP_LIMIT, &handled) != 0) {
		return;
	}
	do_buried(store, reply);
	if (handled == SWEEP_LIMIT) {
		sweep(store, pool);
	}
}

static void sweep(struct store *store, struct pool *pool)
{
	struct args args;

	if (pool->sweeping || call_routing(store, pool->name, "sweep", &args) != 0) {
		return;
	}
	args_number(&args, SWEEP_LIMIT);
	struct call *call = call_create(store, (struct reply_to){0}, NULL, on_swept);
	if (call == NULL) {
		return;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool->name);
	pool->sweeping = call_send(call, LINK_ROUTING, &args) == 0;
}

void sweep_all(struct store *store)
{
	for (unsigned i = 0; i < store->pool_count; i++) {
		sweep(store, &store->pools[i]);
	}
}
