/* Random numbers by name instead of by turn: every draw is a pure function of the seed and of what
 * it is for. So two policies, or two runs that differ in one parameter, see the same youths with
 * the same patience (common random numbers), whatever either of them draws besides. Good enough
 * for a simulation and for nothing that must be secret. */
#ifndef SAMTALE_SIMULATE_RANDOM_H
#define SAMTALE_SIMULATE_RANDOM_H

#include <stdint.h>

/* What a number is for. */
enum random_stream {
	RANDOM_GAP,
	RANDOM_TOPIC,
	RANDOM_URGENCY,
	RANDOM_PATIENCE,
	RANDOM_CHAT,
	RANDOM_SKILL,
	RANDOM_MISSED,
};

/* A seed for what belongs to `what` of `from`: of a week of a seed, of a municipality of a week. */
uint64_t random_seed(uint64_t from, uint64_t what);

/* The number of that index, above 0 and below 1. */
double random_uniform(uint64_t seed, enum random_stream stream, uint64_t index);

enum law { LAW_LOGNORMAL, LAW_EXPONENTIAL };

/* How long something takes. lognormal: middle is the median, sigma that of the logarithm;
 * exponential: middle is the mean. */
struct duration {
	enum law law;
	double middle, sigma;
};

/* The duration at that uniform number, in the unit of middle. */
double random_duration(const struct duration *duration, double uniform);

#endif
