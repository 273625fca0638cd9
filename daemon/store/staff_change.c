/* A call of functions/88_staff.lua, which decides in one step who is the last owner. */
#include "store/staff_change.h"

#include <string.h>

#include "store/internal/call.h"

static void on_changed(struct call *call, const struct redisReply *reply)
{
	staff_changed_fn done = (staff_changed_fn)call->done;
	struct staff_before before = {0};
	const char *disabled = "";
	int err = answer_err(reply);

	if (err == 0 &&
		(answer_text(reply, 1, &before.role) != 0 || answer_text(reply, 2, &before.alias) != 0 ||
			answer_text(reply, 3, &disabled) != 0)) {
		err = ERR_DOWN;
	}
	before.disabled = strcmp(disabled, "1") == 0;
	done(call->context, call->to, err, err == 0 ? &before : NULL);
	call_destroy(call);
}

int store_staff_change(struct store *store, struct reply_to to, const struct staff_change *change,
	staff_changed_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "staff_change", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, change->name);
	args_text(&args, change->agency);
	args_text(&args, change->anybody ? "1" : "0");
	if (change->field != NULL) {
		args_text(&args, change->field);
		args_text(&args, change->value);
	}
	return call_ask(store, to, &args, (call_done_fn)done, on_changed, context);
}
