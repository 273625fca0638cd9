/* Elimination over whole numbers modulo a prime, sparse, twice with two primes.
 *
 * A number is worked out when the relations leave it no freedom: whatever values the free numbers take, it stays. So the free
 * ones are given random values, all that is known counts as 0, and what comes out as 0 does not move. Modulo a prime a number
 * that does move can look still with a chance of one in two thousand million, which hides a cell too many; one that is still
 * in whole numbers is still modulo a prime unless the prime divides a determinant of the relations (of 0, 1 and -1 only), which
 * both primes would have to do. */
#include <stdlib.h>
#include <string.h>

#include "figures/internal/system.h"

enum { PRIMES = 2 };

static const uint64_t primes[PRIMES] = {2147483647, 2147483629};

struct term {
	unsigned variable;
	uint32_t factor; /* modulo the prime, not 0 */
};

struct row {
	struct term *terms; /* by variable */
	unsigned count;
	bool done;      /* it has its pivot, or needs none */
	unsigned pivot; /* whose factor is then 1 */
};

struct solution {
	uint64_t prime;
	struct row *rows;
	size_t row_count;
	size_t *order; /* of the pivots */
	size_t done;
	unsigned *uses; /* by variable: rows without a pivot that have it; 0 of what is carried along */
	uint32_t *values;
};

struct worked {
	const struct system *system;
	struct solution solutions[PRIMES];
	uint32_t *shares; /* of what is traced, by variable */
};

static uint64_t power(uint64_t base, uint64_t exponent, uint64_t prime)
{
	uint64_t result = 1;
	for (; exponent > 0; exponent >>= 1) {
		result = exponent & 1 ? result * base % prime : result;
		base = base * base % prime;
	}
	return result;
}

/* --- rows --- */

static bool is_unknown(const struct system *system, unsigned variable)
{
	return !system->variables[variable].known;
}

/* What is shown of the fresh list, and a rest that has to be 0, stay in the rows; what else is known is only a number. */
static bool is_kept(const struct system *system, unsigned variable)
{
	const struct variable *about = &system->variables[variable];
	return !about->known || !about->cell || (about->fresh && !about->fixed);
}

static int compare_terms(const void *a, const void *b)
{
	const struct term *left = a, *right = b;
	return left->variable < right->variable ? -1 : left->variable > right->variable;
}

static int fill_row(const struct system *system, const struct relation *relation, uint64_t prime,
	struct row *row)
{
	row->terms = malloc((relation->count + 1) * sizeof(struct term));
	if (!row->terms) {
		return ERR_NOMEM;
	}
	if (is_kept(system, relation->parent)) {
		row->terms[row->count++] = (struct term){relation->parent, (uint32_t)(prime - 1)};
	}
	for (unsigned i = 0; i < relation->count; i++) {
		unsigned child = system->terms[relation->first + i];
		if (is_kept(system, child)) {
			row->terms[row->count++] = (struct term){child, 1};
		}
	}
	qsort(row->terms, row->count, sizeof(struct term), compare_terms);
	return 0;
}

static int fill_rows(const struct system *system, struct solution *solution)
{
	size_t count = system->relation_count > 0 ? system->relation_count : 1;
	solution->rows = calloc(count, sizeof(struct row));
	solution->order = calloc(count, sizeof(size_t));
	solution->uses = calloc(system->variable_count + 1, sizeof(unsigned));
	solution->values = calloc(system->variable_count + 1, sizeof(uint32_t));
	if (!solution->rows || !solution->order || !solution->uses || !solution->values) {
		return ERR_NOMEM;
	}
	for (; solution->row_count < system->relation_count; solution->row_count++) {
		struct row *row = &solution->rows[solution->row_count];
		int err = fill_row(system, &system->relations[solution->row_count], solution->prime, row);
		if (err != 0) {
			return err;
		}
		for (unsigned i = 0; i < row->count; i++) {
			solution->uses[row->terms[i].variable] += is_unknown(system, row->terms[i].variable);
		}
	}
	return 0;
}

static uint32_t factor_of(const struct row *row, unsigned variable)
{
	const struct term wanted = {.variable = variable};
	const struct term *term =
		bsearch(&wanted, row->terms, row->count, sizeof(struct term), compare_terms);
	return term ? term->factor : 0;
}

/* --- elimination --- */

/* The unknown of a row that fewest other rows have; false: it has none. */
static bool rarest(const struct solution *solution, const struct row *row, unsigned *ret_variable)
{
	unsigned least = 0;
	for (unsigned i = 0; i < row->count; i++) {
		unsigned uses = solution->uses[row->terms[i].variable];
		if (uses > 0 && (least == 0 || uses < least)) {
			least = uses;
			*ret_variable = row->terms[i].variable;
		}
	}
	return least > 0;
}

/* Gives the row its pivot: all its unknowns are used once less. */
static void settle(struct solution *solution, size_t index, unsigned pivot)
{
	struct row *row = &solution->rows[index];
	uint64_t inverse = power(factor_of(row, pivot), solution->prime - 2, solution->prime);
	for (unsigned i = 0; i < row->count; i++) {
		struct term *term = &row->terms[i];
		term->factor = (uint32_t)(term->factor * inverse % solution->prime);
		solution->uses[term->variable] -= solution->uses[term->variable] > 0;
	}
	row->done = true;
	row->pivot = pivot;
	solution->order[solution->done++] = index;
}

/* row -= factor * by, by one pass over both; what is carried along has no uses to keep. */
static int subtract(const struct system *system, struct solution *solution, struct row *row,
	const struct row *by)
{
	uint64_t prime = solution->prime, factor = prime - factor_of(row, by->pivot);
	struct term *terms = malloc((row->count + by->count) * sizeof(struct term));
	unsigned count = 0, r = 0, b = 0;
	if (!terms) {
		return ERR_NOMEM;
	}
	while (r < row->count || b < by->count) {
		bool from_row =
			b == by->count || (r < row->count && row->terms[r].variable <= by->terms[b].variable);
		bool from_by =
			r == row->count || (b < by->count && by->terms[b].variable <= row->terms[r].variable);
		unsigned variable = from_row ? row->terms[r].variable : by->terms[b].variable;
		uint64_t sum = from_row ? row->terms[r++].factor : 0;
		sum = (sum + (from_by ? factor * by->terms[b++].factor : 0)) % prime;
		if (is_unknown(system, variable)) {
			solution->uses[variable] += (unsigned)(sum != 0) - (unsigned)from_row;
		}
		if (sum != 0) {
			terms[count++] = (struct term){variable, (uint32_t)sum};
		}
	}
	free(row->terms);
	row->terms = terms;
	row->count = count;
	return 0;
}

/* Rows that have an unknown for themselves take it and trouble no other row. True when one did. */
static bool peel(struct solution *solution)
{
	bool found = false;
	for (size_t i = 0; i < solution->row_count; i++) {
		struct row *row = &solution->rows[i];
		unsigned variable = 0;
		if (row->done) {
			continue;
		}
		if (!rarest(solution, row, &variable)) {
			row->done = true; /* nothing in it is unknown */
		} else if (solution->uses[variable] == 1) {
			settle(solution, i, variable);
			found = true;
		}
	}
	return found;
}

/* Takes the row's pivot out of all that have none yet. */
static int clear(const struct system *system, struct solution *solution, size_t index)
{
	const struct row *by = &solution->rows[index];
	for (size_t i = 0; i < solution->row_count && solution->uses[by->pivot] > 0; i++) {
		struct row *row = &solution->rows[i];
		if (!row->done && factor_of(row, by->pivot) != 0) {
			int err = subtract(system, solution, row, by);
			if (err != 0) {
				return err;
			}
		}
	}
	return 0;
}

static int eliminate(const struct system *system, struct solution *solution)
{
	unsigned pivot = 0;
	int err = 0;
	while (peel(solution)) {
	}
	for (size_t i = 0; err == 0 && i < solution->row_count; i++) {
		if (!solution->rows[i].done && rarest(solution, &solution->rows[i], &pivot)) {
			settle(solution, i, pivot);
			err = clear(system, solution, i);
		}
	}
	return err;
}

/* --- what moves --- */

/* A fixed sequence (Knuth's MMIX generator): the same lists hide the same cells everywhere. */
static uint32_t next_random(uint64_t *state, uint64_t prime)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(1 + (*state >> 33) % (prime - 1));
}

static void give_values(const struct system *system, struct solution *solution)
{
	uint64_t state = solution->prime;
	for (size_t i = 0; i < system->variable_count; i++) {
		bool free = is_unknown(system, (unsigned)i);
		solution->values[i] = free ? next_random(&state, solution->prime) : 0;
	}
	for (size_t k = solution->done; k-- > 0;) {
		const struct row *row = &solution->rows[solution->order[k]];
		uint64_t sum = 0;
		for (unsigned i = 0; i < row->count; i++) {
			const struct term *term = &row->terms[i];
			if (term->variable != row->pivot) {
				sum += (uint64_t)term->factor * solution->values[term->variable] % solution->prime;
			}
		}
		solution->values[row->pivot] =
			(uint32_t)((solution->prime - sum % solution->prime) % solution->prime);
	}
}

static void solution_finish(struct solution *solution)
{
	for (size_t i = 0; solution->rows && i < solution->row_count; i++) {
		free(solution->rows[i].terms);
	}
	free(solution->rows);
	free(solution->order);
	free(solution->uses);
	free(solution->values);
}

int worked_create(const struct system *system, struct worked **ret_worked)
{
	struct worked *worked = calloc(1, sizeof(*worked));
	if (!worked) {
		return ERR_NOMEM;
	}
	worked->system = system;
	worked->shares = calloc(system->variable_count + 1, sizeof(uint32_t));
	int err = worked->shares ? 0 : ERR_NOMEM;
	for (int i = 0; i < PRIMES && err == 0; i++) {
		struct solution *solution = &worked->solutions[i];
		solution->prime = primes[i];
		err = fill_rows(system, solution);
		err = err == 0 ? eliminate(system, solution) : err;
		if (err == 0) {
			give_values(system, solution);
		}
	}
	if (err != 0) {
		worked_destroy(worked);
		return err;
	}
	*ret_worked = worked;
	return 0;
}

void worked_destroy(struct worked *worked)
{
	if (!worked) {
		return;
	}
	for (int i = 0; i < PRIMES; i++) {
		solution_finish(&worked->solutions[i]);
	}
	free(worked->shares);
	free(worked);
}

bool worked_out(const struct worked *worked, unsigned variable)
{
	return is_unknown(worked->system, variable) &&
		(worked->solutions[0].values[variable] == 0 || worked->solutions[1].values[variable] == 0);
}

/* What it follows from: each pivot is put in terms of what was settled after it. */
void worked_trace(struct worked *worked, unsigned variable)
{
	const struct solution *solution =
		&worked->solutions[worked->solutions[0].values[variable] == 0 ? 0 : 1];
	memset(worked->shares, 0, worked->system->variable_count * sizeof(uint32_t));
	worked->shares[variable] = 1;
	for (size_t k = 0; k < solution->done; k++) {
		const struct row *row = &solution->rows[solution->order[k]];
		uint64_t share = worked->shares[row->pivot];
		for (unsigned i = 0; share != 0 && i < row->count; i++) {
			const struct term *term = &row->terms[i];
			if (term->variable != row->pivot) {
				uint64_t less = share * term->factor % solution->prime;
				worked->shares[term->variable] =
					(uint32_t)((worked->shares[term->variable] + solution->prime - less) %
						solution->prime);
			}
		}
	}
}

bool worked_by(const struct worked *worked, unsigned help)
{
	return !is_unknown(worked->system, help) && worked->shares[help] != 0;
}
