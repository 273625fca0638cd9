/* The predictor QLm: each of those before leaves the queue when one of s taken slots becomes
 * free, at the rate s * mu, or when one of the i behind gives up, at the rate i * theta; the sum
 * of the mean times is the wait. */
#include "chat/band.h"

/* Mean minutes that a conversation takes a slot: lognormal with a median of 33 min and sigma 0.6
 * has the mean 39.5 min, and 5 min of wrap-up come behind it (the parameters of the simulation,
 * docs of routing). */
static const double slot_minutes = 44.5;

/* Mean minutes until a waiting youth gives up: lognormal with a median of 6 min and sigma 1 has
 * the mean 9.9 min. An assumption, as in the simulation. */
static const double patience_minutes = 10.0;

/* Upper ends of the bands, in minutes. */
enum {
	SOON_MINUTES = 2,
	MINUTES_MINUTES = 5,
	QUARTER_MINUTES = 15,
	MS_PER_MINUTE = 60000,
	SECONDS_PER_MINUTE = 60,
	LONGEST_MINUTES = 24 * 60
};

/* No more than a little above most is looked for. */
static double wait_minutes(unsigned ahead, unsigned slots, double most)
{
	double sum = 0;
	for (unsigned i = 0; i <= ahead && sum <= most; i++) {
		sum += 1 / (slots / slot_minutes + i / patience_minutes);
	}
	return sum;
}

static enum band band_of_minutes(double minutes)
{
	if (minutes <= SOON_MINUTES) {
		return BAND_SOON;
	}
	if (minutes <= MINUTES_MINUTES) {
		return BAND_MINUTES;
	}
	return minutes <= QUARTER_MINUTES ? BAND_QUARTER : BAND_LONGER;
}

unsigned band_of(unsigned ahead, unsigned slots, uint64_t last_wait_ms)
{
	if (slots == 0) {
		return BAND_NOBODY;
	}
	if (slots == BAND_SLOTS_UNKNOWN) {
		return last_wait_ms > 0 ? band_of_minutes((double)last_wait_ms / MS_PER_MINUTE)
								: BAND_LONGER;
	}
	return band_of_minutes(wait_minutes(ahead, slots, QUARTER_MINUTES));
}

unsigned band_seconds(unsigned ahead, unsigned slots)
{
	return (unsigned)(wait_minutes(ahead, slots, LONGEST_MINUTES) * SECONDS_PER_MINUTE);
}
