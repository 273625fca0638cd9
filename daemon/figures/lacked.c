/* An agency that came within the year has rows in the longer step, which counts its municipality for all of it, and none in the
 * months before. What those months would have told is a number like any other that is published nowhere. */
#include "figures/internal/system.h"

#include <string.h>

bool system_lacked(const struct system *system, size_t list, enum figure_id table,
	const struct figure_row *row, unsigned column, unsigned *ret_lacked)
{
	for (size_t i = 0; i < system->variable_count; i++) {
		const struct variable *variable = &system->variables[i];
		if (variable->lacked && variable->list == list && variable->table == table &&
			variable->column == column && strcmp(variable->lacked->key, row->key) == 0) {
			*ret_lacked = (unsigned)i;
			return true;
		}
	}
	return false;
}

/* Whether a list would tell of the row if the agency whose youths they are had been there. Who was not there answered nobody. */
static bool is_lacked(const struct figure_list *list, enum figure_id table,
	const struct figure_row *row)
{
	char whose[FIGURE_KEY_BYTES];
	size_t len = strcspn(row->key, " ");
	memcpy(whose, row->key, len);
	whose[len] = '\0';
	return !figure_row(list, FIGURE_AGENCIES, whose) &&
		(table == FIGURE_AGENCIES || figure_row(list, FIGURE_TAPS, row->key + len + 1));
}

static void lack_rows(struct system *system, size_t list, enum figure_id id,
	const struct figure_table *table)
{
	unsigned found;
	for (size_t i = 0; i < table->count; i++) {
		const struct figure_row *row = &table->rows[i];
		if (!is_lacked(system->lists[list]->list, id, row) ||
			system_lacked(system, list, id, row, 0, &found)) {
			continue;
		}
		for (unsigned column = 0; column < table->head->columns; column++) {
			system_add(system,
				&(struct variable){.rest = REST_LACKED,
					.key = row->key,
					.list = list,
					.lacked = row,
					.table = id,
					.column = column,
					.fresh = list == 0});
		}
	}
}

void system_lack(struct system *system, size_t list)
{
	for (size_t other = 0; other < system->list_count; other++) {
		const struct figure_table *tables = system->lists[other]->list->tables;
		lack_rows(system, list, FIGURE_AGENCIES, &tables[FIGURE_AGENCIES]);
		lack_rows(system, list, FIGURE_LEDGER, &tables[FIGURE_LEDGER]);
	}
}

void relation_end_beyond(struct system *system, size_t list, enum rest kind, const char *key,
	enum figure_id id, unsigned column, lacked_fn is_its)
{
	unsigned with = 0;
	for (size_t i = 0, count = system->variable_count; i < count; i++) {
		const struct variable *variable = &system->variables[i];
		if (!variable->lacked || variable->list != list || variable->table != id ||
			variable->column != column || !is_its(variable->lacked, key)) {
			continue;
		}
		if (with == 0) {
			with = relation_rest(system, list, REST_WITH_LACKED, key);
			relation_end(system);
			relation_begin(system, with);
		}
		relation_add(system, (unsigned)i);
	}
	relation_rest(system, list, kind, key);
	relation_end(system);
}
