/* Reads opening hours as people write them into an agency's file:
 *   "mon-thu 16:00-21:00; fri,sun 12:00-15:00"       weekdays, then one span; parted by semicolons
 *   "2026-12-24 closed; 2026-12-31 10:00-14:00"      dates that differ
 * A span ends at 24:00 at the latest; who is open past midnight writes two spans, which then count
 * as one. */
#include "directory/hours.h"

#include <ctype.h>
#include <string.h>

#include "directory/civil.h"

static const char expected_week[] =
	"weekdays and times such as mon-thu 16:00-21:00; fri 12:00-15:00";
static const char expected_dates[] =
	"dates and times such as 2026-12-24 closed; 2026-12-31 10:00-14:00";
static const char expected_order[] = "an end after the beginning, 24:00 at the latest";
static const char expected_apart[] = "times of one day that do not overlap";
static const char expected_fewer[] = "fewer times";

/* What is left to read, and what to say when it is not as expected. */
struct reader {
	const char *at;
	const char *why;
};

static void skip_spaces(struct reader *reader)
{
	while (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n') {
		reader->at++;
	}
}

static bool take(struct reader *reader, char c)
{
	if (*reader->at != c) {
		return false;
	}
	reader->at++;
	return true;
}

/* Exactly so many digits; -1 when they are not there. */
static int take_number(struct reader *reader, int digits)
{
	int number = 0;
	for (int i = 0; i < digits; i++, reader->at++) {
		if (!isdigit((unsigned char)*reader->at)) {
			return -1;
		}
		number = number * 10 + (*reader->at - '0');
	}
	return number;
}

/* "16:00" as minutes, or -1. */
static int take_time(struct reader *reader)
{
	int hour = take_number(reader, 2);
	if (hour < 0 || !take(reader, ':')) {
		return -1;
	}
	int minute = take_number(reader, 2);
	bool fits = minute >= 0 && minute < 60 && hour * 60 + minute <= 1440;
	return fits ? hour * 60 + minute : -1;
}

/* "16:00-21:00". */
static int take_span(struct reader *reader, uint16_t *ret_from, uint16_t *ret_until)
{
	int from = take_time(reader);
	if (from < 0 || !take(reader, '-')) {
		return ERR_SYNTAX;
	}
	int until = take_time(reader);
	if (until < 0) {
		return ERR_SYNTAX;
	}
	if (until <= from) {
		reader->why = expected_order;
		return ERR_SYNTAX;
	}
	*ret_from = (uint16_t)from;
	*ret_until = (uint16_t)until;
	return 0;
}

/* "mon" as 1, or 0. */
static int take_weekday(struct reader *reader)
{
	static const char names[] = "montuewedthufrisatsun";
	for (int i = 0; i < 7; i++) {
		if (strncmp(reader->at, names + 3 * i, 3) == 0) {
			reader->at += 3;
			return i + 1;
		}
	}
	return 0;
}

/* "mon-thu,sun" as a set of bits, bit 1 Monday; 0 when it is none. */
static unsigned take_weekdays(struct reader *reader)
{
	unsigned set = 0;
	do {
		int first = take_weekday(reader);
		int last = first && take(reader, '-') ? take_weekday(reader) : first;
		if (first == 0 || last < first) {
			return 0;
		}
		for (int day = first; day <= last; day++) {
			set |= 1u << day;
		}
	} while (take(reader, ','));
	return set;
}

static int add_span(struct hours *hours, struct hours_span span, struct reader *reader)
{
	for (unsigned i = 0; i < hours->span_count; i++) {
		const struct hours_span *other = &hours->spans[i];
		if (other->weekday == span.weekday && span.from < other->until &&
			other->from < span.until) {
			reader->why = expected_apart;
			return ERR_SYNTAX;
		}
	}
	if (hours->span_count == HOURS_SPANS_MAX) {
		reader->why = expected_fewer;
		return ERR_SYNTAX;
	}
	hours->spans[hours->span_count++] = span;
	return 0;
}

/* One entry of the week. */
static int take_week_entry(struct reader *reader, struct hours *hours)
{
	unsigned set = take_weekdays(reader);
	struct hours_span span = {0};
	if (set == 0 || (*reader->at != ' ' && *reader->at != '\t')) {
		return ERR_SYNTAX;
	}
	skip_spaces(reader);
	int err = take_span(reader, &span.from, &span.until);
	for (uint8_t day = 1; err == 0 && day <= 7; day++) {
		if (set & 1u << day) {
			span.weekday = day;
			err = add_span(hours, span, reader);
		}
	}
	return err;
}

/* "2026-12-24". */
static int take_date(struct reader *reader, struct hours_exception *ret_exception)
{
	ret_exception->year = take_number(reader, 4);
	if (ret_exception->year < 1970 || !take(reader, '-')) {
		return ERR_SYNTAX;
	}
	ret_exception->month = take_number(reader, 2);
	if (ret_exception->month < 1 || ret_exception->month > 12 || !take(reader, '-')) {
		return ERR_SYNTAX;
	}
	ret_exception->day = take_number(reader, 2);
	bool fits = ret_exception->day >= 1 &&
		ret_exception->day <= civil_month_days(ret_exception->year, ret_exception->month);
	return fits ? 0 : ERR_SYNTAX;
}

/* One date that differs. */
static int take_exception(struct reader *reader, struct hours *hours)
{
	struct hours_exception exception = {0};
	int err = take_date(reader, &exception);
	if (err != 0 || (*reader->at != ' ' && *reader->at != '\t')) {
		return ERR_SYNTAX;
	}
	skip_spaces(reader);
	if (strncmp(reader->at, "closed", 6) == 0) {
		reader->at += 6;
	} else {
		err = take_span(reader, &exception.from, &exception.until);
	}
	if (err == 0 && hours->exception_count == HOURS_EXCEPTIONS_MAX) {
		reader->why = expected_fewer;
		err = ERR_SYNTAX;
	}
	if (err == 0) {
		hours->exceptions[hours->exception_count++] = exception;
	}
	return err;
}

/* Entries parted by semicolons; a last semicolon may stand alone. */
static int take_list(struct reader *reader, struct hours *hours,
	int (*take_entry)(struct reader *reader, struct hours *hours))
{
	for (;;) {
		skip_spaces(reader);
		if (*reader->at == '\0') {
			return 0;
		}
		int err = take_entry(reader, hours);
		if (err != 0) {
			return err;
		}
		skip_spaces(reader);
		if (*reader->at != '\0' && !take(reader, ';')) {
			return ERR_SYNTAX;
		}
	}
}

int hours_parse(const char *week, const char *exceptions, struct hours *ret_hours,
	const char **ret_why)
{
	struct hours hours = {0};
	struct reader reader = {week, expected_week};
	int err = take_list(&reader, &hours, take_week_entry);
	if (err == 0) {
		reader.at = exceptions;
		reader.why = expected_dates;
		err = take_list(&reader, &hours, take_exception);
	}
	if (err != 0) {
		*ret_why = reader.why;
		return err;
	}
	*ret_hours = hours;
	return 0;
}
