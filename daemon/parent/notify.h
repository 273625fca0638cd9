/* Letters of alarms on their way out. Each way out of a pool, mail and webhook, has a line: one letter at a time, in the order in which
 * they came, tried a few times on the thread pool; nobody waits for one. What nobody takes is given back, to be told again while the
 * alarm stands; what waits and is of an alarm that is over does not go (notify_over). How many a line may hold is asked before letters
 * are handed out (notify_ways), so that none is dropped for want of room. They lie in memory alone: those of a parent that is killed
 * are lost. */
#ifndef SAMTALE_PARENT_NOTIFY_H
#define SAMTALE_PARENT_NOTIFY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <uv.h>

#include "base/buf.h"
#include "conf/conf.h"
#include "options/work_port.h"
#include "parent/alarm_letter.h"

enum notify_way { NOTIFY_MAIL, NOTIFY_WEBHOOK, NOTIFY_WAYS };
enum { NOTIFY_LINE_MAX = 32, NOTIFY_WAYS_SIZE = 16 };

/* What is built around it; borrowed for its life. */
struct notify_means {
	const struct conf *conf;
	const struct work_port *work;
	void *context;
	/* This letter was not taken by that way ("m" or "w") in all its tries. False: it cannot be given back now, and stays. */
	bool (
		*give_back)(void *context, size_t pool, const char *way, const struct alarm_letter *letter);
};

struct notify_line;

struct notify {
	uv_timer_t timer; /* of the next try */
	struct notify_means means;
	struct texts *texts;       /* NULL: nobody gets mail */
	char *secret;              /* of the mail server */
	struct notify_line *lines; /* NOTIFY_WAYS of each pool */
	size_t line_count;
	atomic_bool ended;
};

/* Reads what it needs to send the mail of a pool. ERR_SYSTEM: a file cannot be read, the log says which. ERR_NOMEM. */
int notify_open(struct notify *notify, uv_loop_t *loop,
	const struct notify_means *means) MUST_CHECK;

/* The ways that a pool has, and for how many letters there is room in each: "m:32 w:30", or "". */
void notify_ways(const struct notify *notify, size_t pool, char out[NOTIFY_WAYS_SIZE]);

/* Adds the ids of alarms whose letters have not gone and are on no thread, each behind a space. Errors of buf. */
int notify_lying(const struct notify *notify, size_t pool, struct buf *out) MUST_CHECK;

/* The alarm of that id is over ("": what no machine but this one knows of): those letters do not go. One that a thread has
 * goes, or is asked about again. */
void notify_over(struct notify *notify, size_t pool, const char *id);

/* So many letters of the pool wait for room; the log says so when they begin to. */
void notify_late(struct notify *notify, size_t pool, uint64_t letters);

/* Puts it into the line of that way, if the pool has it. One that is there already is not put there twice. */
void notify_send(struct notify *notify, size_t pool, enum notify_way way,
	const struct alarm_letter *letter);

/* Gives back what is on its way; run the loop until it is dry, then notify_finish. */
void notify_close(struct notify *notify);
void notify_finish(struct notify *notify);

#endif
