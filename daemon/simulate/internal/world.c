/* Where a value can come from two places, this file knows which one counts. */
#include "simulate/internal/world.h"

double world_visits(const struct parameters *world, size_t municipality)
{
	return world->visits.count > 0
		? world->visits.at[municipality]
		: world->population.at[municipality] * world->numbers.visits_per_1000;
}

uint16_t world_county(const struct parameters *world, size_t municipality)
{
	return (uint16_t)(municipality % (size_t)world->numbers.counties);
}

const struct timetable *world_hours(const struct parameters *world, size_t municipality)
{
	const struct own_hours *own = world->own[municipality];
	return own && own->hours_text[0] ? &own->hours : &world->hours;
}

const struct timetable *world_extra(const struct parameters *world, size_t municipality)
{
	const struct own_hours *own = world->own[municipality];
	return own && own->extra_text[0] ? &own->extra : NULL;
}
