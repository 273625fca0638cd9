/* The inbox has a connection of its own, so news may arrive before the answer of the function that
 * wrote them. Each batch therefore waits for a PING on the routing link: what Redis answered there
 * earlier has been handed on by then. */
#include "store/internal/inbox.h"

#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/log.h"
#include "store/internal/call.h"
#include "store/internal/news_read.h"

enum { INBOX_BLOCK_MS = 2000, INBOX_BATCH = 256, INBOX_FIELDS_MAX = 64 };

/* The news of one batch: pool and values in one piece of memory, entry by entry, each text ended by
 * a zero. */
struct held_news {
	struct held_news *next;
	size_t entries;
	size_t size;
	size_t used;
	char text[];
};

static void hold_text(struct held_news *held, const char *text, size_t len)
{
	memcpy(held->text + held->used, text, len);
	held->text[held->used + len] = '\0';
	held->used += len + 1;
}

/* One entry as the number of its texts (a byte), the pool, and its names and values. */
static void hold_entry(struct held_news *held, const struct pool *pool,
	const struct redisReply *fields)
{
	held->text[held->used++] = (char)fields->elements;
	hold_text(held, pool->name, strlen(pool->name));
	for (size_t i = 0; i < fields->elements; i++) {
		hold_text(held, fields->element[i]->str, fields->element[i]->len);
	}
	held->entries++;
}

static void hand_on(struct store *store, struct held_news *held)
{
	const char *at = held->text;

	for (size_t i = 0; i < held->entries; i++) {
		const char *fields[INBOX_FIELDS_MAX];
		size_t count = (unsigned char)*at++;
		const char *pool = at;
		struct store_news news;
		at += strlen(at) + 1;
		for (size_t j = 0; j < count; j++) {
			fields[j] = at;
			at += strlen(at) + 1;
		}
		if (news_read(pool, fields, count, &news) != 0) {
			log_error("news of an unknown shape in pool %s", pool);
		} else if (store_is_up(store) && store->events.news != NULL) {
			store->events.news(store->events.context, &news);
		}
	}
}

/* The PING is back: the oldest batch may be told. */
static void on_pong(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	struct held_news *held = store->held;

	call_destroy(call);
	if (reply == NULL || held == NULL) {
		return; /* dropped with the link; connected takes everything up again */
	}
	store->held = held->next;
	if (store->held == NULL) {
		store->held_end = &store->held;
	}
	hand_on(store, held);
	free(held);
}

static bool is_entry(const struct redisReply *entry)
{
	if (entry->type != REDIS_REPLY_ARRAY || entry->elements != 2 ||
		entry->element[0]->type != REDIS_REPLY_STRING ||
		entry->element[1]->type != REDIS_REPLY_ARRAY ||
		entry->element[1]->elements > INBOX_FIELDS_MAX) {
		return false;
	}
	for (size_t i = 0; i < entry->element[1]->elements; i++) {
		const struct redisReply *text = entry->element[1]->element[i];
		if (text->type != REDIS_REPLY_STRING || memchr(text->str, 0, text->len) != NULL) {
			return false;
		}
	}
	return true;
}

static size_t entry_size(const struct redisReply *fields)
{
	size_t size = 1 + POOL_NAME_MAX;

	for (size_t i = 0; i < fields->elements; i++) {
		size += fields->element[i]->len + 1;
	}
	return size;
}

/* The pool whose inbox this stream key names. */
static struct pool *pool_of_key(struct store *store, const struct redisReply *key)
{
	char name[POOL_NAME_MAX + NODE_NAME_MAX + 8];

	for (unsigned i = 0; i < store->pool_count; i++) {
		snprintf(name, sizeof name, KEY_INBOX, store->pools[i].name, store->node);
		if (key->type == REDIS_REPLY_STRING && strcmp(name, key->str) == 0) {
			return &store->pools[i];
		}
	}
	return NULL;
}

/* Walks the entries of an XREAD answer; visit may be called twice over the same answer. */
static void each_entry(struct store *store, const struct redisReply *reply,
	void (*visit)(void *context, struct pool *pool, const struct redisReply *entry), void *context)
{
	for (size_t i = 0; i < answer_count(reply); i++) {
		const struct redisReply *stream = reply->element[i];
		struct pool *pool =
			answer_count(stream) == 2 ? pool_of_key(store, stream->element[0]) : NULL;
		for (size_t j = 0; pool != NULL && j < answer_count(stream->element[1]); j++) {
			const struct redisReply *entry = stream->element[1]->element[j];
			if (is_entry(entry)) {
				visit(context, pool, entry);
			}
		}
	}
}

static void add_size(void *context, struct pool *pool, const struct redisReply *entry)
{
	(void)pool;
	*(size_t *)context += entry_size(entry->element[1]);
}

static void take_entry(void *context, struct pool *pool, const struct redisReply *entry)
{
	snprintf(pool->last_id, sizeof pool->last_id, "%s", entry->element[0]->str);
	pool->news_read++;
	hold_entry(context, pool, entry->element[1]);
}

static void hold(struct store *store, const struct redisReply *reply)
{
	struct args args;
	size_t size = 0;

	each_entry(store, reply, add_size, &size);
	if (size == 0) {
		return;
	}
	struct held_news *held = calloc(1, sizeof *held + size);
	if (held == NULL) {
		store_fall(store); /* everything is taken up again, these news with it */
		return;
	}
	held->size = size;
	each_entry(store, reply, take_entry, held);
	args_init(&args);
	args_text(&args, "PING");
	if (call_send(call_create(store, (struct reply_to){0}, NULL, on_pong), LINK_ROUTING, &args) !=
		0) {
		free(held);
		store_fall(store);
		return;
	}
	*store->held_end = held;
	store->held_end = &held->next;
}

static void on_read(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	int err = answer_plain(reply);

	call_destroy(call);
	store->reading = false;
	if (err != 0 || !store->up) {
		return; /* lost, or refused: the next tick tries again. While it is down they are of a lease that is over */
	}
	hold(store, reply);
	inbox_read(store);
}

void inbox_read(struct store *store)
{
	struct args args;

	if (store->reading || store->pool_count == 0 || !store->up) {
		return;
	}
	args_init(&args);
	args_text(&args, "XREAD");
	args_text(&args, "COUNT");
	args_number(&args, INBOX_BATCH);
	args_text(&args, "BLOCK");
	args_number(&args, INBOX_BLOCK_MS);
	args_text(&args, "STREAMS");
	for (unsigned i = 0; i < store->pool_count; i++) {
		args_format(&args, KEY_INBOX, store->pools[i].name, store->node);
	}
	for (unsigned i = 0; i < store->pool_count; i++) {
		args_text(&args, store->pools[i].last_id);
	}
	store->reading =
		call_send(call_create(store, (struct reply_to){0}, NULL, on_read), LINK_INBOX, &args) == 0;
}

void inbox_drop(struct store *store)
{
	while (store->held != NULL) {
		struct held_news *held = store->held;
		store->held = held->next;
		free(held);
	}
	store->held_end = &store->held;
}
