/* What is told of an alarm outside the house: its kind, pool, county, time and a number. No name, no text, no municipality:
 * mail is read by many, and lies about for long. */
#ifndef SAMTALE_PARENT_ALARM_LETTER_H
#define SAMTALE_PARENT_ALARM_LETTER_H

#include <stdbool.h>
#include <stdint.h>

#include "api/texts.h"
#include "directory/directory.h"

enum { ALARM_KIND_SIZE = 16, ALARM_ID_SIZE = 160 };

struct alarm_letter {
	char id
		[ALARM_ID_SIZE]; /* of the alarm, by which it is told again; "": nobody but this machine knows of it */
	char kind[ALARM_KIND_SIZE];
	const struct pool *pool;
	const struct region *place; /* any municipality of the county; NULL: the whole pool */
	bool own;       /* of a municipality, by its agency's own limit: the number is the limit */
	uint64_t at_ms; /* Unix milliseconds */
	uint64_t number;
};

/* Reads an alarm as the store tells it. ERR_GONE: it is none that leaves the house. */
int alarm_letter_read(const struct directory *directory, const struct pool *pool, const char *text,
	struct alarm_letter *ret_letter) MUST_CHECK;

/* From malloc; NULL without memory. */
char *alarm_letter_json(const struct alarm_letter *letter);

/* A whole mail in the pool's first language, from malloc; NULL without memory. */
char *alarm_letter_mail(const struct alarm_letter *letter, const struct texts *texts,
	const char *from, const char *to);

#endif
