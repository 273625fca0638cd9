#include "tests/load/flow.h"

enum { REMEMBERED = 64 };

static const char *const words[FLOW_FAULTS] = {
	[FLOW_FINE] = "fine",
	[FLOW_LOST] = "lost",
	[FLOW_DOUBLED] = "doubled",
	[FLOW_REORDERED] = "reordered",
	[FLOW_ALTERED] = "altered",
	[FLOW_MISPLACED] = "misplaced",
	[FLOW_UNSAID] = "unsaid",
};

const char *flow_word(enum flow_fault fault)
{
	return words[fault];
}

/* Mixes well enough that two different sets of places do not add up to the same sum (the finisher of splitmix64). */
static uint64_t place(uint64_t cseq, uint64_t offset)
{
	uint64_t x = cseq * UINT64_C(0x9e3779b97f4a7c15) + offset;
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

uint64_t flow_say(struct flow *flow)
{
	return ++flow->said;
}

enum flow_fault flow_ack(struct flow *flow, uint64_t cseq, uint64_t offset)
{
	if (cseq > flow->said || cseq == 0) {
		return FLOW_UNSAID;
	}
	if (cseq <= flow->acked) {
		return FLOW_DOUBLED;
	}
	if (cseq != flow->acked + 1) {
		return FLOW_REORDERED;
	}
	flow->acked = cseq;
	flow->ack_sum += place(cseq, offset);
	bool rises = offset > flow->ack_offset;
	flow->ack_offset = offset;
	return rises ? FLOW_FINE : FLOW_MISPLACED;
}

/* Moves heard up to cseq and remembers what was passed over. */
static void pass_on(struct flow *flow, uint64_t cseq)
{
	while (flow->heard < cseq) {
		flow->passed_by += flow->missing >> (REMEMBERED - 1);
		flow->missing <<= 1;
		flow->heard++;
		if (flow->heard < cseq) {
			flow->missing |= 1;
		}
	}
}

/* One that is not above the highest: it was passed over before, or it comes twice. */
static enum flow_fault hear_late(struct flow *flow, uint64_t cseq)
{
	uint64_t age = flow->heard - cseq;
	if (age >= REMEMBERED || (flow->missing & UINT64_C(1) << age) == 0) {
		return FLOW_DOUBLED;
	}
	flow->missing &= ~(UINT64_C(1) << age);
	return FLOW_REORDERED;
}

enum flow_fault flow_hear(struct flow *flow, uint64_t cseq, uint64_t offset, bool intact)
{
	if (cseq > flow->said || cseq == 0) {
		return FLOW_UNSAID;
	}
	if (cseq <= flow->heard) {
		return hear_late(flow, cseq);
	}
	pass_on(flow, cseq);
	flow->heard_sum += place(cseq, offset);
	bool rises = offset > flow->heard_offset;
	flow->heard_offset = offset;
	if (!intact) {
		return FLOW_ALTERED;
	}
	return rises ? FLOW_FINE : FLOW_MISPLACED;
}

bool flow_is_settled(const struct flow *flow)
{
	return flow->acked == flow->said && flow->heard == flow->said && flow->missing == 0;
}

uint64_t flow_lost(const struct flow *flow)
{
	uint64_t unheard =
		flow->said - flow->heard + flow->passed_by + (uint64_t)__builtin_popcountll(flow->missing);
	uint64_t unacked = flow->said - flow->acked;
	return unheard > unacked ? unheard : unacked;
}

bool flow_agrees(const struct flow *flow)
{
	return flow->ack_sum == flow->heard_sum;
}
