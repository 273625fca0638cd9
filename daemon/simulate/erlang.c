/* The exact share by the steady state of a birth-death chain, and the simulator's own on parameters
 * that make it that chain: no wrap-up, no time to accept, one municipality, one topic. */
#include "simulate/erlang.h"

#include <math.h>
#include <stdio.h>

#include "simulate/parameters.h"

/* In units of 6 s, so that a week is long beside the time in which its empty beginning is forgotten:
 * 40 and 10 minutes are 4 and 1 here. */
enum { SERVERS = 20, SERVICE = 4, PATIENCE = 1, STATES_MAX = 100000, WEEK_MIN = 10080 };

const double erlang_tolerance = 0.003;

double erlang_abandonment(unsigned servers, double load, double service, double patience)
{
	double arrival = load * servers / service;
	double weight = 1, all = 1, queued = 0; /* of a state, of all, and times those in the queue */
	for (unsigned state = 1; state < STATES_MAX; state++) {
		unsigned busy = state < servers ? state : servers;
		unsigned queue = state - busy;
		weight *= arrival / (busy / service + queue / patience);
		all += weight;
		queued += weight * queue;
		if (state > servers && weight < all * 1e-15) {
			break;
		}
	}
	return queued / all / patience / arrival;
}

static int set_up(struct parameters *parameters, double load, unsigned weeks)
{
	char visits[32], evenings[32], why[128];
	snprintf(visits, sizeof(visits), "%.10g", load * SERVERS / SERVICE * WEEK_MIN);
	snprintf(evenings, sizeof(evenings), "%u", weeks * 7);
	const char *const settings[][2] = {
		{"population", "1"},
		{"visits", visits},
		{"counsellors", "20"},
		{"come", "0-24 1"},
		{"hours", "mon-sun 0-24"},
		{"capacity", "1"},
		{"chat_min", "exponential 4"},
		{"patience_min", "exponential 1"},
		{"topic_shares", "1"},
		{"policies", "blind"},
		{"evenings", evenings},
	};
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		int err = parameters_set(parameters, settings[i][0], settings[i][1], why, sizeof(why));
		if (err != 0) {
			return err;
		}
	}
	return parameters_check(parameters, why, sizeof(why));
}

/* Which of the three runs it is, for one progress over all. */
struct part {
	simulate_progress *on_progress;
	void *context;
	unsigned index;
};

static bool on_part(void *context, double done)
{
	const struct part *part = context;
	return !part->on_progress ||
		part->on_progress(part->context, (part->index + done) / ERLANG_CHECKS);
}

int erlang_self_test(unsigned weeks, simulate_progress *on_progress, void *context,
	struct erlang_check ret_checks[ERLANG_CHECKS])
{
	static const double loads[ERLANG_CHECKS] = {0.8, 1.0, 1.2};
	int err = 0;
	for (unsigned i = 0; err == 0 && i < ERLANG_CHECKS; i++) {
		struct parameters *parameters = NULL;
		struct simulate_results results;
		struct part part = {on_progress, context, i};
		err = parameters_create(&parameters);
		err = err == 0 ? set_up(parameters, loads[i], weeks) : err;
		err = err == 0 ? simulate_run(parameters, on_part, &part, &results) : err;
		if (err == 0) {
			double exact = erlang_abandonment(SERVERS, loads[i], SERVICE, PATIENCE);
			ret_checks[i] = (struct erlang_check){.load = loads[i],
				.exact = exact,
				.simulated = results.list[0].abandoned,
				.error = results.list[0].lost_error};
			ret_checks[i].holds = fabs(ret_checks[i].simulated - exact) <= erlang_tolerance;
		}
		parameters_destroy(parameters);
	}
	return err;
}
