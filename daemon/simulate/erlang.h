/* The one case that has an exact answer: M/M/s+M, Erlang-A (Palm 1946; Mandelbaum and Zeltyn 2007).
 * The simulator is held against it. */
#ifndef SAMTALE_SIMULATE_ERLANG_H
#define SAMTALE_SIMULATE_ERLANG_H

#include <stdbool.h>

#include "base/err.h"
#include "simulate/simulate.h"

enum { ERLANG_CHECKS = 3 };

/* Share of those who come that give up: servers at a load (arrivals times service over servers),
 * mean service and mean patience in one unit. */
double erlang_abandonment(unsigned servers, double load, double service, double patience);

/* One load, the exact share and the simulated one with its standard error. */
struct erlang_check {
	double load, exact, simulated, error;
	bool holds; /* not further apart than erlang_tolerance */
};

/* 0.3 points. */
extern const double erlang_tolerance;

/* Simulates 20 counsellors with one chat each, mean 40 min, patience mean 10 min, at loads 0.8, 1.0
 * and 1.2, so many weeks each. Progress as in simulate_run. */
int erlang_self_test(unsigned weeks, simulate_progress *on_progress, void *context,
	struct erlang_check ret_checks[ERLANG_CHECKS]) MUST_CHECK;

#endif
