/* The one clock. Nobody else asks the operating system for the time. */
#ifndef SAMTALE_BASE_CLOCK_H
#define SAMTALE_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since an unspecified start, never going back, counting sleep of the machine
 * (CLOCK_BOOTTIME). */
uint64_t clock_mono_ms(void);

/* Unix time in milliseconds. */
uint64_t clock_wall_ms(void);

#ifdef SAMTALE_TEST_CLOCK
/* Test builds only: from now on both clocks stand where they are put; clock_use_system undoes it.
 * */
void clock_set(uint64_t mono_ms, uint64_t wall_ms);
void clock_use_system(void);
#endif

#endif
