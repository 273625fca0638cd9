/* What supervisors and duty leads do about the whole of it: 84_acts.lua. Doors, texts and announcements stand in Redis and are read
 * by each node; what concerns the queue happens there. */
#ifndef SAMTALE_STORE_ACTS_H
#define SAMTALE_STORE_ACTS_H

#include "store/store.h"

enum { ACTS_ROWS_MAX = 1088, ACTS_LINES_MAX = 64 };

/* Who does it, and how far it may reach. Borrowed for the call. */
struct acts_actor {
	const char *pool;
	const char *cid;
	const char *name;  /* what others read */
	const char *reach; /* slug of the agency; "": the whole pool, as long as the rota says so */
	const char *municipality; /* of that agency, or "" */
	const char *may; /* in the whole pool: kinds that it lets its duty lead do, parted by spaces */
};

/* What is to be done; members as of struct act_row in directory/acts.h, "" for none. */
struct acts_wish {
	const char *kind, *place, *scopes, *topic, *target;
	const char *municipality; /* of the agency that a queue is led to */
	const char *texts;
	unsigned level;
	uint64_t until_ms; /* Unix ms; 0 with what is done at once */
	bool check;        /* only say how many it would reach */
};

/* id: 0 for what is done at once. reached: how many wait whom it concerns, or of an announcement are on
 * shift. */
typedef void (
	*acts_done_fn)(void *context, struct reply_to to, int err, uint64_t id, uint64_t reached);

/* ERR_RANGE: not what an act looks like, or out of reach; ERR_MOMENT: this person does not lead the pool now; ERR_FULL: 64 stand, or
 * who is to have the offer has no room; ERR_GONE: no such person or offer; ERR_OFF: nobody is available there; ERR_WISH: the youth
 * wishes otherwise. Doing what stands already answers the same id. */
int acts_do(struct store *store, struct reply_to to, const struct acts_actor *actor,
	const struct acts_wish *wish, acts_done_fn done) MUST_CHECK;

/* Undoes what stands; what is gone is 0. ERR_GONE: it is not within reach; ERR_OFF: not what the pool lets a
 * duty lead do; ERR_MOMENT as above. */
int acts_undo(struct store *store, struct reply_to to, const struct acts_actor *actor, uint64_t id,
	store_done_fn done) MUST_CHECK;

/* Texts as act_read of directory/acts.h takes them, borrowed until the callback returns. */
struct acts_row {
	uint64_t id;
	const char *text;
};
typedef void (*acts_rows_fn)(void *context, struct reply_to to, int err,
	const struct acts_row *rows, unsigned count);

/* What stands, oldest first; context is handed back. */
int acts_standing(struct store *store, struct reply_to to, const char *pool, acts_rows_fn done,
	void *context) MUST_CHECK;

/* A line of what was done. */
struct acts_line {
	const char *id; /* to read on from */
	uint64_t at_ms; /* Unix ms */
	const char *name;
	const char *what; /* made, undone, over, replaced */
	uint64_t act;
	const char *text;
};

/* Who asks for lines (cid "": the daemon itself), and before which one. Borrowed for the call. */
struct acts_asker {
	const char *pool, *cid, *before;
};

struct acts_log {
	bool leads; /* who asks has the whole pool now */
	unsigned count;
	struct acts_line lines[ACTS_LINES_MAX];
};
/* log is borrowed until the callback returns. */
typedef void (*acts_log_fn)(void *context, struct reply_to to, int err, const struct acts_log *log);

/* The lines before an id ("": the newest), newest first, and whether this person (cid) leads the pool; context is handed back. */
int acts_log(struct store *store, struct reply_to to, const struct acts_asker *asker,
	acts_log_fn done, void *context) MUST_CHECK;

#endif
