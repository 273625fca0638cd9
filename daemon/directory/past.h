/* What was done about the doors of a pool over some days, as the log of acts tells it, and since when its agencies are there for youths:
 * for how long doors were open on a day that is over. What stands now is acts.h. */
#ifndef SAMTALE_DIRECTORY_PAST_H
#define SAMTALE_DIRECTORY_PAST_H

#include <stdint.h>

#include "directory/directory.h"

/* A line of the log: an act (acts.h), and what became of it: made, undone, replaced, over. */
struct past_line {
	uint64_t id, at_ms; /* Unix milliseconds */
	const char *what, *text;
};

struct past;

/* Of a time without acts; NULL without memory. past_destroy takes NULL. */
struct past *past_create(void);
void past_destroy(struct past *past);

/* Adds a line, in any order. ERR_SYNTAX: it is no act; ERR_FULL: very many doors were opened and closed; ERR_NOMEM. */
int past_add(struct past *past, const struct past_line *line) MUST_CHECK;

/* Since then an agency is there for youths, Unix milliseconds; one of which nothing is said always was. ERR_FULL, ERR_NOMEM. */
int past_begin(struct past *past, const char *agency, uint64_t since_ms) MUST_CHECK;

/* For how many minutes of that day (civil.h) its door was open, by its hours and by what was done about it. */
unsigned past_minutes(const struct past *past, const struct directory *directory,
	const struct agency *agency, int64_t days);

#endif
