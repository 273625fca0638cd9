/* Puts moments into words with the dictionaries' names of days and months. The civil time is
 * directory's. */
#include "api/when.h"

#include <stdio.h>
#include <string.h>

#include "directory/civil.h"

enum { DAY_S = 86400, MINUTES_HOUR = 60, EVENING_MINUTES = 16 * 60, WEEK_DAYS = 7 };

/* A civil time there. */
struct civil {
	int64_t days;
	int minutes;
};

static struct civil civil_of(const struct when *when, int64_t unix_s)
{
	struct civil civil = {.days = civil_day_at(when->zone, unix_s)};
	int64_t local = unix_s + (int64_t)zone_offset_minutes(when->zone, unix_s) * 60;
	civil.minutes = (int)((local - civil.days * DAY_S) / 60);
	return civil;
}

static const char *text_of(const struct when *when, const char *key)
{
	return texts_get(when->texts, when->language, key, NULL);
}

/* A text whose key ends in a number. */
static const char *word_of(const struct when *when, const char *prefix, int number)
{
	char key[48];
	snprintf(key, sizeof(key), "%s.%d", prefix, number);
	return text_of(when, key);
}

static void clock_text(const struct when *when, int minutes, char out[WHEN_SIZE])
{
	char hour[12], minute[12];
	bool whole = minutes % MINUTES_HOUR == 0;
	snprintf(hour, sizeof(hour), whole ? "%d" : "%02d", minutes / MINUTES_HOUR);
	snprintf(minute, sizeof(minute), "%02d", minutes % MINUTES_HOUR);
	const struct text_value values[] = {{"h", hour}, {"min", minute}};
	texts_fill(text_of(when, whole ? "common.clock_whole" : "common.clock"), values, 2, out,
		WHEN_SIZE);
}

void when_clock(const struct when *when, int64_t unix_s, char out[WHEN_SIZE])
{
	int minutes = civil_of(when, unix_s).minutes;
	clock_text(when, minutes == 0 ? DAY_S / 60 : minutes, out);
}

void when_day(const struct when *when, int64_t unix_s, char out[WHEN_SIZE])
{
	struct civil then = civil_of(when, unix_s);
	int64_t ahead = then.days - civil_of(when, when->now_s).days;
	int year, month, day;
	char clock[WHEN_SIZE], number[12];
	civil_date(then.days, &year, &month, &day);
	clock_text(when, then.minutes, clock);
	snprintf(number, sizeof(number), "%d", day);
	const char *key = "common.when.date";
	if (ahead < WEEK_DAYS) {
		key = ahead <= 0 ? "common.when.today"
			: ahead == 1 ? "common.when.tomorrow"
						 : "common.when.weekday";
	}
	const struct text_value values[] = {{"time", clock}, {"day", number},
		{"month", word_of(when, "common.month", month)},
		{"weekday", word_of(when, "common.weekday", civil_weekday(then.days))}};
	texts_fill(text_of(when, key), values, 4, out, WHEN_SIZE);
}

bool when_is_evening(const struct when *when)
{
	return civil_of(when, when->now_s).minutes >= EVENING_MINUTES;
}

unsigned when_rows(const struct hours *hours, struct when_row rows[HOURS_SPANS_MAX])
{
	unsigned count = 0;
	for (unsigned day = 1; day <= WEEK_DAYS; day++) {
		for (unsigned i = 0; i < hours->span_count; i++) {
			const struct hours_span *span = &hours->spans[i];
			if (span->weekday != day) {
				continue;
			}
			unsigned row = 0;
			while (
				row < count && (rows[row].from != span->from || rows[row].until != span->until)) {
				row++;
			}
			if (row == count) {
				rows[count++] = (struct when_row){.from = span->from, .until = span->until};
			}
			rows[row].days[rows[row].day_count++] = day;
		}
	}
	return count;
}

/* "mandag, tirsdag og fredag". */
static void list_text(const struct when *when, const struct when_row *row, char out[WHEN_SIZE])
{
	char list[WHEN_SIZE] = "";
	for (unsigned i = 0; i + 1 < row->day_count; i++) {
		size_t used = strlen(list);
		snprintf(list + used, sizeof(list) - used, "%s%s", i ? ", " : "",
			word_of(when, "common.weekday", (int)row->days[i]));
	}
	const char *last = word_of(when, "common.weekday", (int)row->days[row->day_count - 1]);
	const struct text_value values[] = {{"list", list}, {"last", last}};
	texts_fill(text_of(when, "common.list.and"), values, 2, out, WHEN_SIZE);
}

static void days_text(const struct when *when, const struct when_row *row, char out[WHEN_SIZE])
{
	unsigned count = row->day_count, first = row->days[0], last = row->days[count - 1];
	const char *first_word = word_of(when, "common.weekday", (int)first);
	const struct text_value ends[] = {{"first", first_word},
		{"last", word_of(when, "common.weekday", (int)last)}};
	if (count == WEEK_DAYS) {
		snprintf(out, WHEN_SIZE, "%s", text_of(when, "youth.door.hours.every"));
	} else if (count == 1) {
		snprintf(out, WHEN_SIZE, "%s", first_word);
	} else if (count == 2) {
		texts_fill(text_of(when, "youth.door.hours.pair"), ends, 2, out, WHEN_SIZE);
	} else if (last - first + 1 == count) {
		texts_fill(text_of(when, "youth.door.hours.range"), ends, 2, out, WHEN_SIZE);
	} else {
		list_text(when, row, out);
	}
}

/* Raises the first letter. Names of days begin with a to z, or with a letter of Northern Sami in
 * two bytes (á, č, đ ...), whose capital is the one before it or 0x20 before it. */
static void raise_first(char *text)
{
	unsigned char *c = (unsigned char *)text;
	if (c[0] >= 'a' && c[0] <= 'z') {
		c[0] = (unsigned char)(c[0] - 0x20);
	} else if (c[0] == 0xC3 && c[1] >= 0xA0 && c[1] != 0xB7) {
		c[1] = (unsigned char)(c[1] - 0x20);
	} else if ((c[0] == 0xC4 || c[0] == 0xC5) && c[1] % 2 == 1) {
		c[1] = (unsigned char)(c[1] - 1);
	}
}

void when_row_text(const struct when *when, const struct when_row *row, char out[WHEN_SIZE])
{
	bool always = row->day_count == WEEK_DAYS && row->from == 0 && row->until == DAY_S / 60;
	char days[WHEN_SIZE], from[WHEN_SIZE], until[WHEN_SIZE];
	days_text(when, row, days);
	raise_first(days);
	clock_text(when, (int)row->from, from);
	clock_text(when, (int)row->until, until);
	const struct text_value values[] = {{"days", days}, {"from", from}, {"to", until}};
	texts_fill(text_of(when, always ? "youth.door.hours.always" : "youth.door.hours.line"), values,
		3, out, WHEN_SIZE);
}
