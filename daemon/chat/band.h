/* What a waiting youth is told about the wait: a band, never a number that can go up. And the number itself, for those who
 * watch. Pure arithmetic. */
#ifndef SAMTALE_CHAT_BAND_H
#define SAMTALE_CHAT_BAND_H

#include <limits.h>
#include <stdint.h>

/* As QUEUED.band on the wire. */
enum band { BAND_NOBODY, BAND_SOON, BAND_MINUTES, BAND_QUARTER, BAND_LONGER };

/* For slots: it is not known how many there are. */
#define BAND_SLOTS_UNKNOWN UINT_MAX

/* The band for somebody with so many waiting before, and so many slots that may answer, all of
 * them taken. slots 0: nobody is on duty. The wait is predicted by QLm of Ibrahim and Whitt,
 * "Real-Time Delay Estimation Based on Delay History", Manufacturing & Service Operations
 * Management 11(3), 2009; when slots is BAND_SLOTS_UNKNOWN, by the wait of the last who entered
 * service, last_wait_ms (0: not known, and the longest band is told). */
unsigned band_of(unsigned ahead, unsigned slots, uint64_t last_wait_ms);

/* The wait that the same predictor gives, in seconds; slots are known, and not 0. Above a day it says a day and a little. */
unsigned band_seconds(unsigned ahead, unsigned slots);

#endif
