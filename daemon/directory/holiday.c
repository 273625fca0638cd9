/* The holidays of Norway (Act on public holidays of 1995, Act on 1 and 17 May of 1947) and of
 * Denmark (the holidays of its national church, without the Great Prayer Day from 2024 on). */
#include "directory/holiday.h"

#include <stddef.h>
#include <string.h>

#include "directory/civil.h"

enum { IN_NORWAY = 1, IN_DENMARK = 2, IN_BOTH = IN_NORWAY | IN_DENMARK };

static const struct {
	int countries, month, day;
} fixed[] = {
	{IN_BOTH, 1, 1},
	{IN_NORWAY, 5, 1},
	{IN_NORWAY, 5, 17},
	{IN_BOTH, 12, 25},
	{IN_BOTH, 12, 26},
};

/* Days after Easter Sunday: Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension
 * Day, Whit Sunday and Monday; the same in both countries. */
static const int movable[] = {-3, -2, 0, 1, 39, 49, 50};

/* The anonymous Gregorian algorithm (a correspondent of Nature, 1876; Butcher 1877; J. Meeus,
 * Astronomical Algorithms, chapter 8), which holds for every year and has no exceptions. */
int64_t holiday_easter(int year)
{
	int golden = year % 19, century = year / 100, of_century = year % 100;
	int lunar = (century - (century + 8) / 25 + 1) / 3;
	int epact = (19 * golden + century - century / 4 - lunar + 15) % 30;
	int to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
	int late = (golden + 11 * epact + 22 * to_sunday) / 451;
	int from_march = epact + to_sunday - 7 * late + 114;
	return civil_days(year, from_march / 31, from_march % 31 + 1);
}

static int country_of(const char *country)
{
	if (strcmp(country, "NO") == 0) {
		return IN_NORWAY;
	}
	return strcmp(country, "DK") == 0 ? IN_DENMARK : 0;
}

bool holiday_is(const char *country, int64_t days)
{
	int own = country_of(country), year, month, day;
	civil_date(days, &year, &month, &day);
	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		if (fixed[i].countries & own && fixed[i].month == month && fixed[i].day == day) {
			return true;
		}
	}
	int64_t after_easter = days - holiday_easter(year);
	for (size_t i = 0; own && i < sizeof(movable) / sizeof(movable[0]); i++) {
		if (movable[i] == after_easter) {
			return true;
		}
	}
	return false;
}
