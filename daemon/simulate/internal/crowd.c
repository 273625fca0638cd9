/* A Poisson process for each municipality by itself: who comes to one does not change when another
 * one joins. */
#include "simulate/internal/crowd.h"

#include <math.h>
#include <stdlib.h>

#include "simulate/internal/random.h"
#include "simulate/internal/world.h"

enum { FIRST_CAP = 1024, SECONDS = 60 };

void crowd_init(struct crowd *crowd)
{
	*crowd = (struct crowd){0};
}

void crowd_finish(struct crowd *crowd)
{
	free(crowd->youths);
	crowd_init(crowd);
}

static uint8_t topic_at(const struct numbers *shares, double uniform)
{
	size_t topic = 0;
	while (topic + 1 < shares->count && uniform >= shares->at[topic]) {
		uniform -= shares->at[topic++];
	}
	return (uint8_t)topic;
}

static int add(struct crowd *crowd, const struct youth *youth)
{
	if (crowd->count == crowd->cap) {
		size_t cap = crowd->cap ? crowd->cap * 2 : FIRST_CAP;
		struct youth *youths = realloc(crowd->youths, cap * sizeof(*youths));
		if (!youths) {
			return ERR_NOMEM;
		}
		crowd->youths = youths;
		crowd->cap = cap;
	}
	crowd->youths[crowd->count++] = *youth;
	return 0;
}

static struct youth youth_of(const struct parameters *world, uint64_t seed, double at_s)
{
	double urgency = random_uniform(seed, RANDOM_URGENCY, 0);
	const struct world_numbers *numbers = &world->numbers;
	bool acute = urgency < numbers->acute_share;
	bool urgent = !acute && urgency < numbers->acute_share + numbers->urgent_share;
	double boost_min = acute ? numbers->acute_boost_min : urgent ? numbers->urgent_boost_min : 0;
	double patience = random_duration(&world->patience, random_uniform(seed, RANDOM_PATIENCE, 0));
	double chat = random_duration(&world->chat, random_uniform(seed, RANDOM_CHAT, 0));
	return (struct youth){.at_s = at_s,
		.boost_s = boost_min * SECONDS,
		.patience_s = (float)(patience * SECONDS),
		.chat_s = (float)(chat * SECONDS),
		.seed = seed,
		.topic = topic_at(&world->topic_shares, random_uniform(seed, RANDOM_TOPIC, 0)),
		.acute = acute};
}

/* Moments of rate 1 over the days of the week, bent by the weights of the day. */
static int gather_from(struct crowd *crowd, const struct parameters *world, size_t municipality,
	uint64_t seed)
{
	double visits = world_visits(world, municipality), days = 0;
	for (uint64_t i = 0; visits > 0; i++) {
		days += -log(random_uniform(seed, RANDOM_GAP, i)) * DAYS / visits;
		if (days >= DAYS) {
			break;
		}
		double minute = floor(days) * DAY_MIN + come_minute(&world->come, days - floor(days));
		struct youth youth = youth_of(world, random_seed(seed, i), minute * SECONDS);
		youth.municipality = (uint16_t)municipality;
		youth.county = world_county(world, municipality);
		int err = add(crowd, &youth);
		if (err != 0) {
			return err;
		}
	}
	return 0;
}

static int compare(const void *a, const void *b)
{
	const struct youth *x = a, *y = b;
	return (x->at_s > y->at_s) - (x->at_s < y->at_s);
}

int crowd_gather(struct crowd *crowd, const struct parameters *world, uint64_t week_seed)
{
	crowd->count = 0;
	for (size_t i = 0; i < world->population.count; i++) {
		int err = gather_from(crowd, world, i, random_seed(week_seed, i));
		if (err != 0) {
			return err;
		}
	}
	if (crowd->count > 1) {
		qsort(crowd->youths, crowd->count, sizeof(*crowd->youths), compare);
	}
	return 0;
}
