/* The parameters as the simulator reads them: the world that is played. */
#ifndef SAMTALE_SIMULATE_WORLD_H
#define SAMTALE_SIMULATE_WORLD_H

#include <stddef.h>
#include <stdint.h>

#include "simulate/internal/policy.h"
#include "simulate/internal/random.h"
#include "simulate/internal/timetable.h"

enum { MUNICIPALITIES_MAX = 400, TOPICS_MAX = 12, TEXT_SIZE = 512 };

struct numbers {
	size_t count;
	double at[MUNICIPALITIES_MAX];
};

/* Single numbers, each with its unit. */
struct world_numbers {
	double visits_per_1000; /* a week */
	double counties;
	double open_days;
	double last_entry_min;
	double capacity;
	double wrap_up_min;
	double accept_s;
	double missed_share, missed_s, missed_pause_min;
	double skill_share;
	double urgent_share, urgent_boost_min;
	double acute_share, acute_boost_min;
	double local_bonus_s;
	double evenings;
	double only; /* the municipality whose figures are asked for, from 1; 0: all */
	double seed;
};

/* Texts as they were set, to be shown again. */
struct world_texts {
	char title[TEXT_SIZE];
	char assumed[TEXT_SIZE];
	char come[TEXT_SIZE];
	char hours[TEXT_SIZE];
	char chat_min[TEXT_SIZE];
	char patience_min[TEXT_SIZE];
	char policies[TEXT_SIZE];
};

/* What one municipality has of its own; empty text: nothing. */
struct own_hours {
	char hours_text[TEXT_SIZE], extra_text[TEXT_SIZE];
	struct timetable hours, extra;
};

struct parameters {
	struct world_numbers numbers;
	struct world_texts texts;
	struct numbers population; /* thousands */
	struct numbers visits;     /* a week; empty: by population */
	struct numbers counsellors;
	struct numbers topic_shares; /* the first is the general one, which every counsellor has */
	struct timetable hours;
	struct come come;
	struct duration chat, patience; /* minutes */
	struct policies policies;
	struct own_hours *own[MUNICIPALITIES_MAX]; /* owned; NULL: none */
};

/* Visits that a municipality is expected to have in a week. */
double world_visits(const struct parameters *world, size_t municipality);

/* The county it belongs to: dealt out one after the other. */
uint16_t world_county(const struct parameters *world, size_t municipality);

/* When its desk is staffed. */
const struct timetable *world_hours(const struct parameters *world, size_t municipality);

/* Another counsellor's hours there; NULL: none. */
const struct timetable *world_extra(const struct parameters *world, size_t municipality);

#endif
