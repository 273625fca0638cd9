/* Sums of stored counters (docs/routing.md) over the days or months of whoever adds them. It knows what the names of the
 * fields mean, and nothing of where they come from. */
#ifndef SAMTALE_FIGURES_TALLY_H
#define SAMTALE_FIGURES_TALLY_H

#include <stdint.h>

#include "base/err.h"

/* The letters of the counters that a tally takes. Days and months hold the same visits: a question is about one of them. */
enum tally_kind {
	TALLY_DAY = 'd',    /* "<region> <what>" and "<region> by:<agency>" */
	TALLY_MONTH = 'm',  /* "<region> <topic> <what>" */
	TALLY_AGENCY = 'a', /* "<agency> <what>": the survey, and taps at a shut door */
	TALLY_FORM = 'f',   /* "<agency> <question>:<answer>", and "<agency> forms" */
	TALLY_OPEN =
		'o' /* "<agency>": minutes that its door was open; the days of it are counted too */
};

/* What became of visits: arrived = answered + abandoned + refused + diverted + waiting. */
struct tally_sum {
	int64_t arrived, answered, abandoned, refused, diverted, waiting;
	int64_t ended;         /* of those answered */
	int64_t conversations; /* of those that ended: neither silent nor uncounted */
};

struct tally;

/* An empty one, or NULL without memory; tally_destroy takes NULL. */
struct tally *tally_create(void);
void tally_destroy(struct tally *tally);

/* Adds a counter of one day or month. A field of no known form is left out. ERR_RANGE: no such kind. */
int tally_add(struct tally *tally, enum tally_kind kind, const char *field,
	int64_t number) MUST_CHECK;

/* How often what was counted at that region ("m0301", "c03", "n"; NULL: everywhere) and topic (NULL: all; only of months).
 * "answered" counts every "answered:<bound>" too. */
int64_t tally_count(const struct tally *tally, enum tally_kind kind, const char *region,
	const char *topic, const char *what);

/* What became of the visits of a region, NULL everywhere, by the days that were added. */
void tally_visits(const struct tally *tally, const char *region, struct tally_sum *ret_sum);

/* Conversations by topic, by the months that were added. */
int64_t tally_conversations(const struct tally *tally, const char *region, const char *topic);

/* How often what was counted for an agency (NULL: all): of TALLY_AGENCY and TALLY_FORM; of TALLY_OPEN what is "minutes" or
 * "days", the days with a minute at least. */
int64_t tally_agency(const struct tally *tally, enum tally_kind kind, const char *agency,
	const char *what);

/* Who answered whom, in the order of region and agency. */
typedef void (
	*tally_pair_fn)(void *context, const char *region, const char *agency, int64_t answered);
void tally_each_pair(const struct tally *tally, tally_pair_fn visit, void *context);

/* --- spans: how long --- */

enum { SPAN_BOUNDS = 9, SPAN_LEAST = 8, SPAN_MORE = -1, SPAN_UNKNOWN = -2 };

/* By upper bounds in seconds, the last one without. */
struct span {
	int64_t counts[SPAN_BOUNDS + 1];
	int64_t n;
};

/* what: "answered", how long was waited, or "ended", how long the conversation was. By the days that were added. */
void tally_span(const struct tally *tally, const char *region, const char *what,
	struct span *ret_span);

/* The bound in seconds that so many per cent of them do not pass: SPAN_MORE above the last, SPAN_UNKNOWN under
 * SPAN_LEAST. */
int64_t span_percentile(const struct span *span, unsigned per_cent);

#endif
