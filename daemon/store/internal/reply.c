/* Which reply is whose can be seen by its form alone: a record is a number or a short text that is no part of a list. */
#include "store/internal/reply.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/spares.h"

/* An append's answer with all its seats is shorter. A record is 512 bytes. */
enum { TEXT_MOST = 463, RECORDS_KEPT = 64 };

struct record {
	struct redisReply reply; /* first */
	char text[TEXT_MOST + 1];
};

static redisReplyObjectFunctions functions;
static const redisReplyObjectFunctions *theirs;
static struct spares records = {.size = sizeof(struct record), .most = RECORDS_KEPT};
static const void *kept;

static struct record *create_record(int type)
{
	struct record *record = spares_take(&records);

	if (record != NULL) {
		record->reply.type = type;
	}
	return record;
}

static void *create_text(const redisReadTask *task, char *text, size_t length)
{
	if (task->parent != NULL || length > TEXT_MOST) {
		return theirs->createString(task, text, length);
	}
	struct record *record = create_record(task->type);
	if (record != NULL) {
		memcpy(record->text, text, length); /* the zero behind it is there */
		record->reply.str = record->text;
		record->reply.len = length;
	}
	return record;
}

static void *create_number(const redisReadTask *task, long long number)
{
	if (task->parent != NULL) {
		return theirs->createInteger(task, number);
	}
	struct record *record = create_record(task->type);
	if (record != NULL) {
		record->reply.integer = number;
	}
	return record;
}

static bool is_record(const struct redisReply *reply)
{
	return reply->type != REDIS_REPLY_ARRAY && reply->type != REDIS_REPLY_NIL &&
		reply->len <= TEXT_MOST;
}

void reply_free(struct redisReply *reply)
{
	if (is_record(reply)) {
		spares_give(&records, reply);
	} else {
		theirs->freeObject(reply);
	}
}

static void free_reply(void *reply)
{
	if (reply != kept) {
		reply_free(reply);
	}
	kept = NULL;
}

void reply_attach(struct redisReader *reader)
{
	theirs = reader->fn;
	functions = *theirs;
	functions.createString = create_text;
	functions.createInteger = create_number;
	functions.freeObject = free_reply;
	reader->fn = &functions;
}

void reply_keep(struct redisReply *reply)
{
	kept = reply;
}
