/* Who is on shift when in one week: one entry for each counsellor and shift. */
#ifndef SAMTALE_SIMULATE_ROSTER_H
#define SAMTALE_SIMULATE_ROSTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct parameters;

struct shift {
	double from_s, until_s;
	double last_entry_s; /* who comes later is not for this shift */
	uint32_t topics;     /* a bit each */
	uint16_t municipality, county;
};

struct roster {
	size_t count, cap;
	struct shift *shifts;
};

void roster_init(struct roster *roster);
void roster_finish(struct roster *roster);

/* Fills it with the shifts of that week, in place of what was there. */
int roster_draw(struct roster *roster, const struct parameters *world,
	uint64_t week_seed) MUST_CHECK;

#endif
