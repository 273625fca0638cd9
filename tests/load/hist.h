/* A log-linear histogram in the manner of HdrHistogram: every power of two is cut into HIST_PARTS equal cells, so that a
 * percentile is at most 1/HIST_PARTS above the true one (0.8 %), whatever its size. */
#ifndef SAMTALE_LOAD_HIST_H
#define SAMTALE_LOAD_HIST_H

#include <stdint.h>

enum { HIST_PARTS_BITS = 7, HIST_PARTS = 1 << HIST_PARTS_BITS, HIST_BITS = 40 };
enum { HIST_CELLS = (HIST_BITS - HIST_PARTS_BITS + 1) * HIST_PARTS };

/* Values in any unit; zeroed it is empty. */
struct hist {
	uint64_t count;
	uint64_t max; /* exactly, of those that were added */
	uint64_t cells[HIST_CELLS];
};

/* Values of 2^HIST_BITS and above count in the last cell. */
void hist_add(struct hist *hist, uint64_t value);
void hist_clear(struct hist *hist);

/* The value that so many percent do not exceed: the upper end of its cell, at most max. 0 when it is empty. */
uint64_t hist_at(const struct hist *hist, double percent);

#endif
