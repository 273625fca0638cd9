/* Calls for help of an agency's counsellors, and what is decided with a supervisor about a duty to warn. No word of a
 * conversation is in it. Every node hears NEWS_HELP of each change. */
#ifndef SAMTALE_STORE_HELP_H
#define SAMTALE_STORE_HELP_H

#include "store/store.h"

enum { HELP_CALLS_MAX = 32 }; /* of an agency */

/* Who speaks, and about which room. Borrowed for the call. */
struct help_about {
	const char *pool;
	const char *cid;
	const char *room; /* 32 hex digits */
};

/* Calls, or takes the call back. ERR_GONE: it is not one's own conversation; ERR_FULL: the agency has 32 calls. Here and
 * below saying the same twice is 0. */
int help_ask(struct store *store, struct reply_to to, const struct help_about *about, bool on,
	store_done_fn done) MUST_CHECK;

/* A supervisor answers a call: 1 to 3 as in ADVISE. ERR_GONE: there is none. ERR_RANGE: it is one's own. */
int help_advise(struct store *store, struct reply_to to, const struct help_about *about,
	unsigned answer, store_done_fn done) MUST_CHECK;

/* What one of the two would do, 0 to 3 as in DECIDE; who calls names the supervisor (cid). ERR_OFF: that one is not on
 * shift. ERR_GONE: no conversation of one's own, and not the supervisor who was named. */
int help_decide(struct store *store, struct reply_to to, const struct help_about *about,
	const char *supervisor, unsigned decision, store_done_fn done) MUST_CHECK;

/* A call. Texts are borrowed until the callback returns. */
struct help_call {
	const char *room;
	const char *cid;  /* who calls */
	const char *name; /* what this person is called */
	const char *topic;
	const char *by;         /* what who answered is called, or "" */
	const char *supervisor; /* cid of who decides with it, or "" */
	uint64_t since_ms;      /* Unix milliseconds */
	unsigned answer, asks, decides;
};

typedef void (*help_listed_fn)(void *context, struct reply_to to, int err,
	const struct help_call *calls, unsigned count);

/* All calls of the agency for which this person is on shift. */
int help_list(struct store *store, struct reply_to to, const char *pool, const char *cid,
	help_listed_fn done) MUST_CHECK;

#endif
