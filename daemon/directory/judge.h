/* Whether an agency can be what it says beside everything else there is. What a field alone may hold is agency.h's. */
#ifndef SAMTALE_DIRECTORY_JUDGE_H
#define SAMTALE_DIRECTORY_JUDGE_H

#include "directory/directory.h"

/* Whether the agency is whole and fits in: every required field has a value, its pool, its municipality and its topics
 * are known, the national agency of a pool is live, and judge_practice finds nothing. ERR_MOMENT or ERR_RANGE: *ret_field is the first that is not right,
 * *ret_why says what was expected; both static. Nothing is changed. */
int judge_agency(const struct directory *directory, const struct agency *agency,
	const char **ret_field, const char **ret_why) MUST_CHECK;

/* The first field with which an agency of a pool to practise in is not always open, sealed by shift, without a place and
 * the only one there, and what was expected of it; both static. NULL: there is none, or its pool is another one. */
const char *judge_practice(const struct directory *directory, const struct agency *agency,
	const char **ret_why);

/* Whether it is the agency of its whole pool, which is always open. */
bool judge_is_national(const struct directory *directory, const struct agency *agency);

/* What an agency lacks to be opened to youths, static; NULL: nothing. Who answers is promised to youths, so no language of it
 * may be what another live agency of the pool says, such as the buddy it began with. Whom they work with may be the same. */
const char *judge_opening(const struct directory *directory, const struct agency *agency);

#endif
