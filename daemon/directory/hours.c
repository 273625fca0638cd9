/* Questions about opening hours: open at this moment, until when, and when next. The text they
 * are written as is read in hours_parse.c, the calendar is civil.c. */
#include "directory/hours.h"

#include "directory/civil.h"

enum { HOURS_AHEAD_DAYS = 60, HOURS_JOIN_DAYS = 8 };

/* A span as moments. */
struct window {
	int64_t from, until;
};

/* The windows of one civil day, in no particular order. Exceptions replace the whole day. */
static unsigned day_windows(const struct hours *hours, const char *zone, int64_t days,
	struct window ret_windows[HOURS_SPANS_MAX])
{
	int year, month, day;
	civil_date(days, &year, &month, &day);
	unsigned count = 0;
	bool differs = false;
	for (unsigned i = 0; i < hours->exception_count && count < HOURS_SPANS_MAX; i++) {
		const struct hours_exception *e = &hours->exceptions[i];
		if (e->year != year || e->month != month || e->day != day) {
			continue;
		}
		differs = true;
		if (e->from < e->until) {
			ret_windows[count].from = civil_moment(zone, days, e->from, CIVIL_FIRST);
			ret_windows[count++].until = civil_moment(zone, days, e->until, CIVIL_LAST);
		}
	}
	int weekday = civil_weekday(days);
	for (unsigned i = 0; !differs && i < hours->span_count; i++) {
		const struct hours_span *span = &hours->spans[i];
		if (span->weekday == weekday) {
			ret_windows[count].from = civil_moment(zone, days, span->from, CIVIL_FIRST);
			ret_windows[count++].until = civil_moment(zone, days, span->until, CIVIL_LAST);
		}
	}
	return count;
}

/* The end of the window of that day which holds the moment, or 0. */
static int64_t end_of_window(const struct hours *hours, const char *zone, int64_t days,
	int64_t unix_s)
{
	struct window windows[HOURS_SPANS_MAX];
	unsigned count = day_windows(hours, zone, days, windows);
	for (unsigned i = 0; i < count; i++) {
		if (windows[i].from <= unix_s && unix_s < windows[i].until) {
			return windows[i].until;
		}
	}
	return 0;
}

/* Windows that touch, at midnight for instance, count as one; who never closes gets an end some
 * days ahead. */
bool hours_open_at(const struct hours *hours, const char *zone, int64_t unix_s, int64_t *ret_until)
{
	int64_t until = end_of_window(hours, zone, civil_day_at(zone, unix_s), unix_s);
	if (until == 0) {
		return false;
	}
	for (int i = 0; i < HOURS_JOIN_DAYS; i++) {
		int64_t more = end_of_window(hours, zone, civil_day_at(zone, until), until);
		if (more == 0) {
			break;
		}
		until = more;
	}
	*ret_until = until;
	return true;
}

/* The first opening of that day after the moment, or 0. A window that begins where another ends
 * opens nothing. */
static int64_t first_opening(const struct hours *hours, const char *zone, int64_t days,
	int64_t unix_s)
{
	struct window windows[HOURS_SPANS_MAX];
	unsigned count = day_windows(hours, zone, days, windows);
	int64_t first = 0;
	for (unsigned i = 0; i < count; i++) {
		int64_t from = windows[i].from, before = from - 1;
		bool opens = from > unix_s && from < windows[i].until &&
			end_of_window(hours, zone, civil_day_at(zone, before), before) == 0;
		if (opens && (first == 0 || from < first)) {
			first = from;
		}
	}
	return first;
}

int64_t hours_next(const struct hours *hours, const char *zone, int64_t unix_s)
{
	int64_t today = civil_day_at(zone, unix_s);
	for (int ahead = 0; ahead <= HOURS_AHEAD_DAYS; ahead++) {
		int64_t opening = first_opening(hours, zone, today + ahead, unix_s);
		if (opening != 0) {
			return opening;
		}
	}
	return 0;
}
