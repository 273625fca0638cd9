/* Each row takes what it has and fewest others have, and it is taken out of those. */
#include "figures/internal/eliminate.h"

#include <stdlib.h>

uint64_t eliminate_inverse(uint64_t number, uint64_t prime)
{
	uint64_t result = 1;
	for (uint64_t exponent = prime - 2; exponent > 0; exponent >>= 1) {
		result = exponent & 1 ? result * number % prime : result;
		number = number * number % prime;
	}
	return result;
}

/* --- rows --- */

static bool is_wanted(const struct elimination *elimination, unsigned variable)
{
	return elimination->wanted(&elimination->system->variables[variable]);
}

static bool is_kept(const struct elimination *elimination, unsigned variable)
{
	return elimination->kept(&elimination->system->variables[variable]);
}

static int compare_terms(const void *a, const void *b)
{
	const struct term *left = a, *right = b;
	return left->variable < right->variable ? -1 : left->variable > right->variable;
}

static int fill_row(const struct elimination *elimination, const struct relation *relation,
	struct row *row)
{
	row->terms = malloc((relation->count + 1) * sizeof(struct term));
	if (!row->terms) {
		return ERR_NOMEM;
	}
	if (is_kept(elimination, relation->parent)) {
		row->terms[row->count++] =
			(struct term){relation->parent, (uint32_t)(elimination->prime - 1)};
	}
	for (unsigned i = 0; i < relation->count; i++) {
		unsigned child = elimination->system->terms[relation->first + i];
		if (is_kept(elimination, child)) {
			row->terms[row->count++] = (struct term){child, 1};
		}
	}
	qsort(row->terms, row->count, sizeof(struct term), compare_terms);
	return 0;
}

static int fill_rows(struct elimination *elimination)
{
	const struct system *system = elimination->system;
	size_t count = system->plain.relations;
	elimination->rows = calloc(count + 1, sizeof(struct row));
	elimination->order = calloc(count + 1, sizeof(size_t));
	elimination->uses = calloc(system->variable_count + 1, sizeof(unsigned));
	if (!elimination->rows || !elimination->order || !elimination->uses) {
		return ERR_NOMEM;
	}
	for (; elimination->row_count < count; elimination->row_count++) {
		struct row *row = &elimination->rows[elimination->row_count];
		int err = fill_row(elimination, &system->relations[elimination->row_count], row);
		if (err != 0) {
			return err;
		}
		for (unsigned i = 0; i < row->count; i++) {
			elimination->uses[row->terms[i].variable] +=
				is_wanted(elimination, row->terms[i].variable);
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

/* What is wanted of a row and fewest other rows have; false: it has none. */
static bool rarest(const struct elimination *elimination, const struct row *row,
	unsigned *ret_variable)
{
	unsigned least = 0;
	for (unsigned i = 0; i < row->count; i++) {
		unsigned uses = elimination->uses[row->terms[i].variable];
		if (uses > 0 && (least == 0 || uses < least)) {
			least = uses;
			*ret_variable = row->terms[i].variable;
		}
	}
	return least > 0;
}

/* Gives the row its pivot: all that is wanted in it is used once less. */
static void settle(struct elimination *elimination, size_t index, unsigned pivot)
{
	struct row *row = &elimination->rows[index];
	uint64_t inverse = eliminate_inverse(factor_of(row, pivot), elimination->prime);
	for (unsigned i = 0; i < row->count; i++) {
		struct term *term = &row->terms[i];
		term->factor = (uint32_t)(term->factor * inverse % elimination->prime);
		elimination->uses[term->variable] -= elimination->uses[term->variable] > 0;
	}
	row->done = row->settled = true;
	row->pivot = pivot;
	elimination->order[elimination->done++] = index;
}

/* row -= factor * by, by one pass over both; what is carried along has no uses to keep. */
static int subtract(struct elimination *elimination, struct row *row, const struct row *by)
{
	uint64_t prime = elimination->prime, factor = prime - factor_of(row, by->pivot);
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
		if (is_wanted(elimination, variable)) {
			elimination->uses[variable] += (unsigned)(sum != 0) - (unsigned)from_row;
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

/* Rows that have something wanted for themselves take it and trouble no other row. True when one did. */
static bool peel(struct elimination *elimination)
{
	bool found = false;
	for (size_t i = 0; i < elimination->row_count; i++) {
		struct row *row = &elimination->rows[i];
		unsigned variable = 0;
		if (row->done) {
			continue;
		}
		if (!rarest(elimination, row, &variable)) {
			row->done = true;
		} else if (elimination->uses[variable] == 1) {
			settle(elimination, i, variable);
			found = true;
		}
	}
	return found;
}

/* Takes the row's pivot out of all that have none yet. */
static int clear(struct elimination *elimination, size_t index)
{
	const struct row *by = &elimination->rows[index];
	for (size_t i = 0; i < elimination->row_count && elimination->uses[by->pivot] > 0; i++) {
		struct row *row = &elimination->rows[i];
		if (!row->done && factor_of(row, by->pivot) != 0) {
			int err = subtract(elimination, row, by);
			if (err != 0) {
				return err;
			}
		}
	}
	return 0;
}

static int eliminate(struct elimination *elimination)
{
	unsigned pivot = 0;
	int err = 0;
	while (peel(elimination)) {
	}
	for (size_t i = 0; err == 0 && i < elimination->row_count; i++) {
		struct row *row = &elimination->rows[i];
		if (!row->done && rarest(elimination, row, &pivot)) {
			settle(elimination, i, pivot);
			err = clear(elimination, i);
		}
	}
	return err;
}

int elimination_run(struct elimination *elimination)
{
	int err = fill_rows(elimination);
	return err == 0 ? eliminate(elimination) : err;
}

/* The shortest row that is not done; NULL: all are. */
static struct row *shortest(const struct elimination *elimination)
{
	struct row *found = NULL;
	for (size_t i = 0; i < elimination->row_count; i++) {
		struct row *row = &elimination->rows[i];
		if (!row->done && (!found || row->count < found->count)) {
			found = row;
		}
	}
	return found;
}

int elimination_widen(struct elimination *elimination, variable_fn wanted)
{
	int err = 0;
	elimination->wanted = wanted;
	for (size_t i = 0; i < elimination->row_count; i++) {
		struct row *row = &elimination->rows[i];
		row->done = row->settled;
		for (unsigned c = 0; !row->done && c < row->count; c++) {
			elimination->uses[row->terms[c].variable] +=
				is_wanted(elimination, row->terms[c].variable);
		}
	}
	for (struct row *row = shortest(elimination); err == 0 && row; row = shortest(elimination)) {
		unsigned pivot = 0;
		row->done = true;
		if (rarest(elimination, row, &pivot)) {
			settle(elimination, (size_t)(row - elimination->rows), pivot);
			err = clear(elimination, (size_t)(row - elimination->rows));
		}
	}
	return err;
}

void elimination_finish(struct elimination *elimination)
{
	for (size_t i = 0; elimination->rows && i <= elimination->row_count; i++) {
		free(elimination->rows[i].terms);
	}
	free(elimination->rows);
	free(elimination->order);
	free(elimination->uses);
}
