/* Weeks one after the other, each drawn once and played under every policy. */
#include "simulate/simulate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "simulate/internal/crowd.h"
#include "simulate/internal/random.h"
#include "simulate/internal/roster.h"
#include "simulate/internal/tally.h"
#include "simulate/internal/week.h"
#include "simulate/internal/world.h"

_Static_assert(SIMULATE_POLICIES_MAX == (int)POLICIES_MAX, "every policy has a result");
_Static_assert(sizeof((struct simulate_result){0}.policy) == POLICY_NAME_SIZE, "names fit");

static uint64_t weeks_of(const struct parameters *world)
{
	return (uint64_t)ceil(world->numbers.evenings / DAYS);
}

double simulate_work(const struct parameters *parameters)
{
	double visits = 0;
	for (size_t i = 0; i < parameters->population.count; i++) {
		visits += world_visits(parameters, i);
	}
	return visits * (double)weeks_of(parameters) * (double)parameters->policies.count;
}

/* What is drawn anew each week. */
struct scene {
	struct crowd crowd;
	struct roster roster;
};

static int play_week(const struct parameters *world, struct scene *scene, uint64_t week,
	struct tally *tallies)
{
	uint64_t seed = random_seed((uint64_t)world->numbers.seed, week);
	int err = crowd_gather(&scene->crowd, world, seed);
	err = err == 0 ? roster_draw(&scene->roster, world, seed) : err;
	for (size_t i = 0; err == 0 && i < world->policies.count; i++) {
		err =
			week_play(world, &world->policies.list[i], &scene->crowd, &scene->roster, &tallies[i]);
		tally_week(&tallies[i]);
	}
	return err;
}

int simulate_run(const struct parameters *parameters, simulate_progress *on_progress, void *context,
	struct simulate_results *ret_results)
{
	const struct policies *policies = &parameters->policies;
	struct simulate_results results = {.weeks = weeks_of(parameters), .count = policies->count};
	struct tally *tallies = calloc(policies->count, sizeof(*tallies));
	struct scene scene;
	crowd_init(&scene.crowd);
	roster_init(&scene.roster);
	int err = tallies ? 0 : ERR_NOMEM;
	for (size_t i = 0; err == 0 && i < policies->count; i++) {
		tallies[i].only = (size_t)parameters->numbers.only;
	}
	for (uint64_t week = 0; err == 0 && week < results.weeks; week++) {
		err = play_week(parameters, &scene, week, tallies);
		double done = (double)(week + 1) / (double)results.weeks;
		if (err == 0 && on_progress && !on_progress(context, done)) {
			err = ERR_MOMENT;
		}
	}
	for (size_t i = 0; err == 0 && i < policies->count; i++) {
		tally_result(&tallies[i], &results.list[i]);
		memcpy(results.list[i].policy, policies->list[i].name, POLICY_NAME_SIZE);
	}
	crowd_finish(&scene.crowd);
	roster_finish(&scene.roster);
	free(tallies);
	if (err == 0) {
		*ret_results = results;
	}
	return err;
}
