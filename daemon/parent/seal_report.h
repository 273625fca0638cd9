/* Which agencies cannot begin a shift for want of a statement, or soon cannot. */
#ifndef SAMTALE_PARENT_SEAL_REPORT_H
#define SAMTALE_PARENT_SEAL_REPORT_H

#include "conf/conf.h"
#include "signer/papers.h"

enum { SEAL_WARN_DAYS = 14 };

/* state: "missing", "expired", "early", "mode" (it is not the mode that the agency is configured
 * for) or "ends"; days until the end, negative behind it, 0 when it is missing. */
typedef void (*seal_trouble_fn)(void *context, const char *agency, const char *state, int days);

/* Tells of every agency that we know, of the files and of Redis, once. */
void seal_report(const struct papers *papers, const struct conf *conf, seal_trouble_fn tell,
	void *context);

/* For `--check`: names each file that is missing or cannot be used, and each agency, through problem
 * as "FILE:LINE: key: what was expected" (no newline). In the demo, which makes its own, nothing is
 * asked. ERR_SYNTAX when something is missing, 0 when there were at most warnings. */
int seal_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context) MUST_CHECK;

#endif
