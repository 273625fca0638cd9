/* Timetables made into shifts; chance decides skills. What it decides hangs on the municipality, the
 * day and the counsellor's number, so that one more counsellor changes nobody else. */
#include "simulate/internal/roster.h"

#include <stdbool.h>
#include <stdlib.h>

#include "simulate/internal/random.h"
#include "simulate/internal/world.h"

enum { FIRST_CAP = 256, SECONDS = 60, ONE_MORE = 1000 };

void roster_init(struct roster *roster)
{
	*roster = (struct roster){0};
}

void roster_finish(struct roster *roster)
{
	free(roster->shifts);
	roster_init(roster);
}

static int add(struct roster *roster, const struct shift *shift)
{
	if (roster->count == roster->cap) {
		size_t cap = roster->cap ? roster->cap * 2 : FIRST_CAP;
		struct shift *shifts = realloc(roster->shifts, cap * sizeof(*shifts));
		if (!shifts) {
			return ERR_NOMEM;
		}
		roster->shifts = shifts;
		roster->cap = cap;
	}
	roster->shifts[roster->count++] = *shift;
	return 0;
}

/* The general topic and each other one by chance. */
static uint32_t skills(const struct parameters *world, uint64_t seed, uint64_t counsellor)
{
	uint32_t topics = 1;
	for (size_t topic = 1; topic < world->topic_shares.count; topic++) {
		double uniform = random_uniform(seed, RANDOM_SKILL, counsellor * TOPICS_MAX + topic);
		topics |= (uint32_t)(uniform < world->numbers.skill_share) << topic;
	}
	return topics;
}

/* Whether the rota has the desk open on that day: `open_days` in a row, each desk a day before the
 * one above it, so that every day has its share. */
static bool is_open(const struct parameters *world, size_t municipality, int day)
{
	double open_days = world->numbers.open_days;
	return open_days == 0 || (double)((municipality + (size_t)day) % DAYS) < open_days;
}

/* What a desk's shifts are made from. */
struct desk {
	const struct parameters *world;
	uint64_t seed;
	struct shift shift; /* with what all its shifts share */
};

/* The shifts in one span of the counsellors from the first number to before the end. */
static int add_span(struct roster *roster, struct desk *desk, const struct span *span,
	const size_t numbers[2])
{
	struct shift *shift = &desk->shift;
	shift->from_s = span->from_min * SECONDS;
	shift->until_s = span->until_min * SECONDS;
	shift->last_entry_s = shift->until_s - desk->world->numbers.last_entry_min * SECONDS;
	for (size_t i = numbers[0]; i < numbers[1]; i++) {
		shift->topics = skills(desk->world, desk->seed, i * WEEK_MIN + (uint64_t)span->from_min);
		int err = add(roster, shift);
		if (err != 0) {
			return err;
		}
	}
	return 0;
}

static int add_desk(struct roster *roster, struct desk *desk)
{
	size_t municipality = desk->shift.municipality;
	const struct timetable *hours = world_hours(desk->world, municipality);
	const struct timetable *extra = world_extra(desk->world, municipality);
	const size_t staff[2] = {0, (size_t)desk->world->counsellors.at[municipality]};
	const size_t one_more[2] = {ONE_MORE, ONE_MORE + 1};
	int err = 0;
	for (size_t i = 0; err == 0 && i < hours->count; i++) {
		if (is_open(desk->world, municipality, hours->spans[i].from_min / DAY_MIN)) {
			err = add_span(roster, desk, &hours->spans[i], staff);
		}
	}
	for (size_t i = 0; err == 0 && extra && i < extra->count; i++) {
		err = add_span(roster, desk, &extra->spans[i], one_more);
	}
	return err;
}

int roster_draw(struct roster *roster, const struct parameters *world, uint64_t week_seed)
{
	roster->count = 0;
	for (size_t i = 0; i < world->population.count; i++) {
		struct desk desk = {.world = world,
			.seed = random_seed(week_seed, i),
			.shift = {.municipality = (uint16_t)i, .county = world_county(world, i)}};
		int err = add_desk(roster, &desk);
		if (err != 0) {
			return err;
		}
	}
	return 0;
}
