/* The phrases of the error codes. Not translated: they are for logs, not for people who seek help.
 * */
#include "base/err.h"

#include <stddef.h>

static const char *const texts[] = {
	[-ERR_NOMEM] = "no memory",
	[-ERR_SYNTAX] = "malformed",
	[-ERR_RANGE] = "out of bounds",
	[-ERR_FULL] = "limit reached",
	[-ERR_GONE] = "gone",
	[-ERR_DOWN] = "cannot be reached",
	[-ERR_DENIED] = "not allowed",
	[-ERR_SYSTEM] = "refused by the system",
	[-ERR_MOMENT] = "not at this moment",
	[-ERR_OFF] = "nobody is there",
	[-ERR_WISH] = "wished otherwise",
};

const char *err_text(int err)
{
	const int count = (int)(sizeof(texts) / sizeof(texts[0]));

	if (err == 0) {
		return "success";
	}
	if (err > 0 || err <= -count || texts[-err] == NULL) {
		return "unknown error";
	}
	return texts[-err];
}
