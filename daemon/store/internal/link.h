/* One connection to Redis: connects, logs in, comes back after a loss, gives up a server that does
 * not answer, and answers every command it took exactly once. Knows nothing of what the commands
 * mean. */
#ifndef SAMTALE_STORE_INTERNAL_LINK_H
#define SAMTALE_STORE_INTERNAL_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <uv.h>

#include "base/err.h"

struct args;
struct link;
struct redisReply;
struct store_options;
struct place;

/* A node's links to Redis, and behind LINK_COUNT those to Sentinels. */
enum link_kind {
	LINK_ROUTING,
	LINK_ROOMS,
	LINK_INBOX,
	LINK_BELL,
	LINK_COUNT,
	LINK_ASK_SENTINEL = LINK_COUNT,
	LINK_HEAR_SENTINEL
};

/* A command on its way; embedded in what waits for it. The link borrows it until it calls
 * answer. */
struct link_call {
	struct link_call *next;
	uint64_t sent_ms;
	bool passes;             /* the answer tells of nothing that could be lost: no gate for it */
	struct redisReply *held; /* the gate's */
	/* reply is NULL when the connection was lost; else it is borrowed until answer returns. */
	void (*answer)(struct link_call *call, const struct redisReply *reply);
};

struct link_events {
	void *context;
	void (*up)(void *context, enum link_kind kind);   /* logged in, and Redis has loaded its data */
	void (*down)(void *context, enum link_kind kind); /* was up and is not any more */
};

/* options are borrowed for the life of the link, place and events copied. NULL without memory. */
struct link *link_create(uv_loop_t *loop, enum link_kind kind, const struct store_options *options,
	const struct place *place, const struct link_events *events);
void link_start(struct link *link);
/* Writes what is queued, answers what is waiting with NULL, closes. Nothing is called any more. */
void link_stop(struct link *link);
/* Takes NULL. After link_stop, when the loop has run dry. */
void link_destroy(struct link *link);

/* Lets the connection go, if there is one; it comes back by itself. */
void link_give_up(struct link *link);
/* The same, and dials without delay: the place is another one now. */
void link_connect_anew(struct link *link);

bool link_is_up(const struct link *link);

/* Up, but its answers wait because too few replicas answer (see gate.h). */
bool link_is_shut(const struct link *link);

/* Sends a command. ERR_DOWN (also while it is shut, unless the call passes), ERR_FULL (too many wait
 * already), ERR_RANGE (args are not whole): call is not taken. */
int link_send(struct link *link, const struct args *args, struct link_call *call) MUST_CHECK;

/* How many more commands link_send would take. */
size_t link_room(const struct link *link);

/* Subscribes; message is called for everything that comes, with NULL when the connection is lost.
 * Such a link takes no other command. */
int link_subscribe(struct link *link, const struct args *args,
	void (*message)(void *context, const struct redisReply *reply), void *context) MUST_CHECK;

/* Gives the connection up when the oldest command has waited for longer than the watchdog
 * allows. */
void link_watch(struct link *link, uint64_t now_ms);

#endif
