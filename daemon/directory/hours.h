/* An agency's hours as they are written: a week, what topics have of their own, public holidays,
 * dates that differ. What follows from them at a moment is asked in opening.h. */
#ifndef SAMTALE_DIRECTORY_HOURS_H
#define SAMTALE_DIRECTORY_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum {
	HOURS_SPANS_MAX = 28,
	HOURS_EXCEPTIONS_MAX = 64,
	HOURS_TOPICS_MAX = 32,
	HOURS_TOPIC_SPANS_MAX = 128,
	HOURS_TOPIC_SIZE = 32 /* of an id, with its end */
};

/* weekday 1 is Monday; minutes of the civil day; until may be up to 1,440. */
struct hours_span {
	uint8_t weekday;
	uint8_t topic; /* in topic_spans: an index of topics; in spans 0 */
	uint16_t from, until;
};

/* One date that differs; from == until: closed all day. */
struct hours_exception {
	int year, month, day;
	uint16_t from, until;
};

/* Public holidays. USUAL: nothing is said, so closed, or open without a week. */
enum hours_holidays { HOLIDAYS_USUAL, HOLIDAYS_CLOSED, HOLIDAYS_OPEN, HOLIDAYS_SPAN };

struct hours {
	unsigned span_count, exception_count, topic_count, topic_span_count;
	struct hours_span spans[HOURS_SPANS_MAX]; /* none: no hours are kept */
	struct hours_exception exceptions[HOURS_EXCEPTIONS_MAX];
	enum hours_holidays holidays;
	uint16_t holiday_from, holiday_until; /* with HOLIDAYS_SPAN */
	/* topics with hours of their own; one without a span is closed */
	char topics[HOURS_TOPICS_MAX][HOURS_TOPIC_SIZE];
	struct hours_span topic_spans[HOURS_TOPIC_SPANS_MAX];
};

/* The fields of an agency's file that hours are read from; each may be "". */
struct hours_text {
	const char *week;       /* "mon-thu 16:00-21:00; fri 12:00-15:00" */
	const char *exceptions; /* "2026-12-24 closed; 2026-12-31 10:00-14:00" */
	const char *holidays;   /* "closed", "open" or "12:00-16:00" */
	const char *topics;     /* "school mon-thu 15:00-18:00; body closed" */
};

/* Reads them. ERR_SYNTAX with a phrase of what was expected. */
int hours_parse(const struct hours_text *text, struct hours *ret_hours,
	const char **ret_why) MUST_CHECK;

/* The index of a topic that has hours of its own, or topic_count. */
unsigned hours_topic(const struct hours *hours, const char *topic);

#endif
