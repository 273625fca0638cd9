/* The routing simulator: youths who come, wait, give up or are answered, and counsellors who take
 * them, under each of the policies that the parameters name (docs/simulation.md). It plays the
 * rules of docs/routing.md with events of its own; no clock, no Redis, no thread. The same
 * parameters give the same results, bit for bit. */
#ifndef SAMTALE_SIMULATE_SIMULATE_H
#define SAMTALE_SIMULATE_SIMULATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct parameters;

enum { SIMULATE_POLICIES_MAX = 12 };

/* What became of those who came, under one policy. Shares run from 0 to 1. */
struct simulate_result {
	char policy[48];
	uint64_t arrivals;
	double lost;       /* of all who came: the next four together */
	double lost_error; /* its standard error, from week to week */
	double door_closed, unskilled, abandoned, waiting;
	double open_door;   /* of all: somebody was on duty where the policy lets them be answered */
	double answered;    /* of all */
	double own, county; /* of those answered: by their own municipality; by that or its county */
	double mean_wait_min, p90_wait_min; /* of those answered, until the counsellor has accepted */
	double within_minute;               /* of all: answered in one minute */
	double worst_lost;                  /* of those of the municipality that loses the most */
	uint32_t worst_municipality;        /* from 1 */
	double in_conversation; /* of the counsellors' time on shift: with a youth at least */
	double shift_hours;     /* counsellors' time on shift, a week */
};

struct simulate_results {
	uint64_t weeks;
	size_t count;
	struct simulate_result list[SIMULATE_POLICIES_MAX];
};

/* Hears how far it is, 0 to 1, after each week; false gives the run up. */
typedef bool simulate_progress(void *context, double done);

/* How much a run of these parameters is: visits times policies, as expected. */
double simulate_work(const struct parameters *parameters);

/* Plays them; parameters_check has passed. on_progress may be NULL. ERR_MOMENT: given up. */
int simulate_run(const struct parameters *parameters, simulate_progress *on_progress, void *context,
	struct simulate_results *ret_results) MUST_CHECK;

#endif
