/* Hours as people write them: "mon-wed 12-16; thu 19-21:30", and the weights of the day by which
 * youths come. */
#ifndef SAMTALE_SIMULATE_TIMETABLE_H
#define SAMTALE_SIMULATE_TIMETABLE_H

#include <stddef.h>

#include "base/err.h"

enum { SPANS_MAX = 28, COME_MAX = 24, DAYS = 7, DAY_MIN = 24 * 60, WEEK_MIN = DAYS * DAY_MIN };

/* Minutes of a week that begins on Monday at midnight. */
struct span {
	int from_min, until_min;
};

/* In order, apart from each other: spans that touch are one. */
struct timetable {
	size_t count;
	struct span spans[SPANS_MAX];
};

/* Reads "DAY[-DAY] TIME-TIME" parted by ";", days mon to sun, times 0 to 24 or H:MM; "none" is an
 * empty one. ERR_SYNTAX with a phrase of what was expected. */
int timetable_parse(const char *text, struct timetable *ret_timetable,
	const char **ret_why) MUST_CHECK;

/* When in a day youths come: the weight is a rate, relative to the others'. */
struct come {
	size_t count;
	struct come_span {
		int from_min, until_min;
		double weight;
	} spans[COME_MAX];
};

/* Reads "TIME-TIME WEIGHT" parted by ";", in order and apart from each other. ERR_SYNTAX as above. */
int come_parse(const char *text, struct come *ret_come, const char **ret_why) MUST_CHECK;

/* The minute of the day until which the given part of a day's youths has come; part from 0 to 1. */
double come_minute(const struct come *come, double part);

#endif
