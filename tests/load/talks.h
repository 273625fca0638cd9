/* Rooms in which both sides are, so many at a time: opened through the real queue, closed again, and judged. */
#ifndef SAMTALE_LOAD_TALKS_H
#define SAMTALE_LOAD_TALKS_H

#include "tests/load/desk.h"
#include "tests/load/youth.h"

struct talks {
	struct load *load;
	struct room **rooms;
	unsigned wanted;
	unsigned asked;
	unsigned opened;
	unsigned left; /* so many have sent LEAVE */
	unsigned gone;
	const struct wish *wish;
	/* Whose talks they are, and what it wants to hear of. */
	void *owner;
	void (*on_acked)(void *owner, struct seat *seat);
	void (*on_heard)(void *owner, struct seat *speaker);
};

/* Opens so many and waits for all; owner and what it wants to hear of are set before. Uses the hooks. ERR_DOWN, noted. */
int talks_open(struct talks *talks, struct load *load, unsigned wanted,
	const struct wish *wish) MUST_CHECK;

/* Seat number i of 2 * wanted: all youths, then all counsellors. */
struct seat *talks_seat(const struct talks *talks, unsigned i);

/* Waits until everything that was said is acked and heard. ERR_DOWN, noted. */
int talks_settle(struct talks *talks) MUST_CHECK;

/* The youths leave and hang up; waits until all rooms are judged, and notes a failure when anything was lost, doubled,
 * reordered or altered. ERR_DOWN, noted. */
int talks_close(struct talks *talks) MUST_CHECK;

#endif
