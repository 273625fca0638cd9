/* What the tables are, and the rows of a list. */
#include "figures/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VISITS(name) \
	{ \
		name, FIGURE_VISITS \
	}

static const struct figure_head heads[FIGURE_TABLES] = {
	[FIGURE_SUM] = {"sum", 7,
		{VISITS("arrived"), VISITS("answered"), VISITS("abandoned"), VISITS("refused"),
			VISITS("diverted"), VISITS("waiting"), VISITS("conversations")}},
	[FIGURE_COUNTIES] = {"counties", 3, {VISITS("arrived"), VISITS("answered"), VISITS("not")}},
	[FIGURE_TOPICS] = {"topics", 1, {VISITS("conversations")}},
	[FIGURE_WHO] = {"who", 1, {VISITS("answered")}},
	[FIGURE_AGENCIES] = {"agencies", 2, {VISITS("arrived"), VISITS("conversations")}},
	[FIGURE_LEDGER] = {"ledger", 1, {VISITS("answered")}},
	[FIGURE_TIME] = {"time", 3, {VISITS("n"), {"half", FIGURE_SECONDS}, {"nine", FIGURE_SECONDS}}},
	[FIGURE_SURVEY] = {"survey", 1, {VISITS("answers")}},
	[FIGURE_TAPS] = {"taps", 1, {VISITS("taps")}},
	[FIGURE_DOORS] = {"doors", 2, {{"days", FIGURE_OPEN}, {"minutes", FIGURE_OPEN}}},
};

const struct figure_head *figure_head(enum figure_id id)
{
	return &heads[id];
}

void figure_list_init(struct figure_list *list)
{
	*list = (struct figure_list){0};
	for (int i = 0; i < FIGURE_TABLES; i++) {
		list->tables[i].head = &heads[i];
	}
}

void figure_list_finish(struct figure_list *list)
{
	for (int i = 0; i < FIGURE_TABLES; i++) {
		free(list->tables[i].rows);
		list->tables[i] = (struct figure_table){.head = &heads[i]};
	}
}

struct figure_row *figure_row_add(struct figure_list *list, enum figure_id id, const char *key)
{
	struct figure_table *table = &list->tables[id];
	bool full = (table->count & (table->count - 1)) == 0; /* it doubles at each power of two */
	if (full) {
		size_t cap = table->count ? 2 * table->count : 1;
		struct figure_row *rows = realloc(table->rows, cap * sizeof(*rows));
		if (!rows) {
			return NULL;
		}
		table->rows = rows;
	}
	struct figure_row *row = &table->rows[table->count++];
	memset(row, 0, sizeof(*row));
	snprintf(row->key, sizeof row->key, "%s", key);
	return row;
}

struct figure_row *figure_row(const struct figure_list *list, enum figure_id id, const char *key)
{
	const struct figure_table *table = &list->tables[id];
	for (size_t i = 0; i < table->count; i++) {
		if (strcmp(table->rows[i].key, key) == 0) {
			return &table->rows[i];
		}
	}
	return NULL;
}

int figure_table_find(const char *id)
{
	for (int i = 0; i < FIGURE_TABLES; i++) {
		if (strcmp(heads[i].id, id) == 0) {
			return i;
		}
	}
	return -1;
}

int figure_column_find(enum figure_id table, const char *id)
{
	for (unsigned i = 0; i < heads[table].columns; i++) {
		if (strcmp(heads[table].column[i].id, id) == 0) {
			return (int)i;
		}
	}
	return -1;
}

int64_t figure_number(const struct figure_list *list, enum figure_id id, const char *key,
	const char *column)
{
	const struct figure_row *row = figure_row(list, id, key);
	int at = figure_column_find(id, column);
	return row && at >= 0 && !row->cells[at].hidden ? row->cells[at].number : -1;
}
