/* What a run has counted: messages and latencies of its measured window, and faults of all of it. */
#ifndef SAMTALE_LOAD_TALLY_H
#define SAMTALE_LOAD_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/load/flow.h"
#include "tests/load/hist.h"

/* Latencies in ns, from the moment at which it was meant to begin: who is late himself hides nothing. */
struct tally {
	bool open;         /* the window */
	uint64_t from_ns;  /* when it was opened */
	uint64_t until_ns; /* when it was closed; UINT64_MAX while it is open */
	uint64_t acked;    /* messages whose ACK came while it was open */
	uint64_t faults[FLOW_FAULTS];
	struct hist ack;  /* to the ACK */
	struct hist hear; /* to the ENTRY at the other side */
	struct hist late; /* to our own sending of it */
};

/* Opens and closes the window. What an earlier one has counted is forgotten, faults are not. */
void tally_open(struct tally *tally, uint64_t now_ns);
void tally_close(struct tally *tally, uint64_t now_ns);

/* Counts a latency when what is measured was meant to begin in the window, even if it ends behind it. */
void tally_took(const struct tally *tally, struct hist *hist, uint64_t due_ns, uint64_t now_ns);

/* Counts a fault; FLOW_FINE is none. */
void tally_fault(struct tally *tally, enum flow_fault fault, uint64_t count);

/* How many faults there are in all. */
uint64_t tally_faults(const struct tally *tally);

#endif
