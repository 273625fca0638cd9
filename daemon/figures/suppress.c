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

/* A cell that helps when it is hidden. A 0 never is, or nobody could say that what is hidden is above 0. Cells that count no
 * visits are in no relation, so that none is ever asked for. */
static bool may_hide(const struct variable *variable)
{
	return variable->fresh && variable->cell && !variable->cell->hidden && variable->number > 0 &&
		!variable->fixed;
}

/* --- what is guarded --- */

/* What can be worked out without any of the fresh cells: of the older ones it cannot be guarded any more. */
static int guard_older(struct system *system)
{
	struct worked *worked = NULL;
	system_look(system, false);
	int err = system_look_closer(system);
	err = err == 0 ? worked_create(system, &worked) : err;
	for (size_t i = 0; err == 0 && i < system->variable_count; i++) {
		struct variable *variable = &system->variables[i];
		bool follows = variable->known || worked_out(worked, (unsigned)i);
		variable->guarded = !variable->fresh && !follows;
		variable->fixed = variable->fresh && follows;
	}
	worked_destroy(worked);
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

/* Whether it is guarded and has one value only; what helps then. A rest may be known when it is not small. */
static bool is_told(const struct system *system, struct worked *worked, unsigned index, bool *helps)
{
	const struct variable *variable = &system->variables[index];
	memset(helps, 0, system->variable_count * sizeof(bool));
	if (!variable->guarded) {
		return false;
	}
	if (variable->known) {
		helps[index] = true;
		return variable->cell || is_small(variable->low);
	}
	if (!worked_out(worked, index)) {
		return false;
	}
	worked_trace(worked, index);
	for (size_t i = 0; i < system->variable_count; i++) {
		helps[i] = worked_by(worked, (unsigned)i);
	}
	return true;
}

/* Hides the smallest fresh cell without which what was traced does not follow, unless one of them has been hidden in this
 * round already. How many it hid. */
static unsigned hide_one_of(struct system *system, const bool *helps, bool *hidden_now)
{
	const struct variable *best = NULL;
	for (size_t i = 0; i < system->variable_count; i++) {
		const struct variable *variable = &system->variables[i];
		if (helps[i] && hidden_now[i]) {
			return 0;
		}
		if (helps[i] && may_hide(variable) && (!best || variable->number < best->number)) {
			best = variable;
		}
	}
	if (best) {
		best->cell->hidden = true;
		hidden_now[best - system->variables] = true;
	}
	return best != NULL;
}

/* --- rounds --- */

/* One look at everything: hides a cell for each guarded number that a reader can tell. */
static int round_once(struct system *system, unsigned *ret_hidden)
{
	struct worked *worked = NULL;
	bool *hidden_now = calloc(system->variable_count + 1, sizeof(bool));
	bool *helps = calloc(system->variable_count + 1, sizeof(bool));
	int err = hidden_now && helps ? worked_create(system, &worked) : ERR_NOMEM;
	*ret_hidden = 0;
	for (size_t i = 0; err == 0 && i < system->variable_count; i++) {
		if (is_told(system, worked, (unsigned)i, helps)) {
			err = system_because(system, helps);
			*ret_hidden += err == 0 ? hide_one_of(system, helps, hidden_now) : 0;
		}
	}
	worked_destroy(worked);
	free(hidden_now);
	free(helps);
	return err;
}

/* Rounds until nothing is told any more; first without a closer look, because that takes time. */
static int hide_others(struct system *system, bool closer)
{
	unsigned hidden = 1;
	int err = 0;
	while (err == 0 && hidden > 0) {
		guard_fresh(system);
		system_look(system, true);
		err = closer ? system_look_closer(system) : 0;
		err = err == 0 ? round_once(system, &hidden) : err;
	}
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
	hide_small(list);
	int err = system_init(&system, &fresh, published, count);
	if (err == 0) {
		system_relate(&system);
		err = system.err;
	}
	if (err == 0) {
		err = guard_older(&system);
	}
	if (err == 0) {
		err = hide_others(&system, false);
	}
	if (err == 0) {
		err = hide_others(&system, true);
	}
	system_finish(&system);
	return err;
}
