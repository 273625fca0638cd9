/* Asking, status, the wish, cancel, ready, end, swap, and putting back what a failover lost: each one
 * call of a routing function. Taking a visit
 * up again is in queue_resume.c. */
#include "store/queue.h"

#include "base/ident.h"
#include "store/internal/visit_read.h"

/* The index by which a ticket finds the visit: there before the visit is, so that no answer can be
 * lost between. kind is t for a token, l for a leave ticket, as in keys.h. */
static int put_index(struct store *store, char kind, const uint8_t hash[32], const char *pool,
	const char *sid)
{
	char name[IDENT_NAME_SIZE];
	struct args args;

	ident_name(hash, name);
	args_init(&args);
	args_text(&args, "SET");
	args_format(&args, "{%c:%s}", kind, name);
	args_format(&args, "%s %s", pool, sid);
	args_text(&args, "EX");
	args_number(&args, KEY_INDEX_SECONDS);
	if (link_room(store->links[LINK_ROUTING]) < 3) {
		return ERR_FULL;
	}
	return call_note(store, LINK_ROUTING, &args);
}

/* Begins a function that makes a visit, with what the youth asked for. */
static int begin_ask(struct store *store, struct reply_to to, const struct queue_ask *ask,
	const char *function, struct args *args)
{
	int err = call_routing(store, ask->pool, function, args);

	if (err == 0) {
		err = put_index(store, 't', ask->token, ask->pool, ask->sid);
	}
	if (err != 0) {
		return err;
	}
	args_number(args, to.session);
	args_text(args, ask->sid);
	args_name(args, ask->token);
	args_text(args, ask->municipality);
	args_text(args, ask->county);
	args_text(args, ask->topic);
	args_text(args, ask->languages);
	args_text(args, ask->avoid);
	args_number(args, ask->urgency);
	args_number(args, ask->who);
	return 0;
}

/* Sends a change of a visit that is answered with its place. */
static int send_change(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const struct args *args, queue_done_fn done)
{
	struct call *call = call_create(store, to, (call_done_fn)done, visit_on_status);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	visit_name(call, pool, sid);
	return visit_send_change(call, args, visit_on_changed);
}

int queue_ask(struct store *store, struct reply_to to, const struct queue_ask *ask,
	queue_done_fn done)
{
	struct args args;
	int err = begin_ask(store, to, ask, "y_enq", &args);

	return err != 0 ? err : send_change(store, to, ask->pool, ask->sid, &args, done);
}

int queue_put_back(struct store *store, struct reply_to to, const struct queue_back *back,
	queue_done_fn done)
{
	struct args args;
	int err = begin_ask(store, to, &back->ask, "y_back", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, back->asked_ms);
	args_number(&args, back->level);
	args_text(&args, back->room);
	args_text(&args, back->cid);
	args_number(&args, back->answered_ms);
	args_number(&args, back->seat);
	args_number(&args, back->own);
	return send_change(store, to, back->ask.pool, back->ask.sid, &args, done);
}

int queue_detach(struct store *store, struct reply_to to, const char *pool, const char *sid,
	store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "y_detach", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, to.session);
	args_text(&args, sid);
	return call_send_word(store, to, pool, &args, done);
}

int queue_status(struct store *store, struct reply_to to, const char *pool, const char *sid,
	queue_done_fn done)
{
	struct args args;

	if (store_find_pool(store, pool) == NULL) {
		return ERR_RANGE;
	}
	args_init(&args);
	args_function(&args, "status", KEY_POOL, pool);
	args_text(&args, sid);
	struct call *call = call_create(store, to, (call_done_fn)done, visit_on_status);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	visit_name(call, pool, sid);
	return call_send(call, LINK_ROUTING, &args);
}

int queue_change(struct store *store, struct reply_to to, const char *pool, const char *sid,
	unsigned who, const char *languages, queue_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "y_change", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, sid);
	args_number(&args, who);
	args_text(&args, languages);
	return send_change(store, to, pool, sid, &args, done);
}

int queue_cancel(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *word, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "y_cancel", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, sid);
	args_text(&args, word);
	return call_send_word(store, to, pool, &args, done);
}

int queue_ready(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *room, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "y_ready", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, sid);
	args_text(&args, room);
	return call_send_word(store, to, pool, &args, done);
}

int queue_end(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, const char *word, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "end", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, id);
	args_text(&args, room);
	args_text(&args, word);
	return call_send_word(store, to, pool, &args, done);
}

int queue_swap(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, bool elsewhere, store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "swap", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, id);
	args_text(&args, room);
	args_number(&args, elsewhere ? 1 : 0);
	return call_send_word(store, to, pool, &args, done);
}

int queue_bind_leave(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const uint8_t ticket[32], store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "y_bind", &args);

	if (err == 0) {
		err = put_index(store, 'l', ticket, pool, sid);
	}
	if (err != 0) {
		return err;
	}
	args_text(&args, sid);
	args_name(&args, ticket);
	return call_send_word(store, to, pool, &args, done);
}
