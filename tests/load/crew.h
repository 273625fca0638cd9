/* The counsellors of a run, all on shift. */
#ifndef SAMTALE_LOAD_CREW_H
#define SAMTALE_LOAD_CREW_H

#include "tests/load/desk.h"

struct crew {
	struct load *load;
	struct desk **desks;
	unsigned count;
};

/* Logs in options->shape.desks of the names in the file options->staff, a few at a time, and waits until all are on shift.
 * ERR_DOWN, noted: they are not. */
int crew_come(struct crew *crew, struct load *load, const struct shift_wish *wish) MUST_CHECK;

void crew_finish(struct crew *crew);

#endif
