/* The rota: in which hours which duty lead has the whole pool. Times of the day in Unix milliseconds; the rules are in
 * functions/83_rota.lua. */
#ifndef SAMTALE_STORE_ROTA_H
#define SAMTALE_STORE_ROTA_H

#include "store/store.h"

enum { ROTA_ROWS_MAX = 1000 };

/* A watch. Texts are borrowed until the callback returns. */
struct rota_row {
	const char *cid;
	const char *name;
	uint64_t from_ms, until_ms;
};

typedef void (*rota_fn)(void *context, struct reply_to to, int err, const struct rota_row *rows,
	unsigned count);

/* Watches that have not ended at that moment, by their beginning. */
int rota_read(struct store *store, struct reply_to to, const char *pool, uint64_t from_ms,
	rota_fn done, void *context) MUST_CHECK;

/* Who changes the rota; borrowed for the call. */
struct rota_writer {
	const char *pool;
	const char *cid;
	const char *agency; /* slug */
};

/* ERR_RANGE: over, turned round, or longer than a day. ERR_MOMENT: this person has another watch then. ERR_FULL. */
int rota_add(struct store *store, struct reply_to to, const struct rota_writer *writer,
	const struct rota_row *row, store_done_fn done, void *context) MUST_CHECK;

/* The watch of this person that begins then. ERR_GONE: there is none. */
int rota_drop(struct store *store, struct reply_to to, const struct rota_writer *writer,
	const struct rota_row *row, store_done_fn done, void *context) MUST_CHECK;

/* This person leads no more: no watch of theirs begins or goes on. agency: theirs, for the line of audit. Needs no lease. */
void rota_strike(struct store *store, const char *pool, const char *agency, const char *cid);

#endif
