/* What a worker tells Redis of the calendar, by which the functions count: how far each pool is east of UTC, and once a day for how
 * many minutes the doors of its agencies were open on the three days before, by their hours and by what was done about them, since
 * they are there for youths. Every worker tells the latter, and what was told first stands: hours that are changed afterwards do
 * not change the figures. */
#ifndef SAMTALE_APP_DAY_H
#define SAMTALE_APP_DAY_H

#include <stdbool.h>

struct directory;
struct store;

/* Every few seconds. are_read: the agencies are in the directory as Redis has them. */
void app_day_tell(struct store *store, const struct directory *directory, bool are_read);

#endif
