/* Elimination over whole numbers modulo a prime, sparse. */
#ifndef SAMTALE_FIGURES_INTERNAL_ELIMINATE_H
#define SAMTALE_FIGURES_INTERNAL_ELIMINATE_H

#include "figures/internal/system.h"

struct term {
	unsigned variable;
	uint32_t factor; /* modulo the prime, not 0 */
};

struct row {
	struct term *terms; /* by variable; their sum is 0 */
	unsigned count;
	bool done;    /* it has its pivot, or nothing in it is to be eliminated */
	bool settled; /* it has one, whose factor is then 1 */
	unsigned pivot;
};

typedef bool (*variable_fn)(const struct variable *variable);

struct elimination {
	const struct system *system;
	uint64_t prime;
	variable_fn wanted; /* those that are eliminated */
	variable_fn
		kept; /* those that stay in the rows: these, and others that are to be carried along */
	struct row *rows;
	size_t row_count;
	size_t *order; /* of the pivots */
	size_t done;
	unsigned *uses; /* by variable: rows without a pivot that have it; 0 of what is not wanted */
};

/* By the first four members; of the system's own relations. elimination_finish takes a half-made one. */
int elimination_run(struct elimination *elimination) MUST_CHECK;
/* Goes on with others that are wanted in the rows that have no pivot: the shortest row first, each for itself. */
int elimination_widen(struct elimination *elimination, variable_fn wanted) MUST_CHECK;
void elimination_finish(struct elimination *elimination);

/* Modulo the prime. */
uint64_t eliminate_inverse(uint64_t number, uint64_t prime);

#endif
