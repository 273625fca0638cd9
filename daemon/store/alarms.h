/* Alarms of a pool: judged by the parent of each machine, taken by people. Which there are and when each begins is in
 * functions/84_alarms.lua. */
#ifndef SAMTALE_STORE_ALARMS_H
#define SAMTALE_STORE_ALARMS_H

#include "store/store.h"

enum { ALARMS_ROWS_MAX = 256 };

/* What only the asker knows. Borrowed for the call. */
struct alarms_judgement {
	const char *pool;
	const char *machine; /* a word, the same after a restart */
	unsigned missing;    /* workers of this machine that do not run */
	unsigned wait_minutes, abandoned_percent;
	const char *
		doors; /* "<slug>:<municipality or nothing>:<1 in its opening hours, or 0>:<minutes>:<percent>", 0 for the
						  pool's, parted by spaces */
	const char *ways; /* "<m or w>:<letters there is room for>" of each way out, parted by spaces */
	const char *
		lying; /* ids of alarms whose letters have been handed out here and have not gone, parted by spaces */
};

/* One of which there is something to say. Texts are borrowed until the callback returns. */
struct alarm_row {
	const char *id;
	const char *text; /* "<kind> <since ms> <value> <limit> <taken ms or 0> <subject> | <by>" */
	bool begun;
	bool mail, webhook; /* goes out by this way now, and is not handed out again */
	bool over;          /* one of those that lie here, and does not stand any more; no text */
};

struct alarms_judged {
	struct alarm_row rows[ALARMS_ROWS_MAX];
	unsigned count;
	bool early;    /* another machine has just judged: only what is over is said */
	uint64_t late; /* letters that wait for room */
};
/* judged is NULL unless err is 0. */
typedef void (
	*alarms_fn)(void *context, struct reply_to to, int err, const struct alarms_judged *judged);

/* Begins what is so now, ends what is so no more. Needs no lease. */
int alarms_judge(struct store *store, struct reply_to to, const struct alarms_judgement *judgement,
	alarms_fn done, void *context) MUST_CHECK;

/* A letter that nobody has taken: way is "m" or "w". As long as the alarm stands it is handed out again. ERR_DOWN: it is not. */
int alarm_again(struct store *store, const char *pool, const char *id, const char *way) MUST_CHECK;

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
