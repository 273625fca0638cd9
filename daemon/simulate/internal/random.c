/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) as a hash of seed, stream and index; the normal
 * quantile by Acklam's rational approximation (relative error below 1.2e-9). One uniform number
 * makes one duration, so that draws stay paired between runs. */
#include "simulate/internal/random.h"

#include <math.h>

static const uint64_t gamma_step = 0x9e3779b97f4a7c15u;

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

uint64_t random_seed(uint64_t from, uint64_t what)
{
	return mix(mix(from + gamma_step) + (what + 1) * gamma_step);
}

double random_uniform(uint64_t seed, enum random_stream stream, uint64_t index)
{
	uint64_t bits = random_seed(random_seed(seed, (uint64_t)stream), index);
	return ((double)(bits >> 11) + 0.5) * 0x1p-53;
}

static double polynomial(const double *factors, int count, double x)
{
	double sum = factors[0];
	for (int i = 1; i < count; i++) {
		sum = sum * x + factors[i];
	}
	return sum;
}

static double normal_quantile(double p)
{
	static const double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,
		-2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01,
		2.506628277459239e+00};
	static const double b[] = {-5.447609879822406e+01, 1.615858368580409e+02,
		-1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1.0};
	static const double c[] = {-7.784894002430293e-03, -3.223964580411365e-01,
		-2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00,
		2.938163982698783e+00};
	static const double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
		3.754408661907416e+00, 1.0};
	const double tail = 0.02425;
	if (p < tail || p > 1 - tail) {
		double q = sqrt(-2 * log(p < tail ? p : 1 - p));
		double x = polynomial(c, 6, q) / polynomial(d, 5, q);
		return p < tail ? x : -x;
	}
	double q = p - 0.5;
	return q * polynomial(a, 6, q * q) / polynomial(b, 6, q * q);
}

double random_duration(const struct duration *duration, double uniform)
{
	if (duration->law == LAW_EXPONENTIAL) {
		return -duration->middle * log(uniform);
	}
	return duration->middle * exp(duration->sigma * normal_quantile(uniform));
}
