/* What follows from all sums taken together: by elimination, twice with two primes.
 *
 * A number is worked out when the relations leave it no freedom: whatever values the free numbers take, it stays. So the free
 * ones are given random values, all that is known counts as 0, and what comes out as 0 does not move. Modulo a prime a number
 * that does move can look still with a chance of one in two thousand million, which hides a cell too many; one that is still
 * in whole numbers is still modulo a prime unless the prime divides a determinant of the relations (of 0, 1 and -1 only), which
 * both primes would have to do. */
#include <stdlib.h>
#include <string.h>

#include "figures/internal/eliminate.h"

enum { PRIMES = 2 };

static const uint64_t primes[PRIMES] = {2147483647, 2147483629};

struct solution {
	struct elimination by;
	uint32_t *values;
};

struct worked {
	const struct system *system;
	struct solution solutions[PRIMES];
	uint32_t *shares; /* of what is traced, by variable */
};

static bool is_unknown(const struct variable *variable)
{
	return !variable->known;
}

/* What is shown of the fresh list, and what is known by its bounds, stay in the rows; what else is known is only a number. */
static bool is_kept(const struct variable *variable)
{
	bool by_bounds = variable->low_by > 0 || variable->high_by > 0;
	return !variable->known || by_bounds || (variable->cell && variable->fresh && !variable->fixed);
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
	const struct elimination *by = &solution->by;
	uint64_t state = by->prime;
	for (size_t i = 0; i < system->variable_count; i++) {
		bool free = is_unknown(&system->variables[i]);
		solution->values[i] = free ? next_random(&state, by->prime) : 0;
	}
	for (size_t k = by->done; k-- > 0;) {
		const struct row *row = &by->rows[by->order[k]];
		uint64_t sum = 0;
		for (unsigned i = 0; i < row->count; i++) {
			const struct term *term = &row->terms[i];
			if (term->variable != row->pivot) {
				sum += (uint64_t)term->factor * solution->values[term->variable] % by->prime;
			}
		}
		solution->values[row->pivot] = (uint32_t)((by->prime - sum % by->prime) % by->prime);
	}
}

static int solve(const struct system *system, uint64_t prime, struct solution *solution)
{
	solution->by = (struct elimination){.system = system,
		.prime = prime,
		.wanted = is_unknown,
		.kept = is_kept};
	solution->values = calloc(system->variable_count + 1, sizeof(uint32_t));
	int err = solution->values ? elimination_run(&solution->by) : ERR_NOMEM;
	if (err == 0) {
		give_values(system, solution);
	}
	return err;
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
		err = solve(system, primes[i], &worked->solutions[i]);
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
		elimination_finish(&worked->solutions[i].by);
		free(worked->solutions[i].values);
	}
	free(worked->shares);
	free(worked);
}

bool worked_out(const struct worked *worked, unsigned variable)
{
	return is_unknown(&worked->system->variables[variable]) &&
		(worked->solutions[0].values[variable] == 0 || worked->solutions[1].values[variable] == 0);
}

/* What it follows from: each pivot is put in terms of what was settled after it. */
void worked_trace(struct worked *worked, unsigned variable)
{
	const struct elimination *by =
		&worked->solutions[worked->solutions[0].values[variable] == 0 ? 0 : 1].by;
	memset(worked->shares, 0, worked->system->variable_count * sizeof(uint32_t));
	worked->shares[variable] = 1;
	for (size_t k = 0; k < by->done; k++) {
		const struct row *row = &by->rows[by->order[k]];
		uint64_t share = worked->shares[row->pivot];
		for (unsigned i = 0; share != 0 && i < row->count; i++) {
			const struct term *term = &row->terms[i];
			if (term->variable != row->pivot) {
				uint64_t less = share * term->factor % by->prime;
				worked->shares[term->variable] =
					(uint32_t)((worked->shares[term->variable] + by->prime - less) % by->prime);
			}
		}
	}
}

bool worked_by(const struct worked *worked, unsigned help)
{
	return !is_unknown(&worked->system->variables[help]) && worked->shares[help] != 0;
}
