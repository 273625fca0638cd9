/* Which cells of a step nobody may read: those of 1 to 4, and as many others as it takes that none of them can be worked
 * out from all that is published (docs/figures.md says what is promised, and what is not). */
#ifndef SAMTALE_FIGURES_SUPPRESS_H
#define SAMTALE_FIGURES_SUPPRESS_H

#include "figures/step.h"
#include "figures/table.h"

enum { SUPPRESS_UNDER = 5 };

/* A list that is published: of another step, as it was read, hidden cells without a number. */
struct published {
	struct step step;
	const struct figure_list *list;
};

/* Whether a list of the step's calendar year has the agency: then every later one of that year has it too, or the visits of its
 * last months could be told by subtraction. */
bool published_has(const struct step *step, const struct published *published, size_t count,
	const char *agency);

/* Hides cells of the step's list, beside what has been published of its calendar year (count of them, any order). */
int suppress(const struct step *step, struct figure_list *list, const struct published *published,
	size_t count) MUST_CHECK;

#endif
