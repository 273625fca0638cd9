/* Counts of what happened under one policy, and the figures they make. */
#ifndef SAMTALE_SIMULATE_TALLY_H
#define SAMTALE_SIMULATE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "simulate/internal/world.h"
#include "simulate/simulate.h"

enum { WAIT_BINS = 4 * 3600 };

/* Why somebody was not answered. */
enum loss {
	LOSS_DOOR_CLOSED, /* nobody on duty where the policy looks */
	LOSS_UNSKILLED,   /* nobody of those for the topic */
	LOSS_ABANDONED,   /* patience ran out */
	LOSS_WAITING,     /* the last one who could serve went off shift */
	LOSSES,
};

/* Sums over weeks of arrivals and losses, for the standard error of their quotient. */
struct spread {
	double weeks, arrivals, lost, arrivals2, lost2, both;
};

struct tally {
	size_t only; /* the one municipality that counts, from 1; 0: all */
	uint64_t arrivals, losses[LOSSES], answered, own, county, within_minute, open_doors;
	uint64_t week_arrivals, week_lost;
	double wait_s, busy_s, shift_s;
	struct spread spread;
	uint64_t waits[WAIT_BINS]; /* answered after so many seconds, rounded */
	uint64_t came_from[MUNICIPALITIES_MAX], lost_from[MUNICIPALITIES_MAX];
};

void tally_arrival(struct tally *tally, size_t municipality, bool open);
void tally_loss(struct tally *tally, size_t municipality, enum loss why);

/* distance as of match_distance. */
void tally_answer(struct tally *tally, size_t municipality, double wait_s, int distance);

/* Seconds of a counsellor of that municipality: on shift, and in conversation. */
void tally_shift(struct tally *tally, size_t municipality, double shift_s);
void tally_busy(struct tally *tally, size_t municipality, double busy_s);

/* After each week. */
void tally_week(struct tally *tally);

/* The figures; the policy's name is the caller's. */
void tally_result(const struct tally *tally, struct simulate_result *ret_result);

#endif
