/* Alarms of a pool: judged by the parent of each machine, taken by people. Which there are and when each begins is in
 * functions/84_alarms.lua. */
#ifndef SAMTALE_STORE_ALARMS_H
#define SAMTALE_STORE_ALARMS_H

#include "store/store.h"

enum { ALARMS_BEGUN_MAX = 256 };

/* What only the asker knows. Borrowed for the call. */
struct alarms_judgement {
	const char *pool;
	const char *machine; /* a word, the same after a restart */
	unsigned missing;    /* workers of this machine that do not run */
	unsigned wait_minutes, abandoned_percent;
	const char *
		doors; /* "<slug>:<municipality or nothing>:<1 in its opening hours, or 0>:<minutes, 0: the pool's>", parted
						  by spaces */
};

/* One that has just begun. Texts are borrowed until the callback returns. */
struct alarm_begun {
	const char *id;
	const char *text; /* "<kind> <since ms> <value> <limit> 0 <subject> | " */
};

/* begun: count of them with err 0; none as well when another machine has just judged. */
typedef void (*alarms_fn)(void *context, struct reply_to to, int err,
	const struct alarm_begun *begun, unsigned count);

/* Begins what is so now, ends what is so no more. Needs no lease. */
int alarms_judge(struct store *store, struct reply_to to, const struct alarms_judgement *judgement,
	alarms_fn done, void *context) MUST_CHECK;

/* This machine ends as it should: nobody misses it. */
void alarms_leave(struct store *store, const char *pool, const char *machine);

struct alarm_take {
	const char *pool;
	const char *cid, *name; /* who takes it */
	const char *agency;     /* whose it is, slug */
	bool whole; /* it is the pool's that this person may take, in the hours of the rota */
	const char *id;
};

/* It makes no sound any more, anywhere. One that is taken stays as it was, without an error. ERR_GONE: it has ended. ERR_OFF: it is
 * not this person's to take, or not now. */
int alarm_take(struct store *store, struct reply_to to, const struct alarm_take *take,
	store_done_fn done) MUST_CHECK;

#endif
