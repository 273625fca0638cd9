/* Reads the two clocks of the system, or, in test builds, those that a test has put in their place.
 * */
#include "base/clock.h"

#include <time.h>

static uint64_t system_ms(clockid_t id)
{
	struct timespec now = {0, 0};

	(void)clock_gettime(id, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

#ifdef SAMTALE_TEST_CLOCK

static struct {
	int is_set;
	uint64_t mono_ms;
	uint64_t wall_ms;
} given;

void clock_set(uint64_t mono_ms, uint64_t wall_ms)
{
	given.is_set = 1;
	given.mono_ms = mono_ms;
	given.wall_ms = wall_ms;
}

void clock_use_system(void)
{
	given.is_set = 0;
}

uint64_t clock_mono_ms(void)
{
	return given.is_set ? given.mono_ms : system_ms(CLOCK_BOOTTIME);
}

uint64_t clock_wall_ms(void)
{
	return given.is_set ? given.wall_ms : system_ms(CLOCK_REALTIME);
}

#else

uint64_t clock_mono_ms(void)
{
	return system_ms(CLOCK_BOOTTIME);
}

uint64_t clock_wall_ms(void)
{
	return system_ms(CLOCK_REALTIME);
}

#endif
