/* Reads opening hours as people write them into an agency's file:
 *   "mon-thu 16:00-21:00; fri,sun 12:00-15:00"       weekdays, then one span; parted by semicolons
 *   "school mon-thu 15:00-18:00; body closed"        the same behind the id of a topic
 *   "2026-12-24 closed; 2026-12-31 10:00-14:00"      dates that differ
 *   "12:00-16:00"                                    public holidays
 * A span ends at 24:00 at the latest: with one that goes on into the next day, nobody could say
 * which of two days a date that differs or a holiday takes away. Who is open past midnight writes
 * two spans, which then count as one. */
#include "directory/hours.h"

#include <ctype.h>
#include <string.h>

#include "directory/civil.h"

static const char expected_week[] =
	"weekdays and times such as mon-thu 16:00-21:00; fri 12:00-15:00";
static const char expected_dates[] =
	"dates and times such as 2026-12-24 closed; 2026-12-31 10:00-14:00";
static const char expected_holidays[] = "closed, open, or times such as 12:00-16:00";
static const char expected_topics[] =
	"topics with weekdays and times such as school mon-thu 15:00-18:00; body closed";
static const char expected_order[] =
	"an end after the beginning, 24:00 at the latest; past midnight two spans, such as "
	"fri 22:00-24:00; sat 00:00-02:00";
static const char expected_apart[] = "times of one day that do not overlap";
static const char expected_fewer[] = "fewer times";
static const char expected_either[] = "either closed or times for a topic";

/* What is left to read, and what to say when it is not as expected. */
struct reader {
	const char *at;
	const char *why;
};

/* Where spans go. */
struct shelf {
	struct hours_span *spans;
	unsigned *count, max;
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

static int add_span(struct reader *reader, struct shelf shelf, struct hours_span span)
{
	for (unsigned i = 0; i < *shelf.count; i++) {
		const struct hours_span *other = &shelf.spans[i];
		if (other->topic == span.topic && other->weekday == span.weekday &&
			span.from < other->until && other->from < span.until) {
			reader->why = expected_apart;
			return ERR_SYNTAX;
		}
	}
	if (*shelf.count == shelf.max) {
		reader->why = expected_fewer;
		return ERR_SYNTAX;
	}
	shelf.spans[(*shelf.count)++] = span;
	return 0;
}

/* At least one space. */
static bool take_gap(struct reader *reader)
{
	bool there = *reader->at == ' ' || *reader->at == '\t';
	skip_spaces(reader);
	return there;
}

static bool take_closed(struct reader *reader)
{
	bool closed = strncmp(reader->at, "closed", 6) == 0;
	reader->at += closed ? 6 : 0;
	return closed;
}

/* "mon-thu 16:00-21:00", of a topic or of the week. */
static int take_days(struct reader *reader, struct shelf shelf, uint8_t topic)
{
	unsigned set = take_weekdays(reader);
	struct hours_span span = {.topic = topic};
	if (set == 0 || !take_gap(reader)) {
		return ERR_SYNTAX;
	}
	int err = take_span(reader, &span.from, &span.until);
	for (uint8_t day = 1; err == 0 && day <= 7; day++) {
		if (set & 1u << day) {
			span.weekday = day;
			err = add_span(reader, shelf, span);
		}
	}
	return err;
}

/* One entry of the week. */
static int take_week_entry(struct reader *reader, struct hours *hours)
{
	const struct shelf shelf = {hours->spans, &hours->span_count, HOURS_SPANS_MAX};
	return take_days(reader, shelf, 0);
}

/* The id of a topic, up to a space. */
static int take_topic(struct reader *reader, char ret_id[HOURS_TOPIC_SIZE])
{
	size_t len = strspn(reader->at, "abcdefghijklmnopqrstuvwxyz0123456789_-");
	if (len == 0 || len >= HOURS_TOPIC_SIZE) {
		return ERR_SYNTAX;
	}
	memcpy(ret_id, reader->at, len);
	ret_id[len] = '\0';
	reader->at += len;
	return take_gap(reader) ? 0 : ERR_SYNTAX;
}

static bool topic_is_closed(const struct hours *hours, unsigned topic)
{
	for (unsigned i = 0; i < hours->topic_span_count; i++) {
		if (hours->topic_spans[i].topic == topic) {
			return false;
		}
	}
	return true;
}

/* One entry of a topic; a topic may have several, unless it is closed. */
static int take_topic_entry(struct reader *reader, struct hours *hours)
{
	char id[HOURS_TOPIC_SIZE];
	if (take_topic(reader, id) != 0) {
		return ERR_SYNTAX;
	}
	unsigned topic = hours_topic(hours, id);
	bool known = topic < hours->topic_count, closed = take_closed(reader);
	if (known && (closed || topic_is_closed(hours, topic))) {
		reader->why = expected_either;
		return ERR_SYNTAX;
	}
	if (topic == HOURS_TOPICS_MAX) {
		reader->why = expected_fewer;
		return ERR_SYNTAX;
	}
	if (!known) {
		memcpy(hours->topics[hours->topic_count++], id, sizeof(id));
	}
	const struct shelf shelf = {hours->topic_spans, &hours->topic_span_count,
		HOURS_TOPIC_SPANS_MAX};
	return closed ? 0 : take_days(reader, shelf, (uint8_t)topic);
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
	if (err != 0 || !take_gap(reader)) {
		return ERR_SYNTAX;
	}
	if (!take_closed(reader)) {
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

/* The whole field of public holidays. */
static int take_holidays(struct reader *reader, struct hours *hours)
{
	int err = 0;
	skip_spaces(reader);
	if (*reader->at == '\0') {
		return 0;
	}
	if (take_closed(reader)) {
		hours->holidays = HOLIDAYS_CLOSED;
	} else if (strncmp(reader->at, "open", 4) == 0) {
		reader->at += 4;
		hours->holidays = HOLIDAYS_OPEN;
	} else {
		hours->holidays = HOLIDAYS_SPAN;
		err = take_span(reader, &hours->holiday_from, &hours->holiday_until);
	}
	skip_spaces(reader);
	return err == 0 && *reader->at != '\0' ? ERR_SYNTAX : err;
}

int hours_parse(const struct hours_text *text, struct hours *ret_hours, const char **ret_why)
{
	struct hours hours = {0};
	struct reader week = {text->week, expected_week}, topics = {text->topics, expected_topics},
				  dates = {text->exceptions, expected_dates},
				  holidays = {text->holidays, expected_holidays};
	const struct reader *wrong = NULL;
	if (take_list(&week, &hours, take_week_entry) != 0) {
		wrong = &week;
	} else if (take_list(&topics, &hours, take_topic_entry) != 0) {
		wrong = &topics;
	} else if (take_list(&dates, &hours, take_exception) != 0) {
		wrong = &dates;
	} else if (take_holidays(&holidays, &hours) != 0) {
		wrong = &holidays;
	}
	if (wrong) {
		*ret_why = wrong->why;
		return ERR_SYNTAX;
	}
	*ret_hours = hours;
	return 0;
}

unsigned hours_topic(const struct hours *hours, const char *topic)
{
	unsigned i = 0;
	while (i < hours->topic_count && strcmp(hours->topics[i], topic) != 0) {
		i++;
	}
	return i;
}
