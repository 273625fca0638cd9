/* The numbers and the sums of a system; growing arrays. */
#include "figures/internal/system.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 1024 };

/* Room for one more of size bytes; the array as it is after an error. */
static void *grown(struct system *system, void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap) {
		return items;
	}
	size_t more = *cap ? 2 * *cap : FIRST_CAP;
	void *grown = realloc(items, more * size);
	if (!grown) {
		system->err = ERR_NOMEM;
		return items;
	}
	*cap = more;
	return grown;
}

unsigned system_add(struct system *system, const struct variable *variable)
{
	system->variables = grown(system, system->variables, system->variable_count,
		&system->variable_cap, sizeof(struct variable));
	if (system->err != 0) {
		return 0;
	}
	system->variables[system->variable_count] = *variable;
	return (unsigned)system->variable_count++;
}

static void add_table(struct system *system, size_t list, enum figure_id id)
{
	const struct figure_table *table = &system->lists[list]->list->tables[id];
	system->base[list][id] = (unsigned)system->variable_count;
	for (size_t i = 0; i < table->count * table->head->columns && system->err == 0; i++) {
		struct figure_cell *cell =
			&table->rows[i / table->head->columns].cells[i % table->head->columns];
		const struct variable variable = {.cell = cell, .number = cell->number, .fresh = list == 0};
		system_add(system, &variable);
	}
}

int system_init(struct system *system, const struct published *fresh,
	const struct published *published, size_t count)
{
	*system = (struct system){0};
	system->lists[system->list_count++] = fresh;
	for (size_t i = 0; i < count; i++) {
		if (!step_same_year(&fresh->step, &published[i].step)) {
			continue;
		}
		if (system->list_count == LISTS_MAX) {
			return ERR_FULL;
		}
		system->lists[system->list_count++] = &published[i];
	}
	for (size_t list = 0; list < system->list_count; list++) {
		for (int id = 0; id < FIGURE_TABLES; id++) {
			add_table(system, list, id);
		}
	}
	return system->err;
}

void system_finish(struct system *system)
{
	free(system->variables);
	free(system->relations);
	free(system->terms);
	*system = (struct system){0};
}

unsigned system_cell(const struct system *system, size_t list, enum figure_id table, size_t row,
	unsigned column)
{
	return system->base[list][table] + (unsigned)row * figure_head(table)->columns + column;
}

unsigned system_rest(struct system *system, size_t list, enum rest rest, const char *key)
{
	const struct variable variable = {.rest = rest, .key = key, .list = list, .fresh = list == 0};
	return system_add(system, &variable);
}

bool system_find(const struct system *system, size_t list, const struct variable *same,
	unsigned *ret_rest)
{
	for (size_t i = 0; i < system->variable_count; i++) {
		const struct variable *variable = &system->variables[i];
		if (variable->rest == same->rest && variable->list == list &&
			strcmp(variable->key, same->key) == 0) {
			*ret_rest = (unsigned)i;
			return true;
		}
	}
	return false;
}

void relation_begin(struct system *system, unsigned parent)
{
	system->relations = grown(system, system->relations, system->relation_count,
		&system->relation_cap, sizeof(struct relation));
	if (system->err == 0) {
		system->relations[system->relation_count++] =
			(struct relation){.parent = parent, .first = (unsigned)system->term_count};
	}
}

void relation_add(struct system *system, unsigned child)
{
	system->terms =
		grown(system, system->terms, system->term_count, &system->term_cap, sizeof(unsigned));
	if (system->err == 0) {
		system->terms[system->term_count++] = child;
		system->relations[system->relation_count - 1].count++;
	}
}

/* The children's sum; a rest counts with what it has been given. */
static int64_t sum_of(const struct system *system, const struct relation *relation)
{
	int64_t sum = 0;
	for (unsigned i = 0; i < relation->count; i++) {
		sum += system->variables[system->terms[relation->first + i]].number;
	}
	return sum;
}

unsigned relation_rest(struct system *system, size_t list, enum rest kind, const char *key)
{
	unsigned rest = system_rest(system, list, kind, key);
	relation_add(system, rest);
	if (system->err == 0) {
		const struct relation *relation = &system->relations[system->relation_count - 1];
		system->variables[rest].number =
			system->variables[relation->parent].number - sum_of(system, relation);
	}
	return rest;
}

void relation_end(struct system *system)
{
	if (system->err != 0) {
		return;
	}
	struct relation *relation = &system->relations[system->relation_count - 1];
	struct variable *parent = &system->variables[relation->parent];
	if (relation->count == 0) {
		system->relation_count--;
		return;
	}
	if (!parent->cell && parent->number == 0) {
		parent->number = sum_of(system, relation);
	}
}
