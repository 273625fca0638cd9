/* What a leader asks the simulator about the own agency: one way to work, as the form of the page has it. */
#ifndef SAMTALE_API_WHATIF_FORM_H
#define SAMTALE_API_WHATIF_FORM_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

enum { WHATIF_HOURS_SIZE = 512 };

struct whatif_form {
	double visits_day;
	double counsellors;                                      /* on each shift */
	char hours[WHATIF_HOURS_SIZE], extra[WHATIF_HOURS_SIZE]; /* when; one more, when: "none" */
	double capacity;
	double widen_s; /* pooled: until others are asked */
	bool pooled;    /* else alone */
};

/* Puts what the object has over what the form has; NULL has nothing. ERR_RANGE: for each field that is wrong
 * faults says what was expected, by the prefix and its name. */
int whatif_form_read(const json_t *object, const char *prefix, json_t *faults,
	struct whatif_form *form) MUST_CHECK;

/* NULL without memory. */
json_t *whatif_form_json(const struct whatif_form *form);

#endif
