/* Whole numbers from 1 on. More than all never goes without an answer: a limit of 100 per cent would be none. */
#include "directory/alarm_limit.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_MAX = 1440, PERCENT_MAX = 99 };

static int check(const char *value, unsigned long most)
{
	bool is_number = strspn(value, "0123456789") == strlen(value) && value[0] != '0';
	return is_number && strtoul(value, NULL, 10) <= most ? 0 : ERR_RANGE;
}

int alarm_limit_minutes(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "minutes, a whole number from 1 to 1440";
	return check(value, MINUTES_MAX);
}

int alarm_limit_percent(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "percent, a whole number from 1 to 99";
	return check(value, PERCENT_MAX);
}
