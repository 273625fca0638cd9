/* The limits of its own that an agency may set for alarms, as fields of it. An empty one is right: the pool's limit holds. */
#ifndef SAMTALE_DIRECTORY_ALARM_LIMIT_H
#define SAMTALE_DIRECTORY_ALARM_LIMIT_H

#include "base/err.h"

struct agency;

/* 0 or ERR_RANGE; ret_why says what was expected. */
int alarm_limit_minutes(struct agency *agency, const char *value, const char **ret_why) MUST_CHECK;
int alarm_limit_percent(struct agency *agency, const char *value, const char **ret_why) MUST_CHECK;

#endif
