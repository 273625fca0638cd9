/* Many youths at once: they come, are greeted and stay, or ask as well. */
#ifndef SAMTALE_LOAD_CROWD_H
#define SAMTALE_LOAD_CROWD_H

#include "tests/load/youth.h"

struct crowd {
	struct load *load;
	struct youth **youths;
	unsigned wanted;
	unsigned come;                              /* so many have dialled */
	unsigned done;                              /* so many are greeted, or queued when they ask */
	const struct wish *(*wish)(unsigned index); /* NULL: they do not ask */
};

/* Brings so many, shape.parallel at a time, and waits for all. wish gives what each asks for; NULL: they only come. Uses
 * the hooks. ERR_DOWN, noted. */
int crowd_come(struct crowd *crowd, struct load *load, unsigned wanted,
	const struct wish *(*wish)(unsigned index)) MUST_CHECK;

/* Drops all lines. */
void crowd_finish(struct crowd *crowd);

#endif
