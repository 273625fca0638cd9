/* Days and minutes of the civil calendar in the zones we know, right across daylight saving: for
 * opening.h, and for who puts moments into words. */
#ifndef SAMTALE_DIRECTORY_CIVIL_H
#define SAMTALE_DIRECTORY_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01 in the proleptic Gregorian calendar; month 1 to 12. */
int64_t civil_days(int year, int month, int day);

/* The date of a day number. */
void civil_date(int64_t days, int *ret_year, int *ret_month, int *ret_day);

/* The day number of "2026-10-01" with nothing behind it, of the years 1970 to 9999; false when the text is no such day, or NULL. */
bool civil_read(const char *text, int64_t *ret_days);

/* 1 Monday to 7 Sunday. */
int civil_weekday(int64_t days);

/* The number of days of a month. */
int civil_month_days(int year, int month);

/* The day number of the civil date there at that moment. */
int64_t civil_day_at(const char *zone, int64_t unix_s);

/* The moments at which a span of civil time begins and ends, each in minutes after midnight (0 to
 * 1,440). The span begins with its first minute and ends with its last: where summer time ends,
 * with the first and the last of those that come twice; one that summer time skips is the moment
 * of the skip. */
int64_t civil_begin(const char *zone, int64_t days, int minutes);
int64_t civil_end(const char *zone, int64_t days, int minutes);

/* Zones: the European Union's rule (last Sundays of March and October, 01:00 UTC), which
 * "Europe/Oslo" and "Europe/Copenhagen" follow; zone_is_known says whether a name is one of
 * them. */
bool zone_is_known(const char *zone);

/* Minutes east of UTC at that moment; 0 in a zone that is not known. */
int zone_offset_minutes(const char *zone, int64_t unix_s);

#endif
