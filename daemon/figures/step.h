/* A calendar step of the tables: a month "2026-10", a quarter "2026-Q4" or a year "2026", by the pool's own calendar. */
#ifndef SAMTALE_FIGURES_STEP_H
#define SAMTALE_FIGURES_STEP_H

#include <stdbool.h>

#include "base/err.h"

enum step_kind { STEP_MONTH, STEP_QUARTER, STEP_YEAR };

struct step {
	enum step_kind kind;
	int year;   /* 1970 to 9999 */
	int number; /* month 1 to 12, quarter 1 to 4, 0 of a year */
};

enum { STEP_BYTES = 8 }; /* "2026-Q4" and its zero */

/* ERR_SYNTAX: it is none of the three. */
int step_parse(const char *text, struct step *ret_step) MUST_CHECK;
void step_write(const struct step *step, char out[STEP_BYTES]);

/* Its first month, 1 to 12, and how many it has. */
int step_first_month(const struct step *step);
int step_months(const struct step *step);

/* The steps that it is the sum of: quarters of a year, months of a quarter; false behind the last, and of a month. */
bool step_part(const struct step *step, int index, struct step *ret_part);

/* Whether two steps lie in one calendar year: only those have cells in common. */
bool step_same_year(const struct step *a, const struct step *b);

#endif
