/* Cell 0 to HIST_PARTS - 1 hold one value each; from there on HIST_PARTS cells share a power of two. */
#include "tests/load/hist.h"

#include <math.h>
#include <string.h>

static unsigned cell_of(uint64_t value)
{
	if (value >= UINT64_C(1) << HIST_BITS) {
		return HIST_CELLS - 1;
	}
	if (value < HIST_PARTS) {
		return (unsigned)value;
	}
	unsigned shift = 63u - (unsigned)__builtin_clzll(value) - HIST_PARTS_BITS;
	return shift * HIST_PARTS + (unsigned)(value >> shift);
}

static uint64_t upper_end(unsigned cell)
{
	if (cell < 2 * HIST_PARTS) {
		return cell;
	}
	unsigned shift = cell / HIST_PARTS - 1;
	uint64_t part = cell % HIST_PARTS + HIST_PARTS;
	return ((part + 1) << shift) - 1;
}

void hist_add(struct hist *hist, uint64_t value)
{
	hist->count++;
	hist->cells[cell_of(value)]++;
	if (value > hist->max) {
		hist->max = value;
	}
}

void hist_clear(struct hist *hist)
{
	memset(hist, 0, sizeof *hist);
}

uint64_t hist_at(const struct hist *hist, double percent)
{
	uint64_t wanted = (uint64_t)ceil((double)hist->count * percent / 100.0);
	uint64_t seen = 0;
	if (hist->count == 0) {
		return 0;
	}
	for (unsigned cell = 0; cell < HIST_CELLS; cell++) {
		seen += hist->cells[cell];
		if (seen >= wanted && seen > 0) {
			uint64_t end = upper_end(cell);
			return cell == HIST_CELLS - 1 || end > hist->max ? hist->max : end;
		}
	}
	return hist->max;
}
