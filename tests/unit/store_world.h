/* A small world for the tests of the store: a Redis, a parent that loads the library, and two nodes
 * in one loop, which hear everything they are told. Header only, because it needs the store and the
 * other unit tests do not. */
#ifndef SAMTALE_TESTS_UNIT_STORE_WORLD_H
#define SAMTALE_TESTS_UNIT_STORE_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <uv.h>

#include "base/ident.h"
#include "base/log.h"
#include "base/clock.h"
#include "store/agencies.h"
#include "store/durability.h"
#include "store/handover.h"
#include "store/library.h"
#include "store/presence.h"
#include "store/queue.h"
#include "store/room.h"
#include "store/staff.h"
#include "store/store.h"
#include "unit/support/redis_server.h"

#define SID "AAECAwQFBgcICQoLDA0ODw"
#define SID2 "__79-_r5-Pf29fTz8vHw7w"
#define CID "fedcba9876543210fedcba9876543210"
#define CID2 "00112233445566778899aabbccddeeff"

enum { YOUTH = 11, STAFF = 22, OTHER = 23, PATIENCE_MS = 20000, NEWS_KEPT = 64, QUEUE_VISITS = 3 };

struct heard_news {
	enum news_type type;
	uint64_t session;
	char word[24];
};

/* What a node has heard; the last answer and all news, copied. */
struct heard {
	struct store *store;
	unsigned connected, lost;
	int answers;
	int err;
	struct queue_place place;
	struct presence_place shift;
	struct room_view view;
	struct room_appended appended;
	char room[STORE_ID_HEX];
	char text[512];
	char languages[64];
	char cid[STORE_ID_HEX];
	unsigned entry_count;
	struct heard_news news[NEWS_KEPT];
	unsigned news_count;
	uint64_t offer, ends_ms;
	struct store_ring ring;
	unsigned ring_count;
};

static struct {
	uv_loop_t loop;
	uv_timer_t patience;
	struct redis_server redis;
	struct heard parent, youth, staff;
	bool expired;
} world;

static inline void on_connected(void *context)
{
	((struct heard *)context)->connected++;
}

static inline void on_lost(void *context)
{
	((struct heard *)context)->lost++;
}

static inline void on_news(void *context, const struct store_news *news)
{
	struct heard *heard = context;
	if (news->type == NEWS_SHIFT && strcmp(news->word, "load") == 0) {
		return; /* beside everything else that changes a load */
	}
	struct heard_news *kept = &heard->news[heard->news_count++ % NEWS_KEPT];

	kept->type = news->type;
	kept->session = news->session;
	snprintf(kept->word, sizeof kept->word, "%s", news->word);
	if (news->room[0] != '\0') {
		snprintf(heard->room, sizeof heard->room, "%s", news->room);
	}
	if (news->type == NEWS_OFFER) {
		heard->offer = news->offer;
		snprintf(heard->text, sizeof heard->text, "%s/%s/%s/%s", news->visit.topic,
			news->visit.municipality, news->visit.county, news->visit.languages);
	}
	if (news->type == NEWS_MATCHED) {
		snprintf(heard->text, sizeof heard->text, "%s/%s/%s", news->alias, news->agency, news->cid);
	}
	if (news->type == NEWS_PROPOSED) {
		snprintf(heard->text, sizeof heard->text, "%s/%s", news->kind, news->target);
	}
	if (news->type == NEWS_PERIOD) {
		heard->ends_ms = news->at_ms;
	}
	if (news->type == NEWS_ENDED || news->type == NEWS_REVOKED || news->type == NEWS_SHIFT) {
		snprintf(heard->text, sizeof heard->text, "%s", news->word);
	}
}

static inline void on_ring(void *context, const struct store_ring *ring)
{
	struct heard *heard = context;

	heard->ring = *ring;
	heard->ring_count++;
}

static inline void on_agency(void *context, const char *slug)
{
	snprintf(((struct heard *)context)->text, sizeof world.youth.text, "%s", slug);
}

/* As the agency of a person tells it: behind a tab in the bound text. */
static inline const char *pool_of(void *asker, const char *text)
{
	(void)asker;
	if (strstr(text, "\tnowhere") != NULL) {
		return NULL;
	}
	return strstr(text, "\taarhus") != NULL ? "dk" : "no";
}

static inline void answered(struct heard *heard, int err)
{
	heard->answers++;
	heard->err = err;
}

static inline void on_done(void *context, struct reply_to to, int err)
{
	(void)to;
	answered(context, err);
}

static inline void on_place(void *context, struct reply_to to, int err,
	const struct queue_place *place)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	if (place != NULL) {
		heard->place = *place;
		snprintf(heard->room, sizeof heard->room, "%s", place->room);
		snprintf(heard->text, sizeof heard->text, "%s %s", place->pool, place->sid);
		snprintf(heard->cid, sizeof heard->cid, "%s", place->cid);
		snprintf(heard->languages, sizeof heard->languages, "%s", place->languages);
	}
}

static inline void on_shift(void *context, struct reply_to to, int err,
	const struct presence_place *place)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	if (place != NULL) {
		heard->shift = *place;
		snprintf(heard->text, sizeof heard->text, "%s", place->person);
	}
}

static inline void on_claimed(void *context, struct reply_to to, int err, uint64_t turn)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	heard->shift.turn = turn;
}

static inline void on_ends(void *context, struct reply_to to, int err, uint64_t ends_ms)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	heard->ends_ms = ends_ms;
}

static inline void on_consented(void *context, struct reply_to to, int err, const char *word)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	snprintf(heard->text, sizeof heard->text, "%s", word == NULL ? "" : word);
}

static inline void on_view(void *context, struct reply_to to, int err, const struct room_view *view)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	if (view != NULL) {
		heard->view = *view;
		snprintf(heard->text, sizeof heard->text, "%s",
			view->peer_count > 0 ? view->peers[0].node : "");
	}
}

static inline void on_appended(void *context, struct reply_to to, int err,
	const struct room_appended *appended)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	if (appended != NULL) {
		heard->appended = *appended;
		snprintf(heard->text, sizeof heard->text, "%s",
			appended->peer_count > 0 ? appended->peers[0].node : "");
	}
}

static inline void on_entries(void *context, struct reply_to to, int err,
	const struct room_entry *entries, unsigned count)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	heard->entry_count = count;
	if (count > 0) {
		const struct room_entry *last = &entries[count - 1];
		snprintf(heard->text, sizeof heard->text, "%u/%u/%.*s", last->sender, (unsigned)last->cseq,
			(int)last->payload.len, (const char *)last->payload.data);
	}
}

static inline void on_verdict(void *context, enum durability_verdict verdict)
{
	(void)context;
	(void)verdict; /* the nodes hear of it by the voucher */
}

static inline void on_patience(uv_timer_t *timer)
{
	(void)timer;
	world.expired = true;
}

/* Runs the loop until the condition holds; a fault ends by the time-out instead of hanging. */
#define wait_for(condition) \
	do { \
		world.expired = false; \
		uv_timer_start(&world.patience, on_patience, PATIENCE_MS, 0); \
		while (!(condition) && !world.expired) { \
			uv_run(&world.loop, UV_RUN_ONCE); \
		} \
		if (world.expired) { \
			fail_msg("waited in vain for: %s", #condition); \
		} \
	} while (0)

/* Calls something that is answered to heard, and gives the answer's error. */
#define ask(heard, call) \
	({ \
		int answers_before = (heard)->answers; \
		int err_of_call = (call); \
		if (err_of_call == 0) { \
			wait_for((heard)->answers > answers_before); \
			err_of_call = (heard)->err; \
		} \
		err_of_call; \
	})

static const struct reply_to by_youth = {.session = YOUTH};
static const struct reply_to by_staff = {.session = STAFF};

#define TURN(old, new, times) (&(struct token_turn){(old), (new), (times)})

static inline struct store *make_store(struct heard *heard, const char *node)
{
	struct store_options options = {
		.socket = world.redis.socket,
		.node = node,
		.outstanding = 500,
		.watchdog_ms = 3000,
		.timers = {.widen_county_seconds = 30,
			.widen_nation_seconds = 30,
			.offer_seconds = 20,
			.received_seconds = 3,
			.ready_seconds = 10,
			.grace_waiting_seconds = 600,
			.grace_room_seconds = 1200,
			.staff_told_seconds = 20,
			.staff_choose_seconds = 60,
			.staff_lost_seconds = 300,
			.wrap_up_seconds = 300,
			.boost_raised_seconds = 300,
			.boost_urgent_seconds = 1800,
			.local_bonus_seconds = 60},
		.periods = {.last_entry_seconds = 2700,
			.shift_warning_seconds = 900,
			.frame_seconds = 3600,
			.frame_warning_seconds = 600,
			.frame_extension_seconds = 7200},
		.queue_visits = QUEUE_VISITS,
		.declines = 3,
	};
	struct store_events events = {
		.asker = heard,
		.context = heard,
		.connected = on_connected,
		.lost = on_lost,
		.news = on_news,
		.ring = on_ring,
		.agency_changed = on_agency,
		.staff_changed = on_agency,
		.pool_of = pool_of,
	};

	*heard = (struct heard){0};
	heard->store = store_create(&world.loop, &options, &events);
	return heard->store;
}

static inline void open_node(struct heard *heard, const char *node)
{
	assert_non_null(make_store(heard, node));
	assert_int_equal(store_add_pool(heard->store, "dk", POOL_COUNTED), 0);
	assert_int_equal(store_add_pool(heard->store, "no", POOL_COUNTED), 0);
	store_start(heard->store);
}

static inline int set_up(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_ERROR);
	signal(SIGPIPE, SIG_IGN); /* as the daemon does: hiredis writes to sockets that may be gone */
	uv_loop_init(&world.loop);
	uv_timer_init(&world.loop, &world.patience);
	if (redis_server_start(&world.redis) != 0) {
		return -1;
	}
	/* Nodes that come up before the library wait for it. */
	open_node(&world.youth, "n1");
	open_node(&world.staff, "n2");
	make_store(&world.parent, "parent");
	durability_watch(world.parent.store, on_verdict, &world.parent);
	store_start(world.parent.store);
	wait_for(world.parent.connected == 1);
	assert_int_equal(ask(&world.parent,
						 library_load(world.parent.store, (struct reply_to){0}, on_done)),
		0);
	wait_for(world.youth.connected == 1 && world.staff.connected == 1);
	return 0;
}

static inline int tear_down(void **state)
{
	struct heard *all[] = {&world.parent, &world.youth, &world.staff};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		store_stop(all[i]->store);
	}
	uv_close((uv_handle_t *)&world.patience, NULL);
	uv_run(&world.loop, UV_RUN_DEFAULT);
	for (size_t i = 0; i < 3; i++) {
		store_destroy(all[i]->store);
	}
	redis_server_stop(&world.redis);
	return uv_loop_close(&world.loop);
}

#endif
