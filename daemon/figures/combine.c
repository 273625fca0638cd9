/* Sums of rests alone. A rest of an older list may be 0, and a hidden number is not: so whatever is hidden is eliminated, and what
 * is left over says of rests alone how large they are together, as bounds.c can take it. */
#include <stdlib.h>

#include "figures/internal/eliminate.h"

enum { FACTOR_MAX = 4 }; /* a sum in which a number is taken more often tells next to nothing */

static const uint64_t prime = 2147483647;

/* Rests of the list that is made, too: one that is 0 is known. */
static bool is_above_zero(const struct variable *variable)
{
	return !variable->known && (variable->low > 0 || variable->fresh);
}

static bool is_any(const struct variable *variable)
{
	(void)variable;
	return true;
}

static int signed_factor(uint64_t factor)
{
	if (factor <= FACTOR_MAX) {
		return (int)factor;
	}
	return prime - factor <= FACTOR_MAX ? -(int)(prime - factor) : 0;
}

/* Scaled so that the first unknown has the factor 1; false: some factor is none that is counted. */
static bool scale(const struct system *system, const struct row *row, int *factors)
{
	uint64_t inverse = 0;
	for (unsigned i = 0; i < row->count && inverse == 0; i++) {
		if (!system->variables[row->terms[i].variable].known) {
			inverse = eliminate_inverse(row->terms[i].factor, prime);
		}
	}
	for (unsigned i = 0; i < row->count; i++) {
		factors[i] = signed_factor(row->terms[i].factor * inverse % prime);
		if (factors[i] == 0) {
			return false;
		}
	}
	return true;
}

/* both = the numbers of one sign, each as often as its factor says. True when there is any. */
static bool add_side(struct system *system, unsigned both, const struct row *row,
	const int *factors, int sign)
{
	size_t before = system->relation_count;
	relation_begin(system, both);
	for (unsigned i = 0; i < row->count; i++) {
		for (int times = sign * factors[i]; times > 0; times--) {
			relation_add(system, row->terms[i].variable);
		}
	}
	relation_end(system);
	return system->relation_count > before;
}

/* A row whose sum is 0 is two sums of the same number; of 0, when all have the same sign. */
static int add_row(struct system *system, const struct row *row)
{
	int *factors = calloc(row->count + 1, sizeof(int));
	if (!factors) {
		return ERR_NOMEM;
	}
	if (scale(system, row, factors)) {
		unsigned both = system_add(system, &(struct variable){.high = BOUND_ENDLESS});
		bool plus = add_side(system, both, row, factors, 1);
		bool minus = add_side(system, both, row, factors, -1);
		system->variables[both].high = plus && minus ? BOUND_ENDLESS : 0;
	}
	free(factors);
	return system->err;
}

/* Rests of older lists, where nothing else is left. */
static bool is_left(const struct variable *variable)
{
	return !variable->known;
}

int system_combine(struct system *system)
{
	struct elimination elimination = {.system = system,
		.prime = prime,
		.wanted = is_above_zero,
		.kept = is_any};
	int err = elimination_run(&elimination);
	size_t before = elimination.done;
	for (size_t i = 0; err == 0 && i < elimination.row_count; i++) {
		if (!elimination.rows[i].settled) {
			err = add_row(system, &elimination.rows[i]);
		}
	}
	err = err == 0 ? elimination_widen(&elimination, is_left) : err;
	for (size_t i = before; err == 0 && i < elimination.done; i++) {
		err = add_row(system, &elimination.rows[elimination.order[i]]);
	}
	elimination_finish(&elimination);
	return err;
}
