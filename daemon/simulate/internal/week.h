/* One week played under one policy. */
#ifndef SAMTALE_SIMULATE_WEEK_H
#define SAMTALE_SIMULATE_WEEK_H

#include "base/err.h"
#include "simulate/internal/crowd.h"
#include "simulate/internal/roster.h"
#include "simulate/internal/tally.h"

/* Plays the week to its last event and counts into the tally. ERR_NOMEM leaves the tally useless. */
int week_play(const struct parameters *world, const struct policy *policy,
	const struct crowd *crowd, const struct roster *roster, struct tally *tally) MUST_CHECK;

#endif
