/* The pool as a whole: at a glance, and checked. */
#include <stdio.h>

#include "store/internal/call.h"
#include "store/queue.h"

/* A question changes nothing, so it needs no lease: the parent, which serves no pool, asks it too. Nor
 * does it promise anything, and it is asked most when something is wrong. */
static int ask(struct call *call, const char *pool, const char *function)
{
	struct args args;

	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	call->link.passes = true;
	args_init(&args);
	args_function(&args, function, KEY_POOL, pool);
	return call_send(call, LINK_ROUTING, &args);
}

static int read_pool(const struct call *call, const struct redisReply *reply,
	struct queue_pool *ret_pool)
{
	struct queue_pool pool = {.pool = call->pool};

	if (answer_small(reply, 1, UINT32_MAX, &pool.waiting) != 0 ||
		answer_number(reply, 2, &pool.longest_ms) != 0 ||
		answer_small(reply, 3, UINT32_MAX, &pool.on_duty) != 0 ||
		answer_small(reply, 4, UINT32_MAX, &pool.available) != 0 ||
		answer_small(reply, 5, UINT32_MAX, &pool.slots) != 0 ||
		answer_small(reply, 6, UINT32_MAX, &pool.rooms) != 0 ||
		answer_text(reply, 7, &pool.staffed) != 0) {
		return ERR_DOWN;
	}
	*ret_pool = pool;
	return 0;
}

static void on_pool(struct call *call, const struct redisReply *reply)
{
	queue_pool_fn done = (queue_pool_fn)call->done;
	struct queue_pool pool;
	int err = answer_err(reply);

	if (err == 0) {
		err = read_pool(call, reply, &pool);
	}
	done(call->context, call->to, err, err == 0 ? &pool : NULL);
	call_destroy(call);
}

int queue_pool_status(struct store *store, struct reply_to to, const char *pool, queue_pool_fn done)
{
	return ask(call_create(store, to, (call_done_fn)done, on_pool), pool, "pool_status");
}

static void on_checked(struct call *call, const struct redisReply *reply)
{
	queue_fsck_fn done = (queue_fsck_fn)call->done;
	const char *violations = NULL;
	int err = answer_err(reply);

	if (err == 0 && answer_text(reply, 1, &violations) != 0) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, err == 0 ? violations : NULL);
	call_destroy(call);
}

int queue_fsck(struct store *store, struct reply_to to, const char *pool, queue_fsck_fn done)
{
	return ask(call_create(store, to, (call_done_fn)done, on_checked), pool, "fsck");
}
