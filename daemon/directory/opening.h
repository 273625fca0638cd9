/* Questions about an agency's hours, for doors and for routing: open at this moment and until
 * when, does it still let anybody in, when does it open next. Pure: the moment is given. The
 * clock and the public holidays are those of the agency's pool. */
#ifndef SAMTALE_DIRECTORY_OPENING_H
#define SAMTALE_DIRECTORY_OPENING_H

#include <stdbool.h>
#include <stdint.h>

#include "directory/agency.h"
#include "directory/directory.h"

/* How it stands at a moment. */
struct opening {
	bool open;
	int64_t until_s; /* when that ends, Unix seconds; 0: not open, or open for more than a week */
};

/* Whether the agency keeps hours at all. One that does not counts as always open below, save for
 * its exceptions, and save for the holidays when it says that it is closed then: whether anybody
 * is there, only its people on shift can tell. */
bool opening_is_kept(const struct agency *agency);

/* Whether the agency is open for that topic (id) at that moment; topic NULL, or one without hours
 * of its own: whether the agency is open. until_s is the end of the whole run: spans that touch
 * or overlap are one, past midnight too. Of topic NULL it is what a shift ends with. */
struct opening opening_at(const struct agency *agency, const struct pool *pool, const char *topic,
	int64_t unix_s);

/* Whether somebody new is still let in at that moment of an opening_at, and until when: until
 * last_entry_s seconds before its end. */
struct opening opening_entry(struct opening opening, int64_t unix_s, int64_t last_entry_s);

/* The first moment after that one at which a run begins, Unix seconds; 0: none within 60 days. */
int64_t opening_next(const struct agency *agency, const struct pool *pool, const char *topic,
	int64_t unix_s);

#endif
