#include "tests/load/tally.h"

void tally_open(struct tally *tally, uint64_t now_ns)
{
	hist_clear(&tally->ack);
	hist_clear(&tally->hear);
	hist_clear(&tally->late);
	tally->acked = 0;
	tally->open = true;
	tally->from_ns = now_ns;
	tally->until_ns = UINT64_MAX;
}

void tally_close(struct tally *tally, uint64_t now_ns)
{
	tally->open = false;
	tally->until_ns = now_ns;
}

void tally_took(const struct tally *tally, struct hist *hist, uint64_t due_ns, uint64_t now_ns)
{
	if (tally->from_ns != 0 && due_ns >= tally->from_ns && due_ns < tally->until_ns) {
		hist_add(hist, now_ns > due_ns ? now_ns - due_ns : 0);
	}
}

void tally_fault(struct tally *tally, enum flow_fault fault, uint64_t count)
{
	if (fault != FLOW_FINE) {
		tally->faults[fault] += count;
	}
}

uint64_t tally_faults(const struct tally *tally)
{
	uint64_t sum = 0;
	for (unsigned fault = 0; fault < FLOW_FAULTS; fault++) {
		sum += tally->faults[fault];
	}
	return sum;
}
