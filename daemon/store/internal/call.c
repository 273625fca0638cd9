/* Requests: made, sent, completed exactly once. */
#include "store/internal/call.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/internal/state.h"

static void on_answer(struct link_call *link_call, const struct redisReply *reply)
{
	struct call *call = (struct call *)link_call;

	call->answer(call, reply);
}

struct call *call_create(struct store *store, struct reply_to to, call_done_fn done,
	call_answer_fn answer)
{
	struct call *call = spares_take(&store->calls);

	if (call == NULL) {
		return NULL;
	}
	call->link.answer = on_answer;
	call->store = store;
	call->to = to;
	call->done = done;
	call->context = store->events.asker;
	call->answer = answer;
	return call;
}

void call_destroy(struct call *call)
{
	if (call != NULL) {
		free(call->text);
		spares_give(&call->store->calls, call);
	}
}

int call_send(struct call *call, enum link_kind kind, const struct args *args)
{
	if (call == NULL) {
		return ERR_NOMEM;
	}
	int err = link_send(call->store->links[kind], args, &call->link);

	if (err != 0) {
		call_destroy(call);
	}
	return err;
}

int call_send_both(struct call *first, const struct args *first_args, struct call *second,
	const struct args *second_args)
{
	int err = first == NULL || second == NULL ? ERR_NOMEM : 0;

	if (err == 0 && second_args->err != 0) {
		err = second_args->err;
	}
	if (err == 0 && link_room(first->store->links[LINK_ROUTING]) < 2) {
		err = ERR_FULL;
	}
	if (err != 0) {
		call_destroy(first);
		call_destroy(second);
		return err;
	}
	first->next = second;
	err = call_send(first, LINK_ROUTING, first_args);
	if (err != 0) {
		call_destroy(second);
		return err;
	}
	/* Room was checked, and the link was up a moment ago: what is left is no memory, of which
	 * hiredis dies. */
	err = link_send(second->store->links[LINK_ROUTING], second_args, &second->link);
	if (err != 0) {
		abort();
	}
	return 0;
}

static void on_noted(struct call *call, const struct redisReply *reply)
{
	int err = answer_plain(reply); /* logs what Redis refuses */

	(void)err;
	call_destroy(call);
}

int call_note(struct store *store, enum link_kind kind, const struct args *args)
{
	return call_send(call_create(store, (struct reply_to){0}, NULL, on_noted), kind, args);
}

void call_forget(struct store *store, enum link_kind kind, const struct args *args)
{
	int err = call_note(store, kind, args);

	(void)err; /* whoever forgets the answer can do without the deed */
}

void call_finish(struct call *call, int err)
{
	store_done_fn done = (store_done_fn)call->done;
	struct reply_to to = call->to;
	void *context = call->context;

	call_destroy(call);
	if (done != NULL) {
		done(context, to, err);
	}
}

int call_keeper(const struct store *store, const char *key, const char *function, struct args *args)
{
	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(args);
	args_function(args, function, "%s", key);
	return 0;
}

int call_ask(struct store *store, struct reply_to to, const struct args *args, call_done_fn done,
	call_answer_fn answer, void *context)
{
	struct call *call = call_create(store, to, done, answer);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->context = context;
	return call_send(call, LINK_ROUTING, args);
}

int call_ask_pool(struct store *store, struct reply_to to, const char *pool,
	const struct args *args, call_done_fn done, call_answer_fn answer)
{
	struct call *call = call_create(store, to, done, answer);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	return call_send(call, LINK_ROUTING, args);
}

int call_send_word(struct store *store, struct reply_to to, const char *pool,
	const struct args *args, store_done_fn done)
{
	return call_ask_pool(store, to, pool, args, (call_done_fn)done, call_on_word);
}

void call_on_word(struct call *call, const struct redisReply *reply)
{
	call_finish(call, call_routing_err(call, reply));
}

void call_on_plain(struct call *call, const struct redisReply *reply)
{
	call_finish(call, answer_plain(reply));
}

int call_routing(struct store *store, const char *pool_name, const char *function,
	struct args *args)
{
	struct pool *pool = store_find_pool(store, pool_name);

	if (pool == NULL) {
		return ERR_RANGE;
	}
	if (!store->up || !pool_is_fresh(pool)) {
		return ERR_DOWN;
	}
	args_init(args);
	args_function(args, function, KEY_POOL, pool->name);
	args_text(args, store->node);
	args_text(args, pool->epoch);
	args_number(args, pool_clock_ms(pool));
	return 0;
}

int call_routing_err(struct call *call, const struct redisReply *reply)
{
	int err = answer_err(reply);

	if (err == ERR_DENIED && answer_is(reply, "FENCED")) {
		store_fence(call->store, call->pool);
	}
	return err;
}
