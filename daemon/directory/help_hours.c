/* A span is looked for on this day, and on the day before for what goes past midnight. */
#include "directory/help_hours.h"

#include <string.h>

#include "directory/civil.h"

enum { DAYS = 7, DAY_MINUTES = 1440, HOUR_MINUTES = 60, HOURS_MAX = 24, SPANS_MAX = 16 };

struct span {
	unsigned first, last; /* weekdays, 1 Monday; 0: every day that no span names */
	int from, until;      /* minutes after midnight */
};

static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/* Reads a day behind at; 0 when there is none. */
static unsigned read_day(const char **at)
{
	for (unsigned i = 0; i < DAYS; i++) {
		size_t len = strlen(days[i]);
		if (strncmp(*at, days[i], len) == 0) {
			*at += len;
			return i + 1;
		}
	}
	return 0;
}

static void skip_spaces(const char **at)
{
	*at += strspn(*at, " ");
}

/* One digit or two. */
static bool read_number(const char **at, int *ret)
{
	size_t digits = strspn(*at, "0123456789");
	*ret = 0;
	for (size_t i = 0; i < digits && digits <= 2; i++, *at += 1) {
		*ret = *ret * 10 + (**at - '0');
	}
	return digits == 1 || digits == 2;
}

static bool read_clock(const char **at, int *ret_minutes)
{
	int hour, minute;
	if (!read_number(at, &hour) || **at != ':') {
		return false;
	}
	*at += 1;
	if (!read_number(at, &minute) || hour > HOURS_MAX || minute >= HOUR_MINUTES) {
		return false;
	}
	*ret_minutes = hour * HOUR_MINUTES + minute;
	return *ret_minutes <= DAY_MINUTES;
}

static bool read_span(const char **at, struct span *span)
{
	skip_spaces(at);
	span->first = span->last = read_day(at);
	if (span->first != 0 && **at == '-') {
		*at += 1;
		span->last = read_day(at);
		if (span->last < span->first) {
			return false;
		}
	}
	skip_spaces(at);
	if (!read_clock(at, &span->from) || **at != '-') {
		return false;
	}
	*at += 1;
	bool good = read_clock(at, &span->until) && span->from != span->until;
	skip_spaces(at);
	return good;
}

/* How many spans; 0 when the text is not good. */
static unsigned read_spans(const char *hours, struct span spans[SPANS_MAX])
{
	unsigned count = 0;
	for (const char *at = hours; count < SPANS_MAX; at++) {
		if (!read_span(&at, &spans[count]) || (*at != '\0' && *at != ';')) {
			return 0;
		}
		count++;
		if (*at == '\0') {
			return count;
		}
	}
	return 0;
}

bool help_hours_are_good(const char *hours)
{
	struct span spans[SPANS_MAX];
	return strcmp(hours, "24h") == 0 || strcmp(hours, "unconfirmed") == 0 ||
		read_spans(hours, spans) > 0;
}

static bool names(const struct span *span, unsigned weekday)
{
	return span->first <= weekday && weekday <= span->last;
}

/* Whether the span is one of that day. */
static bool counts(const struct span *spans, unsigned count, unsigned at, unsigned weekday)
{
	bool named = false;
	for (unsigned i = 0; i < count; i++) {
		named = named || names(&spans[i], weekday);
	}
	return named ? names(&spans[at], weekday) : spans[at].first == 0;
}

static struct help_now look_at_day(const struct span *span, const char *zone, int64_t day,
	int64_t now_s)
{
	int64_t last = span->until > span->from ? day : day + 1;
	int64_t until_s = civil_end(zone, last, span->until);
	bool open = civil_begin(zone, day, span->from) <= now_s && now_s < until_s;
	return (struct help_now){open, open ? until_s : 0};
}

static const char *zone_of(const struct directory *directory, const char *country)
{
	const struct pool *pool;
	for (size_t i = 0; (pool = directory_pool_at(directory, i)) != NULL; i++) {
		if (strcmp(pool->country, country) == 0) {
			return pool->zone;
		}
	}
	return "";
}

struct help_now help_now(const struct directory *directory, const struct help_service *help,
	int64_t now_s)
{
	struct help_now now = {0};
	struct span spans[SPANS_MAX];
	const char *zone = zone_of(directory, help->country);
	unsigned count = help->confirmed && *zone ? read_spans(help->hours, spans) : 0;
	now.open = help->confirmed && strcmp(help->hours, "24h") == 0;
	for (int64_t day = civil_day_at(zone, now_s), back = 0; back < 2; back++) {
		for (unsigned i = 0; i < count; i++) {
			unsigned weekday = (unsigned)civil_weekday(day - back);
			struct help_now one = counts(spans, count, i, weekday)
				? look_at_day(&spans[i], zone, day - back, now_s)
				: (struct help_now){0};
			now = one.until_s > now.until_s ? one : now;
		}
	}
	return now;
}
