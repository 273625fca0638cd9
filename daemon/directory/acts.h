/* What supervisors and duty leads have done that stands (docs/routing.md, Acts), as doors, those who wait and staff must know it.
 * A list is made anew each time it is read; nothing here asks when. */
#ifndef SAMTALE_DIRECTORY_ACTS_H
#define SAMTALE_DIRECTORY_ACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Of a pool at a time: one a door, and 64 others (functions/84_acts.lua). */
enum { ACTS_MAX = 1088 };

/* An act. Words are never NULL, "" stands for none. */
struct act_row {
	uint64_t id, from_ms, until_ms; /* Unix milliseconds */
	const char
		*kind; /* door, redirect, scope, announce, text; in lines also pause, drain, reassign */
	const char *reach;  /* slug of the agency that it was done within; "": the pool */
	const char *place;  /* slug of the agency it is about or leads to; "": the pool, or none */
	const char *scopes; /* "n", "c<county>", "m<municipality>", parted by spaces */
	const char *topic;  /* "": any */
	const char *target; /* door: closed or open; redirect: a topic; else a cid */
	const char *level;
	const char *who;   /* cid */
	const char *name;  /* what that person is called */
	const char *texts; /* a line for each language, "<language> <text>" */
};

/* Reads what routing keeps of an act, in place: the act borrows from text. ERR_SYNTAX. */
int act_read(char *text, struct act_row *ret_act) MUST_CHECK;

struct acts;

/* NULL without memory; destroy takes NULL. */
struct acts *acts_create(void);
void acts_destroy(struct acts *acts);

/* Adds one behind the others, a copy. ERR_FULL, ERR_SYNTAX, ERR_NOMEM. */
int acts_add(struct acts *acts, uint64_t id, const char *text) MUST_CHECK;

/* Whether both say the same. NULL is an empty list, here and below. */
bool acts_same(const struct acts *a, const struct acts *b);

/* Whether both have the same acts of a kind. */
bool acts_same_kind(const struct acts *a, const struct acts *b, const char *kind);

/* Walks, oldest first; NULL behind the last. Borrowed from the list. */
const struct act_row *acts_at(const struct acts *acts, unsigned index);

/* What stands about an agency's door, or ("") the pool's own: a pool that is closed closes every door. NULL: the hours say it. */
const struct act_row *acts_door(const struct acts *acts, const char *agency, uint64_t now_ms);

/* What opens an agency's own door, also while the pool is closed; NULL: nothing. */
const struct act_row *acts_opened(const struct acts *acts, const char *agency, uint64_t now_ms);

/* Somebody who waits. */
struct acts_waiting {
	const char *municipality, *county; /* "" unknown */
	const char *topic, *topic_asked;   /* now, and at first */
	bool not_mine; /* asked for nobody of its municipality: counts as of its county alone */
};

/* The newest text to those who wait that reaches this one, or NULL. */
const struct act_row *acts_notice(const struct acts *acts, const struct acts_waiting *waiting,
	uint64_t now_ms);

/* The newest announcement to the staff of an agency, or NULL. */
const struct act_row *acts_announcement(const struct acts *acts, const char *agency,
	uint64_t now_ms);

/* The text of a language in such lines, else the first; not ended by a zero. */
const char *act_text(const char *texts, const char *language, unsigned *ret_len);

#endif
