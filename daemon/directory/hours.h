/* Opening hours of a week with exceptions by date, in a civil time zone, right across daylight
 * saving. */
#ifndef SAMTALE_DIRECTORY_HOURS_H
#define SAMTALE_DIRECTORY_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { HOURS_SPANS_MAX = 28, HOURS_EXCEPTIONS_MAX = 64 };

/* weekday 1 is Monday; minutes of the civil day; until may be up to 1,440. */
struct hours_span {
	uint8_t weekday;
	uint16_t from, until;
};

/* One date that differs; from == until: closed all day. */
struct hours_exception {
	int year, month, day;
	uint16_t from, until;
};

struct hours {
	unsigned span_count, exception_count;
	struct hours_span spans[HOURS_SPANS_MAX];
	struct hours_exception exceptions[HOURS_EXCEPTIONS_MAX];
};

/* Reads "mon-thu 16:00-21:00; fri 12:00-15:00" and "2026-12-24 closed; 2026-12-31 10:00-14:00";
 * either may be "". ERR_SYNTAX with a phrase of what was expected. */
int hours_parse(const char *week, const char *exceptions, struct hours *ret_hours,
	const char **ret_why) MUST_CHECK;

/* Minutes east of UTC at that moment. Zones: the European Union's rule (last Sundays of March
 * and October, 01:00 UTC), which "Europe/Oslo" and "Europe/Copenhagen" follow; zone_is_known
 * says whether a name is one of them. */
bool zone_is_known(const char *zone);
int zone_offset_minutes(const char *zone, int64_t unix_s);

/* Whether it is open then; *ret_until is the end of the span that is running, Unix seconds. */
bool hours_open_at(const struct hours *hours, const char *zone, int64_t unix_s, int64_t *ret_until);

/* The next opening after that moment, Unix seconds, within 60 days; 0 when there is none. */
int64_t hours_next(const struct hours *hours, const char *zone, int64_t unix_s);

#endif
