/* An agency's opening as it really is: its hours (opening.h), and above them what somebody has done about its door (acts.h). Pure:
 * the moment is given, and is none that is past, because of acts only those that stand are known. */
#ifndef SAMTALE_DIRECTORY_ACTED_H
#define SAMTALE_DIRECTORY_ACTED_H

#include "directory/acts.h"
#include "directory/opening.h"

/* How the door stands at a moment. until_s is the end of the whole run: hours that go on behind an act belong to it, and an act
 * that holds beyond the hours does. An agency that keeps no hours is open only where an act says so: whether anybody is
 * there, only its people on shift can tell. */
struct opening acted_at(const struct directory *directory, const struct agency *agency,
	int64_t unix_s);

/* When a door that is not open opens next, Unix seconds; 0: none within 60 days, or not known. An agency that keeps no hours and was
 * closed is as it was when that ends. */
int64_t acted_next(const struct directory *directory, const struct agency *agency, int64_t unix_s);

/* How the opening stands that a shift of the agency lies in, as opening_at: an act that opens the door is work to be done,
 * one that closes it sends nobody home, since some may wait and others of the pool come (people are sent home by an act of its own).
 * topic as in opening_at; one with hours of its own keeps them. */
struct opening acted_shift(const struct directory *directory, const struct agency *agency,
	const char *topic, int64_t unix_s);

#endif
