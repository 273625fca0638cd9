/* A day is drawn minute by minute on the clock of the wall and only then turned into moments. So
 * spans that touch or overlap are one, and daylight saving is left to the calendar (civil.c). */
#include "directory/opening.h"

#include "directory/civil.h"
#include "directory/holiday.h"

enum { DAY_MINUTES = 1440, AHEAD_DAYS = 60, WEEK_S = 7 * 86400 };

/* What speaks for a minute: the agency as a whole, and the hours of the topic. */
enum { BY_AGENCY = 1, BY_TOPIC = 2, OPEN = BY_AGENCY | BY_TOPIC };

/* Whose hours are asked about. */
struct asked {
	const struct hours *hours;
	const struct pool *pool;
	unsigned topic; /* with hours of its own, or topic_count */
};

/* A civil day. */
struct day {
	int64_t days;
	unsigned char minutes[DAY_MINUTES];
};

/* A run of open minutes, as moments. */
struct run {
	int64_t from, until;
};

static struct asked ask(const struct agency *agency, const struct pool *pool, const char *topic)
{
	const struct hours *hours = agency_hours(agency);
	return (struct asked){hours, pool, topic ? hours_topic(hours, topic) : hours->topic_count};
}

static void draw(struct day *day, unsigned from, unsigned until, int who)
{
	for (unsigned i = from; i < until; i++) {
		day->minutes[i] |= (unsigned char)who;
	}
}

static void draw_week(struct day *day, const struct hours *hours)
{
	for (unsigned i = 0; i < hours->span_count; i++) {
		const struct hours_span *span = &hours->spans[i];
		if (span->weekday == civil_weekday(day->days)) {
			draw(day, span->from, span->until, BY_AGENCY);
		}
	}
}

static void draw_topic(struct day *day, const struct asked *asked)
{
	for (unsigned i = 0; i < asked->hours->topic_span_count; i++) {
		const struct hours_span *span = &asked->hours->topic_spans[i];
		if (span->topic == asked->topic && span->weekday == civil_weekday(day->days)) {
			draw(day, span->from, span->until, BY_TOPIC);
		}
	}
}

/* Draws what the exceptions have for that date, if it is one of them. */
static bool draw_exceptions(struct day *day, const struct hours *hours)
{
	int year, month, date;
	bool differs = false;
	civil_date(day->days, &year, &month, &date);
	for (unsigned i = 0; i < hours->exception_count; i++) {
		const struct hours_exception *e = &hours->exceptions[i];
		if (e->year == year && e->month == month && e->day == date) {
			differs = true;
			draw(day, e->from, e->until, BY_AGENCY);
		}
	}
	return differs;
}

/* Draws a public holiday, if it is one and the agency treats it as one. */
static bool draw_holiday(struct day *day, const struct asked *asked)
{
	const struct hours *hours = asked->hours;
	enum hours_holidays rule = hours->holidays;
	if (rule == HOLIDAYS_USUAL) {
		rule = hours->span_count > 0 ? HOLIDAYS_CLOSED : HOLIDAYS_OPEN;
	}
	if (rule == HOLIDAYS_OPEN || !holiday_is(asked->pool->country, day->days)) {
		return false;
	}
	if (rule == HOLIDAYS_SPAN) {
		draw(day, hours->holiday_from, hours->holiday_until, BY_AGENCY);
	}
	return true;
}

/* Exceptions before holidays before the week. A topic's own week stands in place of the agency's
 * and gives way to the rest. */
static void draw_day(struct day *day, const struct asked *asked)
{
	const struct hours *hours = asked->hours;
	bool own = asked->topic < hours->topic_count;
	if (own) {
		draw_topic(day, asked);
	} else {
		draw(day, 0, DAY_MINUTES, BY_TOPIC);
	}
	if (draw_exceptions(day, hours) || draw_holiday(day, asked)) {
		return;
	}
	if (own || hours->span_count == 0) {
		draw(day, 0, DAY_MINUTES, BY_AGENCY);
	} else {
		draw_week(day, hours);
	}
}

/* The next run of the day from minute *at on, and *at behind it; false when there is none. */
static bool next_run(const struct day *day, const char *zone, int *at, struct run *ret_run)
{
	int from = *at;
	while (from < DAY_MINUTES && day->minutes[from] != OPEN) {
		from++;
	}
	int until = from;
	while (until < DAY_MINUTES && day->minutes[until] == OPEN) {
		until++;
	}
	*at = until;
	if (from == until) {
		return false;
	}
	ret_run->from = civil_begin(zone, day->days, from);
	ret_run->until = civil_end(zone, day->days, until);
	return true;
}

/* The end of the run that the moment lies in, on its day; 0 when it lies in none. */
static int64_t end_of_run(const struct asked *asked, int64_t unix_s)
{
	const char *zone = asked->pool->zone;
	struct day day = {.days = civil_day_at(zone, unix_s)};
	struct run run;
	draw_day(&day, asked);
	for (int at = 0; next_run(&day, zone, &at, &run);) {
		if (run.from <= unix_s && unix_s < run.until) {
			return run.until;
		}
	}
	return 0;
}

/* The first moment of that day, after the given one, at which a run begins; 0 when none does. A
 * run that goes on from midnight, or from the hour that came before, begins nothing. */
static int64_t first_begin(const struct asked *asked, int64_t days, int64_t unix_s)
{
	struct day day = {.days = days};
	struct run run;
	draw_day(&day, asked);
	for (int at = 0; next_run(&day, asked->pool->zone, &at, &run);) {
		bool later = run.from > unix_s && run.from < run.until;
		if (later && end_of_run(asked, run.from - 1) == 0) {
			return run.from;
		}
	}
	return 0;
}

bool opening_is_kept(const struct agency *agency)
{
	return agency_hours(agency)->span_count > 0;
}

struct opening opening_at(const struct agency *agency, const struct pool *pool, const char *topic,
	int64_t unix_s)
{
	const struct asked asked = ask(agency, pool, topic);
	struct opening opening = {.until_s = end_of_run(&asked, unix_s)};
	opening.open = opening.until_s != 0;
	for (int64_t more = opening.until_s; more != 0; more = end_of_run(&asked, more)) {
		opening.until_s = more;
		if (more - unix_s > WEEK_S) {
			opening.until_s = 0;
			break;
		}
	}
	return opening;
}

struct opening opening_entry(struct opening opening, int64_t unix_s, int64_t last_entry_s)
{
	struct opening entry = opening;
	if (opening.open && opening.until_s != 0) {
		int64_t last_s = opening.until_s - last_entry_s;
		entry.open = unix_s < last_s;
		entry.until_s = entry.open ? last_s : 0;
	}
	return entry;
}

int64_t opening_next(const struct agency *agency, const struct pool *pool, const char *topic,
	int64_t unix_s)
{
	const struct asked asked = ask(agency, pool, topic);
	int64_t today = civil_day_at(pool->zone, unix_s);
	for (int ahead = 0; ahead <= AHEAD_DAYS; ahead++) {
		int64_t begin = first_begin(&asked, today + ahead, unix_s);
		if (begin != 0) {
			return begin;
		}
	}
	return 0;
}
