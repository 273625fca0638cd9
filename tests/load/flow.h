/* Judges what became of one seat's messages in one room: each must be heard by the other side exactly once, in order and
 * at the place in the log that its ACK named. It keeps no messages, so it costs the same after five thousand. */
#ifndef SAMTALE_LOAD_FLOW_H
#define SAMTALE_LOAD_FLOW_H

#include <stdbool.h>
#include <stdint.h>

enum flow_fault {
	FLOW_FINE,
	FLOW_LOST,      /* said, and not heard or not acked when all should be */
	FLOW_DOUBLED,   /* heard or acked twice */
	FLOW_REORDERED, /* heard behind a later one */
	FLOW_ALTERED,   /* heard with other bytes */
	FLOW_MISPLACED, /* offsets fall, or ACK and ENTRY name different ones */
	FLOW_UNSAID,    /* heard or acked, and never said */
	FLOW_FAULTS
};

/* Zeroed it is new. */
struct flow {
	uint64_t said;  /* cseq of the last one said */
	uint64_t acked; /* of the last one acked */
	uint64_t heard; /* the highest heard */
	/* Those of the last 64 up to heard that were passed over: bit i stands for heard - i. */
	uint64_t missing;
	uint64_t passed_by; /* passed over, and by now too old for a bit */
	uint64_t heard_offset;
	uint64_t ack_offset;
	/* Sums over cseq and offset of those that were acked and heard: equal when both named the same places. */
	uint64_t heard_sum;
	uint64_t ack_sum;
};

/* The words of faults: "lost". */
const char *flow_word(enum flow_fault fault);

/* The cseq of the next message. */
uint64_t flow_say(struct flow *flow);

/* An ACK came. */
enum flow_fault flow_ack(struct flow *flow, uint64_t cseq, uint64_t offset);

/* An ENTRY came to the other side; intact: its bytes are those that were sent. A message that was passed over is no fault
 * yet: flow_lost tells in the end. */
enum flow_fault flow_hear(struct flow *flow, uint64_t cseq, uint64_t offset, bool intact);

/* Nothing is under way any more, or everything is late. */
bool flow_is_settled(const struct flow *flow);

/* In the end: how many were lost, either for the listener or for want of an ACK. */
uint64_t flow_lost(const struct flow *flow);

/* In the end: ACKs and ENTRYs agree on the places. */
bool flow_agrees(const struct flow *flow);

#endif
