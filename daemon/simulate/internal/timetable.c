/* One small reader that walks along a text; both formats use its time of day. */
#include "simulate/internal/timetable.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char days[] = "mon tue wed thu fri sat sun";
static const char time_wanted[] =
	"expected times such as 16-20 or 16:30-20:00, the second one later";

static void skip_blanks(const char **at)
{
	while (isspace((unsigned char)**at)) {
		(*at)++;
	}
}

static bool take(const char **at, char wanted)
{
	skip_blanks(at);
	bool there = **at == wanted;
	*at += there;
	return there;
}

/* 0 for mon; negative when no day stands there. */
static int take_day(const char **at)
{
	skip_blanks(at);
	for (int day = 0; day < DAYS; day++) {
		if (strncasecmp(*at, days + day * 4, 3) == 0 && !isalpha((unsigned char)(*at)[3])) {
			*at += 3;
			return day;
		}
	}
	return -1;
}

static bool take_number(const char **at, int max, int *ret_number)
{
	skip_blanks(at);
	if (!isdigit((unsigned char)**at)) {
		return false;
	}
	char *end;
	long number = strtol(*at, &end, 10);
	bool fits = end - *at <= 2 && number <= max;
	*at = end;
	*ret_number = (int)number;
	return fits;
}

static bool take_time(const char **at, int *ret_min)
{
	int hour, minute = 0;
	if (!take_number(at, 24, &hour) || (take(at, ':') && !take_number(at, 59, &minute))) {
		return false;
	}
	*ret_min = hour * 60 + minute;
	return *ret_min <= DAY_MIN;
}

static bool take_times(const char **at, int *ret_from, int *ret_until)
{
	return take_time(at, ret_from) && take(at, '-') && take_time(at, ret_until) &&
		*ret_from < *ret_until;
}

static int compare_spans(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	return (x->from_min > y->from_min) - (x->from_min < y->from_min);
}

/* A desk that is open around midnight has one shift there, not two. */
static void join_spans(struct timetable *table)
{
	qsort(table->spans, table->count, sizeof(table->spans[0]), compare_spans);
	size_t kept = 0;
	for (size_t i = 0; i < table->count; i++) {
		struct span *last = kept > 0 ? &table->spans[kept - 1] : NULL;
		if (!last || table->spans[i].from_min > last->until_min) {
			table->spans[kept++] = table->spans[i];
		} else if (table->spans[i].until_min > last->until_min) {
			last->until_min = table->spans[i].until_min;
		}
	}
	table->count = kept;
}

/* "mon-wed 12-16" */
static int take_days(const char **at, struct timetable *table, const char **ret_why)
{
	int first = take_day(at), from, until;
	int last = first >= 0 && take(at, '-') ? take_day(at) : first;
	if (first < 0 || last < first) {
		*ret_why = "expected days such as mon or mon-wed";
		return ERR_SYNTAX;
	}
	if (!take_times(at, &from, &until)) {
		*ret_why = time_wanted;
		return ERR_SYNTAX;
	}
	for (int day = first; day <= last; day++) {
		if (table->count == SPANS_MAX) {
			*ret_why = "at most 28 spans a week";
			return ERR_SYNTAX;
		}
		table->spans[table->count++] = (struct span){day * DAY_MIN + from, day * DAY_MIN + until};
	}
	return 0;
}

int timetable_parse(const char *text, struct timetable *ret_timetable, const char **ret_why)
{
	struct timetable table = {0};
	const char *at = text;
	if (strcmp(text, "none") != 0) {
		do {
			int err = take_days(&at, &table, ret_why);
			if (err != 0) {
				return err;
			}
		} while (take(&at, ';'));
		if (*at) {
			*ret_why = "expected ; between spans";
			return ERR_SYNTAX;
		}
	}
	join_spans(&table);
	*ret_timetable = table;
	return 0;
}

/* "17-18 1.0" */
static bool take_weight(const char **at, struct come_span *ret_span)
{
	char *end;
	if (!take_times(at, &ret_span->from_min, &ret_span->until_min)) {
		return false;
	}
	ret_span->weight = strtod(*at, &end);
	bool there = end != *at && ret_span->weight > 0 && ret_span->weight <= 1e6;
	*at = end;
	return there;
}

int come_parse(const char *text, struct come *ret_come, const char **ret_why)
{
	struct come come = {0};
	const char *at = text;
	int free_from = 0;
	*ret_why =
		"expected TIME-TIME WEIGHT; ..., in the order of the day, such as 17-18 1.0; 18-19 1.1";
	do {
		struct come_span *span = &come.spans[come.count];
		if (come.count == COME_MAX || !take_weight(&at, span) || span->from_min < free_from) {
			return ERR_SYNTAX;
		}
		free_from = span->until_min;
		come.count++;
	} while (take(&at, ';'));
	if (*at) {
		return ERR_SYNTAX;
	}
	*ret_come = come;
	return 0;
}

static double mass_of(const struct come_span *span)
{
	return span->weight * (span->until_min - span->from_min);
}

double come_minute(const struct come *come, double part)
{
	double left = 0;
	for (size_t i = 0; i < come->count; i++) {
		left += mass_of(&come->spans[i]);
	}
	left *= part;
	size_t i = 0;
	while (i + 1 < come->count && left > mass_of(&come->spans[i])) {
		left -= mass_of(&come->spans[i++]);
	}
	return come->spans[i].from_min + left / come->spans[i].weight;
}
