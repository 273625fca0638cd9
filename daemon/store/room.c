/* Rooms: the calls that write, on the link that is theirs. Reading a log is in room_read.c,
 * doorbells are at the end. */
#include "store/room.h"

#include <inttypes.h>

#include "base/clock.h"
#include "store/internal/bell.h"
#include "store/internal/call.h"

enum { VIEW_FIXED = 5, PEER_TEXTS = 4 };

static int send_room(struct store *store, struct reply_to to, call_done_fn done,
	call_answer_fn answer, const struct args *args)
{
	struct call *call;

	if (!store_is_up(store)) {
		return ERR_DOWN;
	}
	call = call_create(store, to, done, answer);
	return call_send(call, LINK_ROOMS, args);
}

int room_open(struct store *store, struct reply_to to, const char *room, uint64_t log_epoch,
	store_done_fn done)
{
	struct args args;

	args_init(&args);
	args_function(&args, "room_open", KEY_ROOM, room);
	args_number(&args, log_epoch);
	return send_room(store, to, (call_done_fn)done, call_on_word, &args);
}

static int read_view(const struct redisReply *reply, struct room_view *ret_view)
{
	struct room_view view = {0};
	size_t count = answer_count(reply);

	if (count < VIEW_FIXED || (count - VIEW_FIXED) % PEER_TEXTS != 0 ||
		(count - VIEW_FIXED) / PEER_TEXTS > ROOM_SEATS_MAX ||
		answer_number(reply, 1, &view.claim) != 0 ||
		answer_number(reply, 2, &view.log_epoch) != 0 ||
		answer_number(reply, 3, &view.next_cseq) != 0 ||
		answer_number(reply, 4, &view.last_offset) != 0) {
		return ERR_DOWN;
	}
	view.peer_count = (unsigned)((count - VIEW_FIXED) / PEER_TEXTS);
	for (unsigned i = 0; i < view.peer_count; i++) {
		size_t at = VIEW_FIXED + i * PEER_TEXTS;
		if (answer_small(reply, at, ROOM_SEAT_LAST, &view.peers[i].seat) != 0 ||
			answer_number(reply, at + 1, &view.peers[i].seen) != 0 ||
			answer_number(reply, at + 2, &view.peers[i].session) != 0 ||
			answer_text(reply, at + 3, &view.peers[i].node) != 0) {
			return ERR_DOWN;
		}
	}
	*ret_view = view;
	return 0;
}

static void on_attached(struct call *call, const struct redisReply *reply)
{
	room_view_fn done = (room_view_fn)call->done;
	struct room_view view;
	int err = answer_err(reply);

	if (err == 0) {
		err = read_view(reply, &view);
	}
	if (err == 0) {
		view.seat = call->count;
	}
	if (done != NULL) {
		done(call->context, call->to, err, err == 0 ? &view : NULL);
	}
	call_destroy(call);
}

int room_attach(struct store *store, struct reply_to to, const char *room, unsigned seat,
	unsigned from, room_view_fn done)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_function(&args, "room_attach", KEY_ROOM, room);
	args_number(&args, seat);
	args_number(&args, to.session);
	args_text(&args, store->node);
	args_text(&args,
		store->options.durability.profile == DURABILITY_FSYNC ? "" : store->run.history);
	args_number(&args, from);
	struct call *call = call_create(store, to, (call_done_fn)done, on_attached);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->count = seat;
	return call_send(call, LINK_ROOMS, &args);
}

/* What the text of an answer says of a seat: number, seen, session, node. The node's name is copied, because the text goes
 * on behind it. */
static int read_seat(struct view *rest, char name[BELL_NODE_MAX], struct room_appended *appended)
{
	unsigned at = appended->peer_count;
	uint64_t seat, seen, session;
	struct view node;

	if (answer_next_number(rest, &seat) != 0 || seat > ROOM_SEAT_LAST ||
		answer_next_number(rest, &seen) != 0 || answer_next_number(rest, &session) != 0 ||
		answer_next_word(rest, &node) != 0 || view_copy(node, name, BELL_NODE_MAX) != 0) {
		return ERR_DOWN;
	}
	appended->peers[at].seat = (unsigned)seat;
	appended->peers[at].session = session;
	appended->peers[at].node = name;
	return 0;
}

/* Offset, log epoch, the replication id that it counts for, and then each seat; all but the sender's own that somebody
 * has taken are peers. */
static int read_appended(const struct redisReply *reply, unsigned own, char names[][BELL_NODE_MAX],
	struct room_appended *appended)
{
	struct view rest = answer_rest(reply);
	struct view history;

	if (answer_next_number(&rest, &appended->offset) != 0 ||
		answer_next_number(&rest, &appended->log_epoch) != 0 ||
		answer_next_word(&rest, &history) != 0) {
		return ERR_DOWN;
	}
	for (unsigned place = 0; rest.len > 0; place++) {
		if (place == ROOM_SEATS_MAX || read_seat(&rest, names[place], appended) != 0) {
			return ERR_DOWN;
		}
		const unsigned at = appended->peer_count;
		if (appended->peers[at].seat != own && appended->peers[at].session != 0) {
			appended->peer_count++;
		}
	}
	return 0;
}

static int read_gap(const struct redisReply *reply, struct room_appended *ret_appended)
{
	struct view rest = answer_rest(reply);

	return answer_next_number(&rest, &ret_appended->expected) == 0 ? ERR_RANGE : ERR_DOWN;
}

/* Under the profile fsync the answer itself is the gate: Redis sends it when the entry is on disk. Under
 * the others the link has kept it until the replicas have the entry (internal/gate.h). */
static void on_appended(struct call *call, const struct redisReply *reply)
{
	room_appended_fn done = (room_appended_fn)call->done;
	struct room_appended appended = {0};
	char names[ROOM_SEATS_MAX][BELL_NODE_MAX];
	int err = answer_err(reply);

	if (err == 0) {
		appended.duplicate = answer_is(reply, "DUP");
		appended.at_ms = appended.duplicate ? 0 : call->number;
		err = read_appended(reply, call->count, names, &appended);
	} else if (answer_is(reply, "GAP")) {
		err = read_gap(reply, &appended);
	}
	if (done != NULL) {
		done(call->context, call->to, err, err == 0 || err == ERR_RANGE ? &appended : NULL);
	}
	call_destroy(call);
}

int room_append(struct store *store, struct reply_to to, const struct room_append *append,
	room_appended_fn done)
{
	struct args args;
	uint64_t at_ms = clock_wall_ms();

	if (!store_is_up(store)) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_function(&args, "room_append", KEY_ROOM, append->room);
	args_number(&args, append->claim);
	args_format(&args, "%u %" PRIu64 " %" PRIu64 " %u %" PRIu64, append->seat, append->cseq,
		append->key_epoch, append->kind, at_ms);
	args_view(&args, append->payload);
	struct call *call = call_create(store, to, (call_done_fn)done, on_appended);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->count = append->seat;
	call->number = at_ms;
	return call_send(call, LINK_ROOMS, &args);
}

int room_seen(struct store *store, struct reply_to to, const char *room, unsigned seat,
	uint64_t claim, uint64_t offset, store_done_fn done)
{
	struct args args;

	args_init(&args);
	args_function(&args, "room_seen", KEY_ROOM, room);
	args_number(&args, seat);
	args_number(&args, claim);
	args_number(&args, offset);
	return send_room(store, to, (call_done_fn)done, call_on_word, &args);
}

int room_vacate(struct store *store, struct reply_to to, const char *room, unsigned from,
	unsigned seat, store_done_fn done)
{
	struct args args;

	args_init(&args);
	args_function(&args, "room_vacate", KEY_ROOM, room);
	args_number(&args, seat);
	args_number(&args, from);
	return send_room(store, to, (call_done_fn)done, call_on_word, &args);
}

int room_close(struct store *store, struct reply_to to, const char *room, store_done_fn done)
{
	struct args args;

	args_init(&args);
	args_function(&args, "room_close", KEY_ROOM, room);
	return send_room(store, to, (call_done_fn)done, call_on_word, &args);
}

int room_leave(struct store *store, struct reply_to to, const char *room, unsigned seat,
	store_done_fn done)
{
	struct args args;

	args_init(&args);
	args_function(&args, "room_leave", KEY_ROOM, room);
	args_number(&args, seat);
	return send_room(store, to, (call_done_fn)done, call_on_word, &args);
}

void room_ring(struct store *store, const char *node, const struct store_ring *ring)
{
	char text[BELL_TEXT_MAX];
	struct args args;

	if (!store->up) {
		return;
	}
	struct store_ring signed_ring = *ring;
	signed_ring.from_node = store->node;
	bell_write(&signed_ring, text);
	args_init(&args);
	args_text(&args, "PUBLISH");
	args_format(&args, CHANNEL_NODE, node);
	args_text(&args, text);
	call_forget(store, LINK_ROOMS, &args);
}
