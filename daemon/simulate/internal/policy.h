/* The rules by which youths and counsellors may be compared: "isolated", "own 30+30", "blind", with
 * what differs for one of them behind it. */
#ifndef SAMTALE_SIMULATE_POLICY_H
#define SAMTALE_SIMULATE_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { POLICIES_MAX = 12, POLICY_NAME_SIZE = 48, LEVEL_NATION = 2 };

enum policy_rule {
	POLICY_ISOLATED, /* only the own municipality, ever */
	POLICY_OWN,      /* the own municipality first, then the county, then the nation */
	POLICY_BLIND,    /* everybody for everybody */
};

struct policy {
	char name[POLICY_NAME_SIZE]; /* as it was written */
	enum policy_rule rule;
	double widen_s[LEVEL_NATION]; /* own: how long at the municipality, how long at the county */
	bool skips;                   /* own: levels without staff are skipped at once */
	int duty;                     /* so many desks, spread evenly over all, are on duty; 0: all */
};

struct policies {
	size_t count;
	struct policy list[POLICIES_MAX];
};

/* Reads policies parted by ";": "isolated", "own SECONDS+SECONDS" or "blind", each with "no-skip" or
 * "duty N" behind it. ERR_SYNTAX with a phrase of what was expected. */
int policies_parse(const char *text, struct policies *ret_policies,
	const char **ret_why) MUST_CHECK;

#endif
