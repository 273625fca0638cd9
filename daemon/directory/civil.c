/* The calendar and the European Union's daylight saving rule (Directive 2000/84/EC): summer time
 * from the last Sunday of March to the last Sunday of October, both at 01:00 UTC. Written out
 * because the zone of the process is UTC, and a process has only one. */
#include "directory/civil.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400, MINUTE_S = 60, SUMMER_MINUTES = 60, SWITCH_S = 3600 };

static const struct zone {
	const char *name;
	int minutes; /* east of UTC in winter */
} zones[] = {
	{"Europe/Oslo", 60},
	{"Europe/Copenhagen", 60},
};

static const struct zone *zone_find(const char *name)
{
	for (size_t i = 0; name && i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (strcmp(zones[i].name, name) == 0) {
			return &zones[i];
		}
	}
	return NULL;
}

bool zone_is_known(const char *zone)
{
	return zone_find(zone) != NULL;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The two conversions follow Howard Hinnant's "chrono-compatible low-level date algorithms":
 * years begin in March, so that the leap day is their last. */
int64_t civil_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

void civil_date(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t z = days + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month_from_march = (5 * day_of_year + 2) / 153;
	*ret_day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
	*ret_month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
	*ret_year = (int)(year_of_era + era * 400 + (*ret_month <= 2));
}

int civil_weekday(int64_t days)
{
	int64_t since_monday = (days + 3) % 7; /* 1970-01-01 was a Thursday */
	return (int)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

int civil_month_days(int year, int month)
{
	int next_year = month == 12 ? year + 1 : year;
	int next_month = month == 12 ? 1 : month + 1;
	return (int)(civil_days(next_year, next_month, 1) - civil_days(year, month, 1));
}

bool civil_read(const char *text, int64_t *ret_days)
{
	enum {
		YEAR_LEN = 4,
		MONTH_AT = 5,
		DAY_AT = 8,
		LEN = 10,
		YEAR_MIN = 1970,
		MONTHS = 12,
		BASE = 10
	};
	if (text == NULL || strlen(text) != LEN || strspn(text, "0123456789-") != LEN ||
		text[YEAR_LEN] != '-' || text[DAY_AT - 1] != '-') {
		return false;
	}
	char *end_year, *end_month, *end_day;
	long year = strtol(text, &end_year, BASE), month = strtol(text + MONTH_AT, &end_month, BASE),
		 day = strtol(text + DAY_AT, &end_day, BASE);
	if (end_year != text + YEAR_LEN || end_month != text + DAY_AT - 1 || end_day != text + LEN ||
		year < YEAR_MIN || month < 1 || month > MONTHS || day < 1 ||
		day > civil_month_days((int)year, (int)month)) {
		return false;
	}
	*ret_days = civil_days((int)year, (int)month, (int)day);
	return true;
}

/* 01:00 UTC on the last Sunday of a month of 31 days. */
static int64_t last_sunday(int year, int month)
{
	int64_t last = civil_days(year, month, 31);
	return (last - civil_weekday(last) % 7) * DAY_S + SWITCH_S;
}

int zone_offset_minutes(const char *zone, int64_t unix_s)
{
	const struct zone *found = zone_find(zone);
	if (!found) {
		return 0;
	}
	int year, month, day;
	civil_date(floor_div(unix_s, DAY_S), &year, &month, &day);
	bool summer = unix_s >= last_sunday(year, 3) && unix_s < last_sunday(year, 10);
	return found->minutes + (summer ? SUMMER_MINUTES : 0);
}

int64_t civil_day_at(const char *zone, int64_t unix_s)
{
	return floor_div(unix_s + (int64_t)zone_offset_minutes(zone, unix_s) * MINUTE_S, DAY_S);
}

/* Which of two moments is meant when a civil time comes twice. */
enum twice { FIRST, LAST };

static int64_t moment(const char *zone, int64_t days, int minutes, enum twice twice)
{
	const struct zone *found = zone_find(zone);
	int winter_minutes = found ? found->minutes : 0;
	int64_t civil = days * DAY_S + (int64_t)minutes * MINUTE_S;
	int64_t winter = civil - (int64_t)winter_minutes * MINUTE_S;
	int64_t summer = winter - (int64_t)SUMMER_MINUTES * MINUTE_S;
	if (!found) {
		return civil;
	}
	bool winter_fits = zone_offset_minutes(zone, winter) == winter_minutes;
	bool summer_fits = zone_offset_minutes(zone, summer) != winter_minutes;
	if (winter_fits && summer_fits) {
		return twice == FIRST ? summer : winter;
	}
	if (winter_fits || summer_fits) {
		return winter_fits ? winter : summer;
	}
	return floor_div(winter, SWITCH_S) * SWITCH_S; /* skipped: summer time begins on a full hour */
}

int64_t civil_begin(const char *zone, int64_t days, int minutes)
{
	return moment(zone, days, minutes, FIRST);
}

/* Where the clock is set back to 02:00, a span until 02:00 has ended before: its last minute came
 * once. So the end is a minute after that one, but never later than the end itself, which it
 * would be when both are skipped. */
int64_t civil_end(const char *zone, int64_t days, int minutes)
{
	int64_t end = moment(zone, days, minutes, LAST);
	int64_t behind_last = moment(zone, days, minutes - 1, LAST) + MINUTE_S;
	return behind_last < end ? behind_last : end;
}
