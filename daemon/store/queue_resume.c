/* Finding a visit by a ticket alone: the index names it, the visit decides whether the ticket is
 * good. */
#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "store/internal/visit_read.h"
#include "store/queue.h"

/* Splits "pool sid" of an index into the call. ERR_GONE: there is no such ticket, or no visit that
 * we named. */
static int take_index(struct call *call, const struct redisReply *reply)
{
	const char *text;
	int err = answer_string(reply, &text);
	const char *space = err == 0 ? strchr(text, ' ') : NULL;

	if (err != 0) {
		return err;
	}
	if (space == NULL || (size_t)(space - text) >= sizeof call->pool ||
		strlen(space + 1) != IDENT_NAME_SIZE - 1) {
		return ERR_GONE;
	}
	snprintf(call->pool, sizeof call->pool, "%.*s", (int)(space - text), text);
	snprintf(call->id, sizeof call->id, "%s", space + 1);
	return 0;
}

/* Reads an index; answer goes on with the call. */
static int ask_index(struct call *call, const char *key)
{
	struct args args;

	args_init(&args);
	args_text(&args, "GET");
	args_text(&args, key);
	return call_send(call, LINK_ROUTING, &args);
}

static void finish_place(struct call *call, int err)
{
	queue_done_fn done = (queue_done_fn)call->done;

	if (done != NULL) {
		done(call->context, call->to, err, NULL);
	}
	call_destroy(call);
}

/* The token that is good for nothing now, the old one or the one that was not handed out, needs no
 * index any more. */
static void on_attached(struct call *call, const struct redisReply *reply)
{
	const char *unused;
	struct args args;
	int err = call_routing_err(call, reply);

	if (answer_text(reply, 3, &unused) == 0 && unused[0] != '\0') {
		args_init(&args);
		args_text(&args, "UNLINK");
		args_format(&args, KEY_TOKEN, unused);
		call_forget(call->store, LINK_ROUTING, &args);
	}
	call->next->err = err;
	call_destroy(call);
}

static int put_next_index(struct call *call)
{
	struct args args;

	args_init(&args);
	args_text(&args, "SET");
	args_format(&args, KEY_TOKEN, call->next_hash);
	args_format(&args, "%s %s", call->pool, call->id);
	args_text(&args, "EX");
	args_number(&args, KEY_INDEX_SECONDS);
	return call_note(call->store, LINK_ROUTING, &args);
}

/* The index has answered: attach, and ask where the visit stands. The call lives on as the request
 * of the status. */
static void on_token_found(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	struct args args;
	int err = take_index(call, reply);

	if (err == 0) {
		err = call_routing(store, call->pool, "y_attach", &args);
		err = err == ERR_RANGE ? ERR_GONE : err;
	}
	if (err == 0 && link_room(store->links[LINK_ROUTING]) < 3) {
		err = ERR_FULL;
	}
	/* First of all: a token that is handed out without an index opens nothing, ever. */
	err = err != 0 ? err : put_next_index(call);
	if (err != 0) {
		finish_place(call, err);
		return;
	}
	args_number(&args, call->to.session);
	args_text(&args, call->id);
	args_text(&args, call->hash);
	args_text(&args, call->next_hash);
	args_number(&args, call->number);
	struct call *status = call_create(store, call->to, call->done, visit_on_status);
	if (status == NULL) {
		finish_place(call, ERR_NOMEM);
		return;
	}
	visit_name(status, call->pool, call->id);
	err = visit_send_change(status, &args, on_attached);
	if (err != 0) {
		finish_place(call, err);
		return;
	}
	call_destroy(call);
}

int queue_resume(struct store *store, struct reply_to to, const struct token_turn *turn,
	queue_done_fn done)
{
	char key[IDENT_NAME_SIZE + 8];

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_token_found);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	ident_name(turn->presented, call->hash);
	ident_name(turn->next, call->next_hash);
	call->number = turn->attempt;
	snprintf(key, sizeof key, KEY_TOKEN, call->hash);
	return ask_index(call, key);
}

static void on_leave_found(struct call *call, const struct redisReply *reply)
{
	struct args args;
	int err = take_index(call, reply);

	if (err == 0) {
		err = call_routing(call->store, call->pool, "y_leave", &args);
	}
	struct call *leave =
		err == 0 ? call_create(call->store, call->to, call->done, call_on_word) : NULL;
	if (err != 0 || leave == NULL) {
		call_finish(call, err != 0 ? err : ERR_NOMEM);
		return;
	}
	visit_name(leave, call->pool, call->id);
	args_text(&args, call->id);
	args_text(&args, call->hash);
	args_text(&args, call->text);
	err = call_send(leave, LINK_ROUTING, &args);
	if (err != 0) {
		call_finish(call, err);
		return;
	}
	call_destroy(call);
}

int queue_leave(struct store *store, struct reply_to to, const uint8_t ticket[32], const char *word,
	store_done_fn done)
{
	char key[IDENT_NAME_SIZE + 8];

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_leave_found);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	ident_name(ticket, call->hash);
	snprintf(key, sizeof key, KEY_LEAVE, call->hash);
	call->text = strdup(word);
	if (call->text == NULL) {
		call_destroy(call);
		return ERR_NOMEM;
	}
	return ask_index(call, key);
}
