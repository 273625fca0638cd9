/* Months, quarters and years, as they are written. */
#include "figures/step.h"

#include <stdio.h>
#include <string.h>

enum { MONTHS = 12, QUARTERS = 4, QUARTER_MONTHS = 3, YEAR_MIN = 1970, YEAR_MAX = 9999 };

static bool is_step(const struct step *step)
{
	static const int most[] = {MONTHS, QUARTERS, 0};
	int least = step->kind == STEP_YEAR ? 0 : 1;
	return step->year >= YEAR_MIN && step->year <= YEAR_MAX && step->number >= least &&
		step->number <= most[step->kind];
}

/* A number of exactly so many digits; -1 for anything else. */
static int digits_of(const char *text, size_t len)
{
	int number = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9') {
			return -1;
		}
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

int step_parse(const char *text, struct step *ret_step)
{
	enum { YEAR_LEN = 4, LEN = 7 };
	size_t len = strlen(text);
	struct step step = {.kind = STEP_YEAR};
	if (len != YEAR_LEN && (len != LEN || text[YEAR_LEN] != '-')) {
		return ERR_SYNTAX;
	}
	step.year = digits_of(text, YEAR_LEN);
	if (len == LEN && text[YEAR_LEN + 1] == 'Q') {
		step.kind = STEP_QUARTER;
		step.number = digits_of(text + YEAR_LEN + 2, 1);
	} else if (len == LEN) {
		step.kind = STEP_MONTH;
		step.number = digits_of(text + YEAR_LEN + 1, 2);
	}
	if (!is_step(&step)) {
		return ERR_SYNTAX;
	}
	*ret_step = step;
	return 0;
}

void step_write(const struct step *step, char out[STEP_BYTES])
{
	if (step->kind == STEP_MONTH) {
		snprintf(out, STEP_BYTES, "%04d-%02d", step->year, step->number);
	} else if (step->kind == STEP_QUARTER) {
		snprintf(out, STEP_BYTES, "%04d-Q%d", step->year, step->number);
	} else {
		snprintf(out, STEP_BYTES, "%04d", step->year);
	}
}

int step_first_month(const struct step *step)
{
	if (step->kind == STEP_YEAR) {
		return 1;
	}
	return step->kind == STEP_MONTH ? step->number : (step->number - 1) * QUARTER_MONTHS + 1;
}

int step_months(const struct step *step)
{
	static const int months[] = {1, QUARTER_MONTHS, MONTHS};
	return months[step->kind];
}

bool step_part(const struct step *step, int index, struct step *ret_part)
{
	if (step->kind == STEP_YEAR && index < QUARTERS) {
		*ret_part = (struct step){.kind = STEP_QUARTER, .year = step->year, .number = index + 1};
		return true;
	}
	if (step->kind == STEP_QUARTER && index < QUARTER_MONTHS) {
		*ret_part = (struct step){.kind = STEP_MONTH,
			.year = step->year,
			.number = step_first_month(step) + index};
		return true;
	}
	return false;
}

bool step_same_year(const struct step *a, const struct step *b)
{
	return a->year == b->year;
}
