/* Agencies as hashes {agencies}:a:<slug>, their slugs in {agencies}:all, when they were opened in {agencies}:live. */
#include "store/agencies.h"

#include <stdio.h>
#include <string.h>

#include "store/internal/listing.h"

enum { PAIRS_MAX = 128 };

static void hand_on(struct call *call, const char *slug, const struct redisReply *reply)
{
	agencies_each_fn each = (agencies_each_fn)call->done;
	struct agency_pair pairs[PAIRS_MAX];
	unsigned count = 0;

	for (size_t i = 0; i + 1 < answer_count(reply) && count < PAIRS_MAX; i += 2) {
		if (answer_text(reply, i, &pairs[count].field) == 0 &&
			answer_text(reply, i + 1, &pairs[count].value) == 0) {
			count++;
		}
	}
	each(call->context, call->to, 0, slug, pairs, count);
}

static void finish(struct call *call, int err)
{
	agencies_each_fn each = (agencies_each_fn)call->done;

	each(call->context, call->to, err, NULL, NULL, 0);
}

static void on_each(struct call *call, const struct redisReply *reply)
{
	if (reply == NULL) {
		finish(call, call->err);
	} else {
		hand_on(call, call->text, reply);
	}
}

static void on_one(struct call *call, const struct redisReply *reply)
{
	int err = answer_plain(reply);

	if (err == 0 && answer_count(reply) == 0) {
		err = ERR_GONE;
	}
	if (err == 0) {
		hand_on(call, call->text, reply);
	}
	finish(call, err);
	call_destroy(call);
}

int agencies_read(struct store *store, struct reply_to to, const char *slug, agencies_each_fn each,
	void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	struct call *call = call_create(store, to, (call_done_fn)each, slug == NULL ? on_each : on_one);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->context = context;
	args_init(&args);
	if (slug == NULL) {
		args_text(&args, "SMEMBERS");
		args_text(&args, KEY_AGENCIES "all");
		return listing_begin(call, &args, KEY_AGENCIES "a:%s");
	}
	call->text = strdup(slug);
	if (call->text == NULL) {
		call_destroy(call);
		return ERR_NOMEM;
	}
	args_text(&args, "HGETALL");
	args_format(&args, KEY_AGENCIES "a:%s", slug);
	return call_send(call, LINK_ROUTING, &args);
}

static void on_begun(struct call *call, const struct redisReply *reply)
{
	agencies_each_fn each = (agencies_each_fn)call->done;
	struct agency_pair pair = {"live", ""};
	const char *slug;
	int err = answer_plain(reply);

	for (size_t i = 0; err == 0 && i + 1 < answer_count(reply); i += 2) {
		if (answer_text(reply, i, &slug) == 0 && answer_text(reply, i + 1, &pair.value) == 0) {
			each(call->context, call->to, 0, slug, &pair, 1);
		}
	}
	finish(call, err);
	call_destroy(call);
}

int agencies_begun(struct store *store, struct reply_to to, agencies_each_fn each, void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_text(&args, "HGETALL");
	args_text(&args, KEY_AGENCIES "live");
	return call_ask(store, to, &args, (call_done_fn)each, on_begun, context);
}

int agencies_write(struct store *store, struct reply_to to, const char *slug,
	const struct agency_pair *pairs, unsigned count, bool only_new, store_done_fn done,
	void *context)
{
	struct args args;

	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(&args);
	args_function(&args, "agency_write", "%s" KEY_AGENCIES, "");
	args_text(&args, only_new ? "1" : "0");
	args_text(&args, slug);
	for (unsigned i = 0; i < count; i++) {
		args_text(&args, pairs[i].field);
		args_text(&args, pairs[i].value);
	}
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}
