/* Youths who wait in the queue and come back by themselves when their line is lost, as docs/protocol.md section 7 asks of
 * every client: full jitter between two dials, the newest token, the count of its attempts. */
#ifndef SAMTALE_LOAD_HERD_H
#define SAMTALE_LOAD_HERD_H

#include "tests/load/client.h"
#include "tests/load/hist.h"
#include "tests/load/youth.h"

struct member;

struct herd {
	struct load *load;
	struct member *members;
	const struct wish *(*wish)(
		unsigned index); /* what each asks for; nobody may be there to take it */
	unsigned wanted;
	unsigned come;  /* so many have dialled */
	unsigned there; /* so many have a line and are in the queue */
	unsigned cut;   /* so many have lost their line, at least once */
	/* Of those who came back: */
	struct hist back;  /* ns from the loss of a line to QUEUED */
	uint64_t lost_ns;  /* when the first line was lost */
	uint64_t whole_ns; /* when the last one was there again, so far */
	uint64_t dials;    /* after a loss */
	uint64_t
		late_dials;   /* of those: without WELCOME or an answer in time, or lost again before it */
	uint64_t put_off; /* RESUMEs refused with a time */
};

/* Brings so many, shape.parallel at a time, and waits until all are in the queue. ERR_DOWN, noted. */
int herd_come(struct herd *herd, struct load *load, unsigned wanted,
	const struct wish *(*wish)(unsigned index)) MUST_CHECK;

/* Waits until every line has been lost and everybody is in the queue again. ERR_DOWN, noted: not within the patience of
 * the shape, or somebody was told that its place is gone. */
int herd_return(struct herd *herd) MUST_CHECK;

/* Drops all lines. */
void herd_finish(struct herd *herd);

#endif
