/* Duty holds: lines of a conversation that a counsellor has sealed to a supervisor of the same agency, in a room of its own
 * (store/room.h), for seven days and once seven more. Here is who may open it and until when, and the lines of audit; the
 * rules are in functions/69_hold.lua. Every call is for a person on shift of this node: ERR_GONE when she is not, when there
 * is no such hold any more, and when she has nothing to do with it. */
#ifndef SAMTALE_STORE_HOLD_H
#define SAMTALE_STORE_HOLD_H

#include "store/news.h"

enum { HOLD_SEAT_GIVER = 0, HOLD_SEAT_SUPERVISOR = 1 };

/* A hold as one of its two people sees it. Texts are borrowed until the callback returns. */
struct hold_row {
	const char *id;    /* of its room, 32 hex digits */
	const char *about; /* the room of the conversation, for who made it; else "" */
	const char *name;  /* what the other of the two is called */
	const char *topic;
	uint64_t since_ms; /* Unix milliseconds, as until */
	uint64_t until_ms;
	uint64_t keep_seconds;
	unsigned seat; /* of HOLD_SEAT */
	bool extended; /* it was, so it cannot be once more */
	bool told;     /* the youth is told; as the giver has marked it */
	bool given;    /* no more lines come */
};
/* What became of a call about that hold; rows are there with err 0, as many as the call says. */
typedef void (*hold_done_fn)(void *context, struct reply_to to, int err, const char *hold,
	const struct hold_row *rows, unsigned count);

struct hold_make {
	const char *pool;
	const char *cid;        /* who gives */
	const char *hold;       /* its number, made by the caller */
	const char *about;      /* the room of a conversation of hers that goes on */
	const char *supervisor; /* cid; of the same agency, which the caller has seen to */
	const char *name;       /* what the supervisor is called */
	bool told;
};

/* Makes it; done hears of one row. The supervisor, if on shift, hears NEWS_HELD. ERR_GONE: no such conversation. ERR_FULL:
 * the agency has 32. */
int hold_make(struct store *store, struct reply_to to, const struct hold_make *make,
	hold_done_fn done) MUST_CHECK;

/* May this person open it now? done hears of one row; what the supervisor opens is a line of audit. */
int hold_open(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done) MUST_CHECK;

/* All lines are given: from now on it is the supervisor's alone, who hears NEWS_HELD. No row. */
int hold_give(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done) MUST_CHECK;

/* Seven days more, once. ERR_MOMENT: it was extended. ERR_RANGE: not by who gave it. */
int hold_keep(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done) MUST_CHECK;

/* Its end, by decision of the supervisor, or of who makes it before it is given (then ERR_MOMENT). Its room is deleted with
 * the next sweep; both hear NEWS_ENDED. No row. */
int hold_drop(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done) MUST_CHECK;

/* there: the cids of who is on shift for this person's agency, and not lost, parted by spaces; borrowed, as the rows. */
typedef void (*hold_listed_fn)(void *context, struct reply_to to, int err, const char *there,
	const struct hold_row *rows, unsigned count);

/* The holds that this person may open now, at most HOLD_ROWS_MAX. */
enum { HOLD_ROWS_MAX = 32 };
int hold_list(struct store *store, struct reply_to to, const char *pool, const char *cid,
	hold_listed_fn done, void *context) MUST_CHECK;

/* Redis keeps the room so long, should routing forget it: hold_row.keep_seconds; 0 ends it now. Nothing is answered. */
void hold_live(struct store *store, const char *hold, uint64_t seconds);

/* What was done: one line of the stream that nothing takes from. Never what a hold holds. */
struct hold_line {
	const char *id;    /* of the stream: where to read on */
	uint64_t at_ms;    /* Unix milliseconds */
	const char *who;   /* cid, or "" for the clock */
	const char *what;  /* made, made_untold, given, opened, extended, dropped, over */
	const char *hold;  /* its number */
	const char *whose; /* the supervisor's cid */
};
typedef void (*hold_lines_fn)(void *context, struct reply_to to, int err,
	const struct hold_line *lines, unsigned count);

/* Up to HOLD_LINES_MAX lines of an agency behind that id, "" for the first; fewer: that was the end. Needs no lease. */
enum { HOLD_LINES_MAX = 64 };
int hold_audit(struct store *store, struct reply_to to, const char *pool, const char *agency,
	const char *after, hold_lines_fn done) MUST_CHECK;

#endif
