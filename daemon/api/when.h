/* Moments and opening hours in words, as clients/web/youth/src/when.ts writes them. */
#ifndef SAMTALE_API_WHEN_H
#define SAMTALE_API_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "api/texts.h"
#include "directory/hours.h"

enum { WHEN_SIZE = 256 };

/* In which words. */
struct when {
	const struct texts *texts;
	enum language language;
	const char *zone;
	int64_t now_s;
};

/* "21" or "21.30", and midnight, where something ends, "24". */
void when_clock(const struct when *when, int64_t unix_s, char out[WHEN_SIZE]);

/* "i dag kl. 16", "i morgen kl. 16", "torsdag kl. 16", "3. mai kl. 16". */
void when_day(const struct when *when, int64_t unix_s, char out[WHEN_SIZE]);

/* Whether it is evening there: "tonight" is true only then. */
bool when_is_evening(const struct when *when);

/* Days with the same span, in the order of their first day: "Mandag til torsdag fra 16 til 21." */
struct when_row {
	unsigned day_count;
	unsigned days[7];
	unsigned from, until; /* minutes */
};

/* Joins days with the same span; returns the number of rows. */
unsigned when_rows(const struct hours *hours, struct when_row rows[HOURS_SPANS_MAX]);

/* One row as a sentence. */
void when_row_text(const struct when *when, const struct when_row *row, char out[WHEN_SIZE]);

#endif
