/* Opening hours around the changes to and from summer time of 2026 and 2027, in both zones: a
 * table of moments written by hand, and each minute of the weeks against a slow computation with
 * the C library's own time zones. Wrong rules, planted, must break the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "directory/civil.h"
#include "directory/opening.h"
#include "unit/support/slow_hours.h"

#define EVENINGS "sat,sun 16:00-21:00"
#define NIGHT "sat 22:00-24:00; sun 00:00-04:00"
#define LATE "sun 20:00-24:00; mon 00:00-02:00"

static const char *const zones[] = {"Europe/Oslo", "Europe/Copenhagen"};

/* 01:00 UTC on 29 March and 25 October 2026, 28 March and 31 October 2027. */
static const int64_t changes[] = {1774746000, 1792890000, 1806195600, 1824944400};

/* A claim: asked at that moment, it is open until then (0: it is shut), and the next run begins
 * then. Unix seconds. */
static const struct row {
	const char *claim, *week;
	int64_t asked, until, next;
} rows[] = {
	/* asked 2026-03-28 15:00Z, until 03-28 20:00Z, next 03-29 14:00Z */
	{"the evening before spring keeps winter time", EVENINGS, 1774710000, 1774728000, 1774792800},
	/* asked 2026-03-28 14:59Z, next 03-28 15:00Z */
	{"a minute before that evening it is shut", EVENINGS, 1774709940, 0, 1774710000},
	/* asked 2026-03-29 14:00Z, until 03-29 19:00Z, next 04-04 14:00Z */
	{"the evening after spring has summer time", EVENINGS, 1774792800, 1774810800, 1775311200},
	/* asked 2026-03-29 13:59Z, next 03-29 14:00Z */
	{"a minute before that one it is shut", EVENINGS, 1774792740, 0, 1774792800},
	/* asked 2026-03-28 23:00Z, until 03-29 22:00Z, next 04-04 22:00Z */
	{"the whole day of spring has 23 hours", "sun 00:00-24:00", 1774738800, 1774821600, 1775340000},
	/* asked 2026-03-29 00:00Z, until 03-29 03:00Z, next 04-04 23:00Z */
	{"a night over the skip lasts an hour less", "sun 01:00-05:00", 1774742400, 1774753200,
		1775343600},
	/* asked 2026-03-29 00:59Z, next 03-29 01:00Z */
	{"a beginning that is skipped waits for the skip", "sun 02:30-04:00", 1774745940, 0,
		1774746000},
	/* asked 2026-03-29 01:00Z, until 03-29 02:00Z, next 04-05 00:30Z */
	{"a beginning that is skipped is the skip", "sun 02:30-04:00", 1774746000, 1774749600,
		1775349000},
	/* asked 2026-03-29 00:59Z, until 03-29 01:00Z, next 04-04 23:00Z */
	{"an end that is skipped is the skip", "sun 01:00-02:30", 1774745940, 1774746000, 1775343600},
	/* asked 2026-03-29 01:00Z, next 04-04 23:00Z */
	{"behind an end that is skipped it is shut", "sun 01:00-02:30", 1774746000, 0, 1775343600},
	/* asked 2026-03-29 00:59Z, next 04-05 00:00Z */
	{"a span that is skipped is not open before", "sun 02:00-03:00", 1774745940, 0, 1775347200},
	/* asked 2026-03-29 01:00Z, next 04-05 00:00Z */
	{"a span that is skipped is not open after", "sun 02:00-03:00", 1774746000, 0, 1775347200},
	/* asked 2026-03-28 12:00Z, next 04-05 00:15Z */
	{"a span that is skipped is not the next", "sun 02:15-02:45", 1774699200, 0, 1775348100},
	/* asked 2026-03-29 00:59Z, next 03-29 01:00Z */
	{"three o'clock is the moment of the skip", "sun 03:00-04:00", 1774745940, 0, 1774746000},
	/* asked 2026-03-28 23:00Z, until 03-29 01:00Z, next 04-04 22:00Z */
	{"an end at two is the moment of the skip", "sun 00:00-02:00", 1774738800, 1774746000,
		1775340000},
	/* asked 2026-03-28 21:00Z, until 03-29 02:00Z, next 04-04 20:00Z */
	{"a run from Saturday goes on over the skip", NIGHT, 1774731600, 1774749600, 1775332800},
	/* asked 2026-03-28 23:00Z, until 03-29 02:00Z, next 04-04 20:00Z */
	{"midnight before spring opens nothing", NIGHT, 1774738800, 1774749600, 1775332800},
	/* asked 2026-03-29 18:00Z, until 03-30 00:00Z, next 04-05 18:00Z */
	{"the first midnight of summer time opens nothing", LATE, 1774807200, 1774828800, 1775412000},
	/* asked 2026-03-27 20:00Z, next 03-30 14:00Z */
	{"from Friday over spring to Monday", "fri,mon 16:00-21:00", 1774641600, 0, 1774879200},
	/* asked 2026-03-29 00:30Z, until 03-29 02:00Z, next 04-04 23:00Z */
	{"two spans that the skip joins are one run", "sun 01:00-02:00; sun 03:00-04:00", 1774744200,
		1774749600, 1775343600},
	/* asked 2026-04-04 23:30Z, until 04-05 00:00Z, next 04-05 01:00Z */
	{"on another Sunday they are two", "sun 01:00-02:00; sun 03:00-04:00", 1775345400, 1775347200,
		1775350800},
	/* asked 2026-10-24 14:00Z, until 10-24 19:00Z, next 10-25 15:00Z */
	{"the evening before autumn keeps summer time", EVENINGS, 1792850400, 1792868400, 1792940400},
	/* asked 2026-10-25 14:00Z, next 10-25 15:00Z */
	{"the evening after autumn begins an hour later", EVENINGS, 1792936800, 0, 1792940400},
	/* asked 2026-10-25 15:00Z, until 10-25 20:00Z, next 10-31 15:00Z */
	{"the evening after autumn has winter time", EVENINGS, 1792940400, 1792958400, 1793458800},
	/* asked 2026-10-24 22:00Z, until 10-25 23:00Z, next 10-31 23:00Z */
	{"the whole day of autumn has 25 hours", "sun 00:00-24:00", 1792879200, 1792969200, 1793487600},
	/* asked 2026-10-24 23:00Z, until 10-25 04:00Z, next 11-01 00:00Z */
	{"a night over the repeated hour lasts an hour more", "sun 01:00-05:00", 1792882800, 1792900800,
		1793491200},
	/* asked 2026-10-25 00:29Z, next 10-25 00:30Z */
	{"a time that comes twice waits for its first", "sun 02:30-02:45", 1792888140, 0, 1792888200},
	/* asked 2026-10-25 00:30Z, until 10-25 01:45Z, next 11-01 01:30Z */
	{"it opens at its first and shuts at its last", "sun 02:30-02:45", 1792888200, 1792892700,
		1793496600},
	/* asked 2026-10-25 01:10Z, until 10-25 01:45Z, next 11-01 01:30Z */
	{"between its two comings it stays open", "sun 02:30-02:45", 1792890600, 1792892700,
		1793496600},
	/* asked 2026-10-25 01:45Z, next 11-01 01:30Z */
	{"behind its last it is shut", "sun 02:30-02:45", 1792892700, 0, 1793496600},
	/* asked 2026-10-24 23:59Z, until 10-25 00:00Z, next 10-31 23:00Z */
	{"an end at two is the first two o'clock", "sun 00:00-02:00", 1792886340, 1792886400,
		1793487600},
	/* asked 2026-10-25 00:00Z, next 10-31 23:00Z */
	{"at the first two o'clock it is shut", "sun 00:00-02:00", 1792886400, 0, 1793487600},
	/* asked 2026-10-25 00:00Z, until 10-25 03:00Z, next 11-01 01:00Z */
	{"a beginning at two is the first two o'clock", "sun 02:00-04:00", 1792886400, 1792897200,
		1793494800},
	/* asked 2026-10-24 23:00Z, until 10-25 01:30Z, next 11-01 00:00Z */
	{"an end within the repeated hour is its last", "sun 01:00-02:30", 1792882800, 1792891800,
		1793491200},
	/* asked 2026-10-25 01:59Z, next 10-25 02:00Z */
	{"three o'clock comes once, behind the repeated hour", "sun 03:00-04:00", 1792893540, 0,
		1792893600},
	/* asked 2026-10-25 00:30Z, until 10-25 02:00Z, next 11-01 00:00Z */
	{"an end at three is behind the repeated hour", "sun 01:00-03:00", 1792888200, 1792893600,
		1793491200},
	/* asked 2026-10-24 23:00Z, until 10-25 02:30Z, next 11-01 00:00Z */
	{"two spans that the repeated hour joins are one run", "sun 01:00-02:15; sun 02:45-03:30",
		1792882800, 1792895400, 1793491200},
	/* asked 2026-10-24 20:00Z, until 10-25 03:00Z, next 10-31 21:00Z */
	{"a run from Saturday goes on over the repeated hour", NIGHT, 1792872000, 1792897200,
		1793480400},
	/* asked 2026-10-23 19:00Z, next 10-26 15:00Z */
	{"from Friday over autumn to Monday", "fri,mon 16:00-21:00", 1792782000, 0, 1793026800},
	/* asked 2026-10-25 19:00Z, until 10-26 01:00Z, next 11-01 19:00Z */
	{"the first midnight of winter time opens nothing", LATE, 1792954800, 1792976400, 1793559600},
	/* asked 2027-03-27 20:00Z, next 03-28 14:00Z */
	{"2027: the evening after spring", EVENINGS, 1806177600, 0, 1806242400},
	/* asked 2027-03-28 00:00Z, until 03-28 03:00Z, next 04-03 23:00Z */
	{"2027: a night over the skip", "sun 01:00-05:00", 1806192000, 1806202800, 1806793200},
	/* asked 2027-03-28 00:00Z, next 03-28 01:00Z */
	{"2027: a beginning that is skipped", "sun 02:30-04:00", 1806192000, 0, 1806195600},
	/* asked 2027-03-28 12:00Z, next 03-29 14:00Z */
	{"2027: the Monday after spring", "mon 16:00-21:00", 1806235200, 0, 1806328800},
	/* asked 2027-10-30 22:00Z, until 10-31 23:00Z, next 11-06 23:00Z */
	{"2027: the whole day of autumn", "sun 00:00-24:00", 1824933600, 1825023600, 1825542000},
	/* asked 2027-10-31 00:30Z, until 10-31 01:45Z, next 11-07 01:30Z */
	{"2027: a time that comes twice", "sun 02:30-02:45", 1824942600, 1824947100, 1825551000},
	/* asked 2027-10-30 19:00Z, next 10-31 15:00Z */
	{"2027: the evening after autumn", EVENINGS, 1824922800, 0, 1824994800},
	/* asked 2027-10-31 21:00Z, until 11-01 00:00Z, next 11-07 21:00Z */
	{"2027: a run into the month after autumn", "sun 22:00-24:00; mon 00:00-01:00", 1825016400,
		1825027200, 1825621200},
	/* asked 2026-12-31 21:00Z, until 01-01 01:00Z, next 01-07 21:00Z */
	{"a run into the next year", "thu 22:00-24:00; fri 00:00-02:00", 1798750800, 1798765200,
		1799355600},
	/* asked 2026-07-06 13:59Z, next 07-06 14:00Z */
	{"a Monday in the middle of summer", "mon 16:00-21:00", 1783346340, 0, 1783346400},
};

enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]) };

static struct slow_hours slow;

/* An agency in a pool of its own. Holidays are ordinary days here: Easter Sunday of 2027 is the
 * day of the change. */
static struct agency *agency_with(const char *week)
{
	const char *why = "";
	struct agency *agency = agency_create("oslo", "no");
	if (agency_set(agency, "hours", week, &why) != 0 ||
		agency_set(agency, "holidays", "open", &why) != 0) {
		fail_msg("\"%s\" was refused: %s", week, why);
	}
	return agency;
}

static void each_row_of_the_table_holds_in_both_zones(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * ROW_COUNT; i++) {
		const struct row *row = &rows[i / 2];
		const struct pool pool = {.id = "no", .country = "NO", .zone = zones[i % 2]};
		struct agency *agency = agency_with(row->week);
		struct opening opening = opening_at(agency, &pool, NULL, row->asked);
		int64_t next = opening_next(agency, &pool, NULL, row->asked);
		bool holds =
			opening.open == (row->until != 0) && opening.until_s == row->until && next == row->next;
		if (!holds) {
			fail_msg("%s, %s: open %d until %lld, next %lld; expected %lld, %lld", row->claim,
				pool.zone, opening.open, (long long)opening.until_s, (long long)next,
				(long long)row->until, (long long)row->next);
		}
		agency_destroy(agency);
	}
}

/* The rows that a slow clock contradicts; *ret_first is the first of them. */
static unsigned broken_rows(const struct slow_clock *clock, const char **ret_first)
{
	unsigned broken = 0;
	for (size_t i = 0; i < ROW_COUNT; i++) {
		struct agency *agency = agency_with(rows[i].week);
		slow_look(&slow, clock, agency_hours(agency), rows[i].asked);
		if (slow_until(&slow, rows[i].asked) != rows[i].until ||
			slow_next(&slow, rows[i].asked) != rows[i].next) {
			*ret_first = broken++ == 0 ? rows[i].claim : *ret_first;
		}
		agency_destroy(agency);
	}
	return broken;
}

/* Summer time between the changes as they are listed above. */
static int as_listed(int64_t unix_s)
{
	bool summer = (unix_s >= changes[0] && unix_s < changes[1]) ||
		(unix_s >= changes[2] && unix_s < changes[3]);
	return summer ? 120 : 60;
}

static void the_table_holds_for_a_clock_that_is_read_minute_by_minute(void **state)
{
	(void)state;
	const struct slow_clock right = {"as listed", as_listed, SLOW_FIRST_TO_LAST};
	const char *first = "";
	assert_int_equal(broken_rows(&right, &first), 0);
}

static int always_winter(int64_t unix_s)
{
	(void)unix_s;
	return 60;
}

static int always_summer(int64_t unix_s)
{
	(void)unix_s;
	return 120;
}

/* April to October, whole months. */
static int by_months(int64_t unix_s)
{
	int year, month, day;
	civil_date(unix_s / SLOW_DAY_S, &year, &month, &day);
	return month >= 4 && month <= 10 ? 120 : 60;
}

/* The change at midnight UTC instead of 01:00. */
static int at_midnight(int64_t unix_s)
{
	return as_listed(unix_s + 3600);
}

/* The change at 02:00 UTC, as if both were at three of the winter clock. */
static int an_hour_late(int64_t unix_s)
{
	return as_listed(unix_s - 3600);
}

/* The Sunday before the last. */
static int a_week_early(int64_t unix_s)
{
	return as_listed(unix_s + 7 * SLOW_DAY_S);
}

static void each_wrong_rule_that_is_planted_breaks_the_table(void **state)
{
	(void)state;
	static const struct slow_clock faults[] = {
		{"always winter time", always_winter, SLOW_FIRST_TO_LAST},
		{"always summer time", always_summer, SLOW_FIRST_TO_LAST},
		{"summer time by months", by_months, SLOW_FIRST_TO_LAST},
		{"the change at midnight", at_midnight, SLOW_FIRST_TO_LAST},
		{"the change an hour late", an_hour_late, SLOW_FIRST_TO_LAST},
		{"the change a week early", a_week_early, SLOW_FIRST_TO_LAST},
		{"an end by the length on paper", as_listed, SLOW_BY_LENGTH},
		{"each minute by its time of the wall", as_listed, SLOW_BY_WALL},
	};
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		const char *first = "";
		if (broken_rows(&faults[i], &first) == 0) {
			fail_msg("%s went unnoticed", faults[i].name);
		}
	}
}

/* What the C library says in the zone of TZ. */
static int by_library(int64_t unix_s)
{
	time_t at = unix_s;
	struct tm tm = {0};
	return localtime_r(&at, &tm) ? (int)(tm.tm_gmtoff / 60) : 0;
}

/* Whether the library knows the zone; without tzdata it takes every name for UTC. */
static bool library_is_in(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
	return by_library(changes[0]) != 0;
}

static void library_is_back(void)
{
	unsetenv("TZ");
	tzset();
}

/* Compares each minute of the four days before and after a change. */
static void compare_week(const struct agency *agency, const struct pool *pool, int64_t change)
{
	enum { HALF_S = 4 * SLOW_DAY_S };
	const struct slow_clock clock = {"library", by_library, SLOW_FIRST_TO_LAST};
	slow_look(&slow, &clock, agency_hours(agency), change - HALF_S);
	for (int64_t at = change - HALF_S; at < change + HALF_S; at += 60) {
		struct opening opening = opening_at(agency, pool, NULL, at);
		int64_t until = slow_until(&slow, at);
		if (opening.open != (until != 0) || opening.until_s != until) {
			fail_msg("%s at %lld: until %lld, the slow way %lld", pool->zone, (long long)at,
				(long long)opening.until_s, (long long)until);
		}
		int64_t next = opening_next(agency, pool, NULL, at);
		if (next != slow_next(&slow, at)) {
			fail_msg("%s at %lld: next %lld, the slow way %lld", pool->zone, (long long)at,
				(long long)next, (long long)slow_next(&slow, at));
		}
	}
}

static void every_minute_around_the_changes_is_as_the_library_has_it(void **state)
{
	(void)state;
	static const char week[] =
		"mon-wed 16:00-21:00; thu 08:05-09:00; thu 10:00-12:30; fri 20:00-24:00; "
		"sat 00:00-02:30; sat 15:00-24:00; sun 00:00-02:15; sun 02:20-02:40; sun 02:50-03:10; "
		"sun 04:00-05:00; sun 22:30-24:00; mon 00:00-01:00";
	bool known = true;
	struct agency *agency = agency_with(week);
	for (size_t i = 0; known && i < 8; i++) {
		const struct pool pool = {.id = "no", .country = "NO", .zone = zones[i % 2]};
		known = library_is_in(pool.zone);
		if (known) {
			compare_week(agency, &pool, changes[i / 2]);
		}
	}
	library_is_back();
	agency_destroy(agency);
	if (!known) {
		print_message("the zones of the C library (tzdata) are not installed\n");
		skip();
	}
}

/* The table again with the library's clock, so that its moments do not rest on our list. */
static void the_table_holds_for_the_clock_of_the_library(void **state)
{
	(void)state;
	unsigned broken = 0;
	bool known = true;
	const char *first = "";
	for (size_t i = 0; known && i < 2; i++) {
		const struct slow_clock clock = {"library", by_library, SLOW_FIRST_TO_LAST};
		known = library_is_in(zones[i]);
		broken += known ? broken_rows(&clock, &first) : 0;
	}
	library_is_back();
	if (broken > 0) {
		fail_msg("%u rows are not so, the first: %s", broken, first);
	}
	if (!known) {
		skip();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_of_the_table_holds_in_both_zones),
		cmocka_unit_test(the_table_holds_for_a_clock_that_is_read_minute_by_minute),
		cmocka_unit_test(each_wrong_rule_that_is_planted_breaks_the_table),
		cmocka_unit_test(every_minute_around_the_changes_is_as_the_library_has_it),
		cmocka_unit_test(the_table_holds_for_the_clock_of_the_library),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
