/* What all of one run share: the loop, whom to dial, the rooms, the counts, and the scenario's hooks. A scenario is written
 * from top to bottom: it starts something and waits, while the loop runs, until it is true. */
#ifndef SAMTALE_LOAD_LOAD_H
#define SAMTALE_LOAD_LOAD_H

#include "base/map.h"
#include "protocol/seal/seal.h"
#include "tests/load/account.h"
#include "tests/load/conn.h"
#include "tests/load/options.h"
#include "tests/load/report.h"
#include "tests/load/tally.h"

struct youth;
struct desk;
struct room;
struct seat;

/* What a scenario wants to hear of; NULL: nothing. scenario is its own. */
struct hooks {
	void *scenario;
	void (*on_greeted)(void *scenario, struct youth *youth); /* WELCOME */
	void (*on_queued)(void *scenario, struct youth *youth);
	void (*on_offer)(void *scenario, struct desk *desk, uint64_t offer);
	void (*on_room)(void *scenario, struct room *room); /* both sides are in it */
	void (*on_acked)(void *scenario, struct seat *seat);
	void (*on_heard)(void *scenario, struct seat *speaker);
	void (*on_ended)(void *scenario, struct youth *youth); /* ENDED */
	void (*on_gone)(void *scenario, struct youth *youth);  /* its socket is closed */
};

struct load {
	uv_loop_t loop;
	const struct options *options;
	struct endpoint endpoint;
	struct map *rooms; /* by their id */
	struct hooks hooks;
	struct tally tally;
	struct account account;
	struct report report;
	bool sealed;
	uint8_t root[SEAL_POINT_LEN]; /* when it is */
	uint64_t next_voice;
	uint64_t offers_gone; /* offers that were gone before the answer */
	uint64_t failures;
	char why[256]; /* the first failure */
};

/* NULL with a word on standard error. */
struct load *load_create(const struct options *options);
void load_destroy(struct load *load);

/* Notes that something happened which must not; the first one is kept in words. */
void load_fail(struct load *load, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Runs the loop until done(context) is true. ERR_DOWN, noted as a failure: it did not become true within the time, or
 * something has failed meanwhile. */
int load_wait(struct load *load, double seconds, bool (*done)(void *context), void *context,
	const char *what);

/* Runs the loop for so long. ERR_DOWN: something has failed. */
int load_pass(struct load *load, double seconds);

/* Notes a failure when a message was lost, doubled, reordered or altered so far. ERR_DOWN: anything has failed. */
int load_judge(struct load *load);

/* Opens and closes the measured window: the tally and the accounts of the processes together. */
void load_open_window(struct load *load);
void load_close_window(struct load *load);

#endif
