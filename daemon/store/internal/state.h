/* The store itself: its links, its pools and what it is about to do. Only the store's own files see
 * it. */
#ifndef SAMTALE_STORE_INTERNAL_STATE_H
#define SAMTALE_STORE_INTERNAL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

#include "base/spares.h"
#include "store/durability.h"
#include "store/internal/link.h"
#include "store/news.h"
#include "store/store.h"

enum {
	POOLS_MAX = 8,
	POOL_NAME_MAX = STORE_WORD_MAX,
	NODE_NAME_MAX = 32,
	EPOCH_MAX = 24,
	RUN_ID_MAX = 65
};
enum { INBOX_ID_MAX = 48, WATCH_WHY_MAX = 512 };
enum { NODE_FENCE_MS = 7000 };

/* This node's lease in one pool. */
struct pool {
	char name[POOL_NAME_MAX];
	char epoch[EPOCH_MAX];      /* "" before node_up has answered */
	char last_id[INBOX_ID_MAX]; /* of the last news read */
	int offset_minutes;
	uint64_t news_read; /* since the epoch began */
	uint64_t good_ms;   /* when the last good beat was sent, 0 for none */
	uint64_t beat_ms;   /* when the last beat was sent */
	uint64_t oldest_ms; /* see store_set_oldest */
	uint64_t
		ahead_ms;  /* what the pool's clock has been ahead of ours at most, 0 before it was told */
	bool beating;  /* a beat is on its way */
	bool sweeping; /* a sweep is on its way */
	enum pool_counting counting;
};

/* Which Redis process it is, and what is known of it. */
struct redis_run {
	char id[RUN_ID_MAX];   /* "" until this connection has asked */
	char last[RUN_ID_MAX]; /* of the last one that was known */
	char history
		[RUN_ID_MAX];  /* master_replid: another one, and what only the last had may be lost */
	unsigned count;    /* of those known, each with each of its histories */
	bool library_good; /* the functions answer our version */
	bool vouched;      /* a parent has found its settings as our profile promises */
	bool asking;       /* one of these is being asked for */
	uint64_t asked_ms; /* for the voucher */
	char voucher[RUN_ID_MAX + 24]; /* as it was read last */
	uint64_t voucher_ms;           /* since when it has said so */
};

/* The last look at Redis' settings, and whom to tell. */
struct watch {
	void (*told)(void *context, enum durability_verdict verdict);
	void *context;
	enum durability_verdict verdict;
	uint64_t looked_ms;
	bool looking;
	char history[RUN_ID_MAX]; /* as it was read last */
	char why[WATCH_WHY_MAX];  /* as it was logged */
};

struct store {
	uv_loop_t *loop;
	struct store_options options;
	struct store_events events;
	struct sentinel *sentinel; /* NULL where none is asked */
	struct link *links[LINK_COUNT];
	struct spares calls; /* see call.h */
	struct pool pools[POOLS_MAX];
	unsigned pool_count;
	char node[NODE_NAME_MAX];
	struct redis_run run;
	struct watch watch; /* the parent's; see durability.h */
	bool bell_good;     /* the subscription stands */
	bool reading;       /* a blocking read of the inbox is on its way */
	bool up;
	bool stopping;
	void (*review)(struct store *store); /* see store_review */
	void (*fall)(struct store *store);   /* see store_fall */
	uv_timer_t tick;
	struct held_news *held; /* oldest first; see inbox.c */
	struct held_news **held_end;
};

/* The pool of that name, or NULL. */
struct pool *store_find_pool(struct store *store, const char *name);

/* True while this node's last good beat there was sent less than NODE_FENCE_MS ago, by the clock that
 * counts sleep, read now. */
bool pool_is_fresh(const struct pool *pool);

/* The pool's clock as far as this node knows: never ahead of it, and behind by no more than the quickest
 * answer of Redis took; see store_clock_ms. */
uint64_t pool_clock_ms(const struct pool *pool);

/* Redis has just told what the pool's clock was when it answered. */
void pool_learn_clock(struct pool *pool, uint64_t now_ms);

/* pool_is_fresh of every pool. */
bool store_leases_are_fresh(const struct store *store);

/* Redis says that the lease in this pool ran out, or in all when the name is empty: it has to be taken
 * anew, and lost is raised. */
void store_fence(struct store *store, const char *pool_name);

/* Raises connected when everything stands, lost when it does not any more. */
void store_review(struct store *store);

/* Raises lost now, if it is up: something was missed, or this node is fenced. */
void store_fall(struct store *store);

#endif
