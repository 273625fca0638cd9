/* Public holidays by rule, of the countries that have a pool. Flag days and half days such as
 * Christmas Eve are none: an agency names those among its exceptions. */
#ifndef SAMTALE_DIRECTORY_HOLIDAY_H
#define SAMTALE_DIRECTORY_HOLIDAY_H

#include <stdbool.h>
#include <stdint.h>

/* The day number (civil.h) of Easter Sunday of a year of the Gregorian calendar. */
int64_t holiday_easter(int year);

/* Whether the day is a public holiday in a country: "NO" or "DK"; of others none is known. The
 * rules are today's; the Danish Great Prayer Day, which ended with 2023, is not among them. */
bool holiday_is(const char *country, int64_t days);

#endif
