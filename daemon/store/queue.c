/* Asking, status, the wish, cancel, ready, end: each one call of a routing function. Taking a visit
 * up again is in queue_resume.c. */
#include "store/queue.h"

#include "base/ident.h"
#include "store/internal/visit_read.h"

/* A request that is answered by a word alone. */
static int send_word(struct store *store, struct reply_to to, const char *pool,
	const struct args *args, store_done_fn done)
{
	struct call *call = call_create(store, to, (call_done_fn)done, call_on_word);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	visit_name(call, pool, "");
	return call_send(call, LINK_ROUTING, args);
}

/* The index by which a ticket finds the visit: there before the visit is, so that no answer can be
 * lost between. kind is t for a token, l for a leave ticket, as in keys.h. */
static int put_index(struct store *store, char kind, const uint8_t hash[32], const char *pool,
	const char *sid)
{
	char hex[2 * IDENT_HASH_LEN + 1];
	struct args args;

	ident_hex(hash, IDENT_HASH_LEN, hex);
	args_init(&args);
	args_text(&args, "SET");
	args_format(&args, "{%c:%s}", kind, hex);
	args_format(&args, "%s %s", pool, sid);
	args_text(&args, "EX");
	args_number(&args, KEY_VISIT_SECONDS);
	if (link_room(store->links[LINK_ROUTING]) < 3) {
		return ERR_FULL;
	}
	call_forget(store, LINK_ROUTING, &args);
	return 0;
}

int queue_ask(struct store *store, struct reply_to to, const struct queue_ask *ask,
	queue_done_fn done)
{
	struct args args;
	int err = call_routing(store, ask->pool, "y_enq", &args);

	if (err == 0) {
		err = put_index(store, 't', ask->token, ask->pool, ask->sid);
	}
	if (err != 0) {
		return err;
	}
	args_number(&args, to.session);
	args_text(&args, ask->sid);
	args_hex(&args, ask->token, IDENT_HASH_LEN);
	args_text(&args, ask->municipality);
	args_text(&args, ask->county);
	args_text(&args, ask->topic);
	args_text(&args, ask->languages);
	args_text(&args, ask->avoid);
	args_number(&args, ask->urgency);
	args_number(&args, ask->who);
	struct call *call = call_create(store, to, (call_done_fn)done, visit_on_status);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	visit_name(call, ask->pool, ask->sid);
	return visit_send_change(call, &args, visit_on_changed);
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
	return send_word(store, to, pool, &args, done);
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
	struct call *call = call_create(store, to, (call_done_fn)done, visit_on_status);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	visit_name(call, pool, sid);
	return visit_send_change(call, &args, visit_on_changed);
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
	return send_word(store, to, pool, &args, done);
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
	return send_word(store, to, pool, &args, done);
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
	return send_word(store, to, pool, &args, done);
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
	args_hex(&args, ticket, IDENT_HASH_LEN);
	return send_word(store, to, pool, &args, done);
}
