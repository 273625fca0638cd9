/* Waits are kept in bins of a second, so that a percentile needs no list of everybody. */
#include "simulate/internal/tally.h"

#include <math.h>

enum { MINUTE_S = 60, HOUR_S = 3600 };

static bool counts(const struct tally *tally, size_t municipality)
{
	return tally->only == 0 || tally->only == municipality + 1;
}

void tally_arrival(struct tally *tally, size_t municipality, bool open)
{
	if (!counts(tally, municipality)) {
		return;
	}
	tally->arrivals++;
	tally->week_arrivals++;
	tally->came_from[municipality]++;
	tally->open_doors += open;
}

void tally_loss(struct tally *tally, size_t municipality, enum loss why)
{
	if (!counts(tally, municipality)) {
		return;
	}
	tally->losses[why]++;
	tally->week_lost++;
	tally->lost_from[municipality]++;
}

void tally_answer(struct tally *tally, size_t municipality, double wait_s, int distance)
{
	if (!counts(tally, municipality)) {
		return;
	}
	size_t bin = (size_t)(wait_s + 0.5);
	tally->answered++;
	tally->own += distance == 0;
	tally->county += distance <= 1;
	tally->wait_s += wait_s;
	tally->within_minute += wait_s <= MINUTE_S;
	tally->waits[bin < WAIT_BINS ? bin : WAIT_BINS - 1]++;
}

void tally_shift(struct tally *tally, size_t municipality, double shift_s)
{
	tally->shift_s += counts(tally, municipality) ? shift_s : 0;
}

void tally_busy(struct tally *tally, size_t municipality, double busy_s)
{
	tally->busy_s += counts(tally, municipality) ? busy_s : 0;
}

void tally_week(struct tally *tally)
{
	struct spread *spread = &tally->spread;
	double arrivals = (double)tally->week_arrivals, lost = (double)tally->week_lost;
	spread->weeks++;
	spread->arrivals += arrivals;
	spread->lost += lost;
	spread->arrivals2 += arrivals * arrivals;
	spread->lost2 += lost * lost;
	spread->both += arrivals * lost;
	tally->week_arrivals = tally->week_lost = 0;
}

/* The usual estimate for a quotient of sums; weeks are independent of each other. */
static double error_of(const struct spread *spread)
{
	if (spread->weeks < 2 || spread->arrivals == 0) {
		return 0;
	}
	double ratio = spread->lost / spread->arrivals;
	double squares = spread->lost2 - 2 * ratio * spread->both + ratio * ratio * spread->arrivals2;
	double variance = fmax(squares, 0) * spread->weeks / (spread->weeks - 1);
	return sqrt(variance) / spread->arrivals;
}

static double share(uint64_t part, uint64_t whole)
{
	return whole > 0 ? (double)part / (double)whole : 0;
}

static double percentile_min(const struct tally *tally, double part)
{
	uint64_t wanted = (uint64_t)ceil(part * (double)tally->answered), seen = 0;
	size_t bin = 0;
	while (bin + 1 < WAIT_BINS && (seen += tally->waits[bin]) < wanted) {
		bin++;
	}
	return (double)bin / MINUTE_S;
}

static void find_worst(const struct tally *tally, struct simulate_result *result)
{
	result->worst_lost = -1;
	for (size_t i = 0; i < MUNICIPALITIES_MAX; i++) {
		double lost = share(tally->lost_from[i], tally->came_from[i]);
		if (tally->came_from[i] > 0 && lost > result->worst_lost) {
			result->worst_lost = lost;
			result->worst_municipality = (uint32_t)i + 1;
		}
	}
	result->worst_lost = fmax(result->worst_lost, 0);
}

void tally_result(const struct tally *tally, struct simulate_result *ret_result)
{
	struct simulate_result result = {.arrivals = tally->arrivals};
	uint64_t lost = 0;
	for (size_t i = 0; i < LOSSES; i++) {
		lost += tally->losses[i];
	}
	result.lost = share(lost, tally->arrivals);
	result.lost_error = error_of(&tally->spread);
	result.door_closed = share(tally->losses[LOSS_DOOR_CLOSED], tally->arrivals);
	result.unskilled = share(tally->losses[LOSS_UNSKILLED], tally->arrivals);
	result.abandoned = share(tally->losses[LOSS_ABANDONED], tally->arrivals);
	result.waiting = share(tally->losses[LOSS_WAITING], tally->arrivals);
	result.open_door = share(tally->open_doors, tally->arrivals);
	result.answered = share(tally->answered, tally->arrivals);
	result.own = share(tally->own, tally->answered);
	result.county = share(tally->county, tally->answered);
	result.within_minute = share(tally->within_minute, tally->arrivals);
	if (tally->answered > 0) {
		result.mean_wait_min = tally->wait_s / (double)tally->answered / MINUTE_S;
		result.p90_wait_min = percentile_min(tally, 0.9);
	}
	find_worst(tally, &result);
	result.in_conversation = tally->shift_s > 0 ? tally->busy_s / tally->shift_s : 0;
	result.shift_hours =
		tally->spread.weeks > 0 ? tally->shift_s / HOUR_S / tally->spread.weeks : 0;
	*ret_result = result;
}
