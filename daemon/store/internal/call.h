/* A request on its way: who asked, what to call with the answer, and what the next step needs. One
 * request may be several commands; the last one completes it. */
#ifndef SAMTALE_STORE_INTERNAL_CALL_H
#define SAMTALE_STORE_INTERNAL_CALL_H

#include "store/internal/answer.h"
#include "store/internal/args.h"
#include "store/internal/keys.h"
#include "store/internal/link.h"
#include "store/internal/state.h"

struct call;
typedef void (*call_answer_fn)(struct call *call, const struct redisReply *reply);
/* Stands for any done function; cast back by the file that put it there. */
typedef void (*call_done_fn)(void);

struct call {
	struct link_call link; /* first */
	struct store *store;
	struct reply_to to;
	call_done_fn done; /* NULL: nobody wants to know */
	void *context;
	call_answer_fn answer;
	struct call *next; /* another command of the same request that is answered later */
	int err;           /* what an earlier command of the request came to */
	unsigned count;    /* free use of the subject's file, like the rest below */
	uint64_t number;
	char pool[STORE_WORD_MAX];
	char id[STORE_ID_HEX];
	char hash[65];
	char next_hash[65];
	char *text; /* owned */
};

/* A request with the asker's context; NULL without memory. answer is called once, with NULL when
 * the link is lost, and must see to it that the call is destroyed. */
struct call *call_create(struct store *store, struct reply_to to, call_done_fn done,
	call_answer_fn answer);
/* Takes NULL. */
void call_destroy(struct call *call);

/* Sends. On an error the call is destroyed. */
int call_send(struct call *call, enum link_kind kind, const struct args *args) MUST_CHECK;

/* Sends two commands of one request so that nothing comes between their answers. first->next is
 * second; first's answer must not destroy second. On an error both are destroyed and nothing was
 * sent. */
int call_send_both(struct call *first, const struct args *first_args, struct call *second,
	const struct args *second_args) MUST_CHECK;

/* Sends a command whose answer nobody waits for; an error when it could not be sent. */
int call_note(struct store *store, enum link_kind kind, const struct args *args) MUST_CHECK;
/* The same for what can be done without: an error is forgotten, too. */
void call_forget(struct store *store, enum link_kind kind, const struct args *args);

/* Calls a store_done_fn, if there is one, and destroys the call. */
void call_finish(struct call *call, int err);
/* Begins a function of what lies outside the pools, under a key of its own: KEY_STAFF, KEY_AGENCIES. ERR_DOWN. */
int call_keeper(const struct store *store, const char *key, const char *function,
	struct args *args) MUST_CHECK;
/* Sends what call_keeper has begun, or a plain command, for whoever has a context of their own. */
int call_ask(struct store *store, struct reply_to to, const struct args *args, call_done_fn done,
	call_answer_fn answer, void *context) MUST_CHECK;

/* Sends a routing function, begun by call_routing. */
int call_ask_pool(struct store *store, struct reply_to to, const char *pool,
	const struct args *args, call_done_fn done, call_answer_fn answer) MUST_CHECK;
/* The same of one that is answered by a word alone. */
int call_send_word(struct store *store, struct reply_to to, const char *pool,
	const struct args *args, store_done_fn done) MUST_CHECK;

/* An answer that says no more than its first word. */
void call_on_word(struct call *call, const struct redisReply *reply);
/* An answer of a plain command. */
void call_on_plain(struct call *call, const struct redisReply *reply);

/* Begins the arguments of a routing function: FCALL, the pool's key, node, epoch and clock. ERR_DOWN
 * while the store is not up or the lease is about to run out; ERR_RANGE for a pool this node does not
 * serve. */
int call_routing(struct store *store, const char *pool, const char *function,
	struct args *args) MUST_CHECK;

/* The error of a routing answer; a fence is noticed on the way. */
int call_routing_err(struct call *call, const struct redisReply *reply) MUST_CHECK;

#endif
