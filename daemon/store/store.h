/* Redis, as the floors above see it: requests that are answered later, and news that come by
 * themselves. No type of a Redis library is named here.  A request carries a session number, never
 * a pointer: the answer may come when the session is long gone. Each request that returns 0 is
 * answered exactly once, with an error when the link is lost meanwhile (ERR_DOWN: whether it was
 * done is then unknown, so every function behind it is idempotent). A request that returns an error
 * is never answered.  Errors of all answers: ERR_DOWN (no link, or no answer in time), ERR_DENIED
 * (this node is fenced, or does not own what it wrote to), ERR_GONE (no such visit, shift, room or
 * seat), ERR_MOMENT (too late, or not in this state), ERR_FULL (a limit of the pool, the room or a
 * counsellor), ERR_OFF (nobody of those it is meant for is on duty), ERR_WISH (the youth has wished
 * otherwise), ERR_RANGE (an argument no function takes), ERR_NOMEM (Redis is full). */
#ifndef SAMTALE_STORE_STORE_H
#define SAMTALE_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "options/options.h"

struct store;

/* To whom an answer belongs. tag is the asker's own, given back as it was. */
struct reply_to {
	uint64_t session;
	uint64_t tag;
};

/* A token or ticket that is presented, and the one that becomes good for it: SHA-256 of both, 32
 * bytes, borrowed for the call. The same for both hands out nothing. */
struct token_turn {
	const uint8_t *presented;
	const uint8_t *next;
	/* How often the client had presented it before. Fewer times than in a turn that was done is
	 * late: the client has gone on with what that one was answered. */
	uint64_t attempt;
};

/* An answer without content. context is the asker of store_events, or the one given with the
 * request. NULL where the asker does not want to know. */
typedef void (*store_done_fn)(void *context, struct reply_to to, int err);

struct store_news; /* store/news.h */
struct store_ring; /* store/news.h */

struct store_events {
	void *asker;   /* the context of answers to requests that name none of their own */
	void *context; /* the context of the events below */
	/* All links are up, the function library answers its version, this node has its lease in every
	 * pool. */
	void (*connected)(void *context);
	/* A link is lost or the lease ran out: nothing may be promised until connected comes again. */
	void (*lost)(void *context);
	/* Routing has something to tell a session. Comes in the order the functions wrote it. */
	void (*news)(void *context, const struct store_news *news);
	/* Another node rings: a room has new entries or a passing sign. May be lost; the log is the
	 * truth. */
	void (*ring)(void *context, const struct store_ring *ring);
	/* The hash of this agency was written, here or elsewhere; read it again. */
	void (*agency_changed)(void *context, const char *slug);
	/* Logins of this person (cid) were ended, here or elsewhere. May be lost: a shift ticket that is bound
	 * anew finds it out, too. */
	void (*staff_changed)(void *context, const char *cid);
	/* Asked of the asker: the pool of the person whom a bound text names (struct presence_login). NULL: it
	 * knows none. Borrowed. Has to be there where presence_resume is called. */
	const char *(*pool_of)(void *asker, const char *text);
};

/* Makes the store of a node; connects when store_start is called. loop is the uv_loop_t everything
 * runs on. options and events are copied, what they point at is borrowed for the life of the store.
 * NULL without memory. */
struct store *store_create(void *loop, const struct store_options *options,
	const struct store_events *events);

/* Whether what happens in a pool is counted. Nothing is in one to practise in. */
enum pool_counting { POOL_COUNTED, POOL_UNCOUNTED };

/* Names the pools this node serves, before store_start. Copies. */
int store_add_pool(struct store *store, const char *pool, enum pool_counting counting) MUST_CHECK;

/* Begins to connect, and goes on by itself with back-off until store_stop. */
void store_start(struct store *store);

/* Gives the lease back, closes the links; answers what is outstanding with ERR_DOWN. Call before
 * store_destroy and run the loop until its handles are closed. */
void store_stop(struct store *store);

/* Takes NULL. Only after store_stop, when the loop has run dry. */
void store_destroy(struct store *store);

/* True between connected and lost, and while every lease is fresh by the clock read now. */
bool store_is_up(const struct store *store);

/* The same, and raises lost first when a lease has run out since the last turn: a process that was
 * stopped for a while must know it before it says anything. To be asked before each frame that is
 * handled, from outside a call of this store. */
bool store_check(struct store *store);

/* Raises lost and takes every lease anew, as after an outage: what this node held and does not take up
 * again is given up. */
void store_begin_anew(struct store *store);

/* Counts the Redis processes this store has been connected to: 1 at first, one more after each
 * restart, failover, or change of its role and back, 0 before. A visit that was there under another
 * number and is ERR_GONE may have been lost by Redis rather than ended; see queue_put_back. */
unsigned store_run(const struct store *store);

/* The clock of a pool, or with NULL that of the first, in milliseconds: what tickets and waits are
 * measured by, because it goes on evenly whatever is done to the time of the day, here or where
 * Redis runs (decision 0021). Never goes back. 0 before the first lease. */
uint64_t store_clock_ms(const struct store *store, const char *pool);

/* When the visit that has waited longest of those this node holds in the pool asked, by
 * store_clock_ms; 0: none waits. Cheap; sent with the next beat. */
void store_set_oldest(struct store *store, const char *pool, uint64_t asked_ms);

/* Tells the pool's functions the civil time for its counters: minutes east of UTC. Sent with each
 * beat. */
void store_set_offset(struct store *store, const char *pool, int minutes);

#endif
