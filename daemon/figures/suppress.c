/* First every small cell, then one more at a time until nothing that is guarded can be worked out. */
#include "figures/suppress.h"

#include <stdlib.h>
#include <string.h>

#include "figures/internal/system.h"

static bool is_small(int64_t number)
{
	return number > 0 && number < SUPPRESS_UNDER;
}

static void hide_small(struct figure_list *list)
{
	for (int id = 0; id < FIGURE_TABLES; id++) {
		struct figure_table *table = &list->tables[id];
		for (size_t i = 0; i < table->count * table->head->columns; i++) {
			unsigned column = (unsigned)(i % table->head->columns);
			struct figure_cell *cell = &table->rows[i / table->head->columns].cells[column];
			if (table->head->column[column].unit == FIGURE_VISITS && is_small(cell->number)) {
				cell->hidden = true;
			}
		}
	}
}

/* A cell that helps when it is hidden. Cells that count no visits are in no relation, so that none is ever asked for. */
static bool may_hide(const struct variable *variable)
{
	return variable->fresh && variable->cell && variable->known && !variable->fixed;
}

/* --- what is guarded --- */

/* What can be worked out without any of the fresh cells: of the older ones it cannot be guarded any more. */
static int guard_older(struct system *system)
{
	struct worked *worked = NULL;
	system_look(system, false);
	int err = worked_create(system, &worked);
	for (size_t i = 0; err == 0 && i < system->variable_count; i++) {
		struct variable *variable = &system->variables[i];
		bool follows = worked_out(worked, (unsigned)i);
		variable->guarded = !variable->fresh && !variable->known && !follows;
		variable->fixed = variable->fresh && follows;
	}
	worked_destroy(worked);
	system_look(system, true);
	return err;
}

/* Every cell that is hidden, and a rest that is small. */
static void guard_fresh(struct system *system)
{
	for (size_t i = 0; i < system->variable_count; i++) {
		struct variable *variable = &system->variables[i];
		if (variable->fresh && !variable->fixed) {
			variable->guarded =
				variable->cell ? variable->cell->hidden : is_small(variable->number);
		}
	}
}

/* --- what is hidden beside --- */

/* Whether the first is the better one to hide: a 0 says most to a reader, so that it comes last. */
static bool is_better(const struct variable *one, const struct variable *other)
{
	if (!other || (one->number > 0) != (other->number > 0)) {
		return !other || one->number > 0;
	}
	return one->number < other->number;
}

/* What a number that was traced follows from: with a rest that has to be 0, all of the sum that says so. */
static void mark_helps(const struct system *system, const struct worked *worked, bool *helps)
{
	for (size_t i = 0; i < system->variable_count; i++) {
		helps[i] = worked_by(worked, (unsigned)i);
	}
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < system->variable_count; i++) {
			size_t because = helps[i] ? system->variables[i].because : 0;
			const struct relation *relation = because > 0 ? &system->relations[because - 1] : NULL;
			for (unsigned c = 0; relation && c <= relation->count; c++) {
				unsigned at =
					c < relation->count ? system->terms[relation->first + c] : relation->parent;
				more |= !helps[at];
				helps[at] = true;
			}
		}
	}
}

/* Hides the smallest fresh cell without which what was traced does not follow, unless one of them has been hidden in this
 * round already. How many it hid. There is always one: what follows without any is not guarded. */
static unsigned hide_one_of(struct system *system, const bool *helps, bool *hidden_now)
{
	const struct variable *best = NULL;
	for (size_t i = 0; i < system->variable_count; i++) {
		const struct variable *variable = &system->variables[i];
		if (!may_hide(variable) || !helps[i]) {
			continue;
		}
		if (hidden_now[i]) {
			return 0;
		}
		if (is_better(variable, best)) {
			best = variable;
		}
	}
	if (best) {
		best->cell->hidden = true;
		hidden_now[best - system->variables] = true;
	}
	return best != NULL;
}

/* --- sums of which every part must be 1 --- */

/* A hidden number is 1 at least: when the known sum of n of them is n, each is 1. The smallest cell of such a sum that is shown
 * and not 0, which has to be hidden too; NULL when the relation needs none. */
static struct variable *too_tight(const struct system *system, const struct relation *relation)
{
	struct variable *parent = &system->variables[relation->parent];
	struct variable *best = may_hide(parent) ? parent : NULL;
	int64_t left = parent->number, hidden = 0;
	if (!parent->known || !relation->fresh) {
		return NULL;
	}
	for (unsigned i = 0; i < relation->count; i++) {
		struct variable *child = &system->variables[system->terms[relation->first + i]];
		left -= child->known ? child->number : 0;
		hidden += !child->known && child->cell;
		if (may_hide(child) && child->number > 0 && is_better(child, best)) {
			best = child;
		}
	}
	return hidden > 0 && left <= hidden ? best : NULL;
}

static unsigned loosen(struct system *system)
{
	unsigned count = 0;
	for (size_t i = 0; i < system->relation_count; i++) {
		struct variable *tight = too_tight(system, &system->relations[i]);
		if (tight) {
			tight->cell->hidden = true;
			tight->known = false;
			count++;
		}
	}
	return count;
}

/* --- rounds --- */

/* One look at everything: hides a cell for each guarded number that can be worked out. */
static int round_once(struct system *system, unsigned *ret_hidden)
{
	struct worked *worked = NULL;
	bool *hidden_now = calloc(system->variable_count + 1, sizeof(bool));
	bool *helps = calloc(system->variable_count + 1, sizeof(bool));
	int err = hidden_now && helps ? worked_create(system, &worked) : ERR_NOMEM;
	*ret_hidden = 0;
	for (size_t i = 0; err == 0 && i < system->variable_count; i++) {
		if (!system->variables[i].guarded || !worked_out(worked, (unsigned)i)) {
			continue;
		}
		worked_trace(worked, (unsigned)i);
		mark_helps(system, worked, helps);
		*ret_hidden += hide_one_of(system, helps, hidden_now);
	}
	worked_destroy(worked);
	free(hidden_now);
	free(helps);
	system_look(system, true);
	return err;
}

bool published_has(const struct step *step, const struct published *published, size_t count,
	const char *agency)
{
	for (size_t i = 0; i < count; i++) {
		if (step_same_year(step, &published[i].step) &&
			figure_row(published[i].list, FIGURE_TAPS, agency)) {
			return true;
		}
	}
	return false;
}

int suppress(const struct step *step, struct figure_list *list, const struct published *published,
	size_t count)
{
	struct system system;
	const struct published fresh = {.step = *step, .list = list};
	unsigned hidden = 1;
	hide_small(list);
	int err = system_init(&system, &fresh, published, count);
	if (err == 0) {
		system_relate(&system);
		err = system.err;
	}
	if (err == 0) {
		err = guard_older(&system);
	}
	while (err == 0 && hidden > 0) {
		guard_fresh(&system);
		unsigned loosened = loosen(&system);
		system_look(&system, true);
		guard_fresh(&system);
		err = round_once(&system, &hidden);
		hidden += loosened;
	}
	system_finish(&system);
	return err;
}
