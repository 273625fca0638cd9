/* The youths who come in one week, with all that chance gives them. The same for every policy. */
#ifndef SAMTALE_SIMULATE_CROWD_H
#define SAMTALE_SIMULATE_CROWD_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct parameters;

struct youth {
	double at_s; /* of the week */
	double boost_s;
	float patience_s, chat_s;
	uint64_t seed; /* for what chance decides later */
	uint16_t municipality, county;
	uint8_t topic;
	uint8_t acute;
};

/* In the order in which they come. */
struct crowd {
	size_t count, cap;
	struct youth *youths;
};

void crowd_init(struct crowd *crowd);
void crowd_finish(struct crowd *crowd);

/* Fills it with those of that week, in place of who was there. */
int crowd_gather(struct crowd *crowd, const struct parameters *world,
	uint64_t week_seed) MUST_CHECK;

#endif
