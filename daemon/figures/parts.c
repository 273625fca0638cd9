/* The sums of a longer step and those that it is made of: months of a quarter, quarters of a year. */
#include "figures/internal/system.h"

static bool is_part(const struct step *whole, const struct step *of)
{
	struct step part;
	for (int i = 0; step_part(whole, i, &part); i++) {
		if (part.kind == of->kind && part.number == of->number) {
			return true;
		}
	}
	return false;
}

/* The variable of the same key and column in a part; false: it is 0 there. */
static bool same_in(struct system *system, size_t list, enum figure_id id,
	const struct figure_row *row, unsigned column, unsigned *ret_same)
{
	const struct figure_list *other = system->lists[list]->list;
	const struct figure_row *same = figure_row(other, id, row->key);
	if (same) {
		*ret_same = system_cell(system, list, id, (size_t)(same - other->tables[id].rows), column);
		return true;
	}
	return system_lacked(system, list, id, row, column, ret_same);
}

static void relate_parts(struct system *system, size_t whole, enum figure_id id, size_t row,
	unsigned column)
{
	const struct figure_row *about = &system->lists[whole]->list->tables[id].rows[row];
	unsigned same;
	relation_begin(system, system_cell(system, whole, id, row, column));
	for (size_t list = 0; list < system->list_count; list++) {
		if (is_part(&system->lists[whole]->step, &system->lists[list]->step) &&
			same_in(system, list, id, about, column, &same)) {
			relation_add(system, same);
		}
	}
	relation_end(system);
}

static void relate_rest(struct system *system, unsigned whole)
{
	const struct variable same = system->variables[whole];
	unsigned part;
	relation_begin(system, whole);
	for (size_t list = 0; list < system->list_count; list++) {
		if (!is_part(&system->lists[same.list]->step, &system->lists[list]->step)) {
			continue;
		}
		if (same.lacked ? same_in(system, list, same.table, same.lacked, same.column, &part)
						: system_find(system, list, &same, &part)) {
			relation_add(system, part);
		}
	}
	relation_end(system);
}

static void relate_table(struct system *system, size_t whole, enum figure_id id)
{
	const struct figure_head *head = figure_head(id);
	for (size_t row = 0; row < system->lists[whole]->list->tables[id].count; row++) {
		for (unsigned column = 0; column < head->columns; column++) {
			if (head->column[column].unit == FIGURE_VISITS) {
				relate_parts(system, whole, id, row, column);
			}
		}
	}
}

static bool is_whole(const struct system *system, size_t list)
{
	return system->lists[list]->step.kind != STEP_MONTH;
}

void system_relate_parts(struct system *system)
{
	for (size_t list = 0; list < system->list_count; list++) {
		for (int id = 0; is_whole(system, list) && id < FIGURE_TABLES; id++) {
			relate_table(system, list, id);
		}
	}
	for (size_t i = 0; i < system->variable_count && system->err == 0; i++) {
		const struct variable *variable = &system->variables[i];
		if (variable->rest && variable->rest != REST_WITH_LACKED &&
			is_whole(system, variable->list)) {
			relate_rest(system, (unsigned)i);
		}
	}
}
