/* Days and minutes of the civil calendar in the zones we know: for hours.h, and for who puts
 * moments into words. */
#ifndef SAMTALE_DIRECTORY_CIVIL_H
#define SAMTALE_DIRECTORY_CIVIL_H

#include <stdint.h>

/* Days since 1970-01-01 in the proleptic Gregorian calendar; month 1 to 12. */
int64_t civil_days(int year, int month, int day);

/* The date of a day number. */
void civil_date(int64_t days, int *ret_year, int *ret_month, int *ret_day);

/* 1 Monday to 7 Sunday. */
int civil_weekday(int64_t days);

/* The number of days of a month. */
int civil_month_days(int year, int month);

/* The day number of the civil date there at that moment. */
int64_t civil_day_at(const char *zone, int64_t unix_s);

/* Which of two moments is meant when a civil time comes twice, in the hour after summer time
 * ends. */
enum civil_twice { CIVIL_FIRST, CIVIL_LAST };

/* The moment of a civil time, minutes after midnight (0 to 1,440). A time that summer time skips
 * is the moment of the skip. */
int64_t civil_moment(const char *zone, int64_t days, int minutes, enum civil_twice twice);

#endif
