/* Letters that wait to go out, in their order, each for one receiver. A list and nothing more: when each is tried is notify.h. */
#ifndef SAMTALE_PARENT_ERRANDS_H
#define SAMTALE_PARENT_ERRANDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "parent/alarm_letter.h"
#include "parent/deliver.h"

struct notify_line;

/* Owns body and secret, which may be NULL. */
struct errand {
	struct notify_line *line;
	struct errand *next; /* behind it */
	struct alarm_letter told;
	struct letter letter;
	char *body, *secret;
	char why[DELIVER_WHY_SIZE];
	int err;
	unsigned tries;
	uint64_t due_ms; /* when it stands first */
	bool flies;      /* on a thread, which reads it: it is not to be destroyed */
};

/* All zero: none. Owns them. */
struct errands {
	struct errand *first, *last;
	unsigned count;
};

/* One that stands in no list; takes NULL. */
void errand_destroy(struct errand *errand);

/* Takes it, behind the others. */
void errands_put(struct errands *errands, struct errand *errand);

/* Gives the first one away; there is one. */
struct errand *errands_take(struct errands *errands);

/* Is there one about the same alarm? */
bool errands_have(const struct errands *errands, const struct alarm_letter *letter);

/* Destroys those about the alarm of that id that do not fly. Returns whether there was any. */
bool errands_drop(struct errands *errands, const char *id);

/* Adds the ids of alarms whose letters do not fly, each behind a space. Errors of buf. */
int errands_name(const struct errands *errands, struct buf *out) MUST_CHECK;

#endif
