/* The hours of another service, as help-services.tsv writes them, and whether they hold now. */
#ifndef SAMTALE_DIRECTORY_HELP_HOURS_H
#define SAMTALE_DIRECTORY_HELP_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "directory/directory.h"

/* Whether hours are "24h", "unconfirmed", or spans parted by semicolons: "16:15-22:45; Sat 16:15-23:45". Before a span may
 * stand a day or a run of days (Mon, Mon-Fri); a day that is named has only the spans that name it. A span that ends before
 * it begins ends on the next day. */
bool help_hours_are_good(const char *hours);

struct help_now {
	bool open;
	int64_t until_s; /* when it closes; 0: at no hour */
};

/* How the service stands. One whose hours no person has confirmed is not open. */
struct help_now help_now(const struct directory *directory, const struct help_service *help,
	int64_t now_s);

#endif
