/* Permits and counters by functions, codes by plain commands: Redis itself forgets a code when its time is over. */
#include "store/after.h"

#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "store/internal/call.h"

/* Begins a function that is told of a visit by its token. */
static int begin(struct store *store, const struct after_visit *visit, const char *function,
	struct args *args)
{
	int err = call_routing(store, visit->pool, function, args);

	if (err == 0) {
		args_name(args, visit->token);
	}
	return err;
}

int after_survey(struct store *store, struct reply_to to, const struct after_visit *visit,
	const struct after_answers *answers, store_done_fn done)
{
	struct args args;
	int err = begin(store, visit, "survey", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, answers->place);
	args_number(&args, answers->before);
	args_number(&args, answers->now);
	return call_send_word(store, to, visit->pool, &args, done);
}

static void finish_way(struct call *call, int err, const struct after_way *way)
{
	after_way_fn done = (after_way_fn)call->done;

	done(call->context, call->to, err, err == 0 ? way : NULL);
	call_destroy(call);
}

static void on_asked(struct call *call, const struct redisReply *reply)
{
	struct after_way way = {0};
	int err = call_routing_err(call, reply);

	if (err == 0 &&
		(answer_text(reply, 1, &way.agency) != 0 || answer_text(reply, 2, &way.municipality) != 0 ||
			answer_text(reply, 3, &way.topic) != 0)) {
		err = ERR_DOWN;
	}
	finish_way(call, err, &way);
}

int after_ask(struct store *store, struct reply_to to, const struct after_visit *visit,
	after_way_fn done)
{
	struct args args;
	int err = begin(store, visit, "code", &args);

	if (err != 0) {
		return err;
	}
	return call_ask_pool(store, to, visit->pool, &args, (call_done_fn)done, on_asked);
}

static void code_key(struct args *args, const uint8_t hash[32])
{
	char hex[2 * IDENT_HASH_LEN + 1];

	ident_hex(hash, IDENT_HASH_LEN, hex);
	args_format(args, KEY_CODE, hex);
}

int after_keep_code(struct store *store, struct reply_to to, const uint8_t hash[32],
	const struct after_way *way, uint32_t seconds, store_done_fn done)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, call_on_plain);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	args_init(&args);
	args_text(&args, "SET");
	code_key(&args, hash);
	args_format(&args, "%s %s", way->agency, way->topic);
	args_text(&args, "EX");
	args_number(&args, seconds);
	return call_send(call, LINK_ROUTING, &args);
}

/* "agency topic". */
static void on_found(struct call *call, const struct redisReply *reply)
{
	char agency[STORE_WORD_MAX];
	const char *kept = "";
	int err = answer_string(reply, &kept);
	size_t length = err == 0 ? strcspn(kept, " ") : 0;

	if (err == 0 && (kept[length] == '\0' || length >= sizeof agency)) {
		err = ERR_DOWN;
	}
	if (err != 0) {
		finish_way(call, err, NULL);
		return;
	}
	snprintf(agency, sizeof agency, "%.*s", (int)length, kept);
	const struct after_way way = {agency, "", kept + length + 1};
	finish_way(call, 0, &way);
}

int after_find_code(struct store *store, struct reply_to to, const uint8_t hash[32],
	after_way_fn done)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)done, on_found);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	args_init(&args);
	args_text(&args, "GET");
	code_key(&args, hash);
	return call_send(call, LINK_ROUTING, &args);
}

int after_tap(struct store *store, struct reply_to to, const char *pool, const char *agency,
	store_done_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "tapped", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, agency);
	return call_send_word(store, to, pool, &args, done);
}
