/* Plain walks over those on duty and those waiting: both are short. */
#include "simulate/internal/match.h"

static int widest(const struct policy *policy)
{
	return policy->rule == POLICY_ISOLATED ? 0 : LEVEL_NATION;
}

int match_distance(const struct hall *hall, uint32_t youth, uint32_t counsellor)
{
	const struct shift *shift = &hall->shifts[counsellor];
	if (hall->youths[youth].municipality == shift->municipality) {
		return 0;
	}
	return hall->youths[youth].county == shift->county ? 1 : LEVEL_NATION;
}

/* Whether the shift lets somebody in who came at that moment. */
static bool lets_in(const struct hall *hall, uint32_t youth, uint32_t counsellor)
{
	return hall->youths[youth].at_s <= hall->shifts[counsellor].last_entry_s;
}

static bool knows(const struct hall *hall, uint32_t youth, uint32_t counsellor)
{
	return hall->shifts[counsellor].topics & 1u << hall->youths[youth].topic;
}

int match_staffed(const struct hall *hall, uint32_t youth, int from_level)
{
	int nearest = widest(hall->policy) + 1;
	for (size_t i = 0; i < hall->on_duty_count; i++) {
		uint32_t counsellor = hall->on_duty[i];
		int distance = match_distance(hall, youth, counsellor);
		if (distance < nearest && lets_in(hall, youth, counsellor) &&
			knows(hall, youth, counsellor)) {
			nearest = distance;
		}
	}
	if (nearest > widest(hall->policy)) {
		return -1;
	}
	return nearest > from_level ? nearest : from_level;
}

bool match_open(const struct hall *hall, uint32_t youth)
{
	for (size_t i = 0; i < hall->on_duty_count; i++) {
		uint32_t counsellor = hall->on_duty[i];
		if (lets_in(hall, youth, counsellor) &&
			match_distance(hall, youth, counsellor) <= widest(hall->policy)) {
			return true;
		}
	}
	return false;
}

static bool is_free(const struct hall *hall, uint32_t counsellor)
{
	const struct counsellor *one = &hall->counsellors[counsellor];
	return one->on && !one->paused && !one->offered && one->load < hall->capacity;
}

static bool may_serve(const struct hall *hall, uint32_t youth, uint32_t counsellor)
{
	const struct visit *visit = &hall->visits[youth];
	return knows(hall, youth, counsellor) && visit->excluded != counsellor &&
		match_distance(hall, youth, counsellor) <= visit->level && lets_in(hall, youth, counsellor);
}

uint32_t match_counsellor(const struct hall *hall, uint32_t youth)
{
	uint32_t best = NOBODY;
	for (size_t i = 0; i < hall->on_duty_count; i++) {
		uint32_t counsellor = hall->on_duty[i];
		if (!is_free(hall, counsellor) || !may_serve(hall, youth, counsellor)) {
			continue;
		}
		const struct counsellor *one = &hall->counsellors[counsellor];
		const struct counsellor *other = best != NOBODY ? &hall->counsellors[best] : NULL;
		if (!other || one->load < other->load ||
			(one->load == other->load && one->idle_since_s < other->idle_since_s)) {
			best = counsellor;
		}
	}
	return best;
}

uint32_t match_youth(const struct hall *hall, uint32_t counsellor)
{
	uint32_t best = NOBODY;
	double best_place_s = 0;
	if (!is_free(hall, counsellor)) {
		return NOBODY;
	}
	for (size_t i = 0; i < hall->waiting_count; i++) {
		uint32_t youth = hall->waiting[i];
		if (!may_serve(hall, youth, counsellor)) {
			continue;
		}
		bool local =
			hall->policy->rule == POLICY_OWN && match_distance(hall, youth, counsellor) == 0;
		double place_s = hall->visits[youth].place_s - (local ? hall->local_bonus_s : 0);
		if (best == NOBODY || place_s < best_place_s) {
			best = youth;
			best_place_s = place_s;
		}
	}
	return best;
}
