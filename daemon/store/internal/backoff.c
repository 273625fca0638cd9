/* Full jitter: a random share of a bound that doubles. */
#include "store/internal/backoff.h"

uint32_t backoff_ms(unsigned failures, uint32_t random)
{
	uint32_t bound = BACKOFF_FIRST_MS;

	while (failures > 0 && bound < BACKOFF_LAST_MS) {
		bound *= 2;
		failures--;
	}
	if (bound > BACKOFF_LAST_MS) {
		bound = BACKOFF_LAST_MS;
	}
	return 1 + random % bound;
}
