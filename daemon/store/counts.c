/* One question, and one step that needs a lease like any other. */
#include "store/counts.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/internal/call.h"

struct counts {
	const struct redisReply *reply; /* OK, then field, number, field, number ... */
};

bool counts_at(const struct counts *counts, size_t index, const char **ret_field,
	int64_t *ret_number)
{
	const char *field, *number;
	size_t at = 1 + 2 * index;

	if (answer_text(counts->reply, at, &field) != 0 ||
		answer_text(counts->reply, at + 1, &number) != 0) {
		return false;
	}
	*ret_field = field;
	*ret_number = strtoll(number, NULL, 10);
	return true;
}

static void on_counts(struct call *call, const struct redisReply *reply)
{
	counts_fn done = (counts_fn)call->done;
	struct counts counts = {reply};
	int err = answer_err(reply);

	done(call->context, call->to, err, err == 0 ? &counts : NULL);
	call_destroy(call);
}

int counts_read(struct store *store, struct reply_to to, const char *pool, char kind,
	const char *step, counts_fn done, void *context)
{
	struct args args;
	struct call *call = call_create(store, to, (call_done_fn)done, on_counts);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	call->link.passes = true;
	call->context = context;
	args_init(&args);
	args_function(&args, "counts", KEY_POOL, pool);
	args_format(&args, "%c", kind);
	args_text(&args, step);
	return call_send(call, LINK_ROUTING, &args);
}

int counts_opened(struct store *store, struct reply_to to, const struct counts_doors *doors,
	store_done_fn done)
{
	struct args args;
	int err = call_routing(store, doors->pool, "opened", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, doors->day);
	args_text(&args, doors->minutes);
	return call_send_word(store, to, doors->pool, &args, done);
}
