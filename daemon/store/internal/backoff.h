/* When to try again: exponential back-off with full jitter, so that a hundred clients do not come
 * back at once. Pure. */
#ifndef SAMTALE_STORE_INTERNAL_BACKOFF_H
#define SAMTALE_STORE_INTERNAL_BACKOFF_H

#include <stdint.h>

/* A node has few links and there are few nodes, so the last bound can be short: whoever talks waits
 * for the slowest link after Redis has read its log. */
enum { BACKOFF_FIRST_MS = 100, BACKOFF_LAST_MS = 750 };

/* Milliseconds to wait after so many failures in a row (0: the first one): anything from 1 to the
 * bound of that attempt. random is any number, evenly spread. */
uint32_t backoff_ms(unsigned failures, uint32_t random);

#endif
