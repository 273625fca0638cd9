/* Table by table, cell by cell. */
#include "admin/frozen_text.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "figures/tally.h"

static const char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? text : "";
}

/* A number, null for a hidden one, or a text above the last edge. */
static void read_cell(struct figure_cell *cell, const json_t *value)
{
	cell->hidden = !json_is_integer(value) && !json_is_string(value);
	cell->number = json_is_string(value) ? SPAN_MORE : json_integer_value(value);
}

static int read_row(struct figure_list *list, enum figure_id id, const json_t *columns,
	const json_t *row)
{
	struct figure_row *into = figure_row_add(list, id, text_of(row, "key"));
	if (!into) {
		return ERR_NOMEM;
	}
	snprintf(into->name, sizeof into->name, "%s", text_of(row, "name"));
	snprintf(into->county, sizeof into->county, "%s", text_of(row, "county"));
	snprintf(into->other, sizeof into->other, "%s", text_of(row, "other"));
	for (unsigned c = 0; c < figure_head(id)->columns; c++) {
		into->cells[c].hidden = true;
	}
	for (size_t i = 0; i < json_array_size(columns); i++) {
		const char *column = json_string_value(json_array_get(columns, i));
		int at = column ? figure_column_find(id, column) : -1;
		if (at >= 0) {
			read_cell(&into->cells[at], json_array_get(json_object_get(row, "cells"), i));
		}
	}
	return 0;
}

static int read_table(struct figure_list *list, const json_t *table)
{
	int id = figure_table_find(text_of(table, "id"));
	const json_t *rows = json_object_get(table, "rows");
	int err = 0;
	for (size_t i = 0; err == 0 && id >= 0 && i < json_array_size(rows); i++) {
		err = read_row(list, (enum figure_id)id, json_object_get(table, "columns"),
			json_array_get(rows, i));
	}
	return err;
}

int frozen_text_read(const char *json, struct figure_list *list)
{
	json_t *file = json_loads(json, 0, NULL);
	const json_t *tables = json_object_get(file, "tables");
	int err = json_is_array(tables) ? 0 : ERR_SYNTAX;
	for (size_t i = 0; err == 0 && i < json_array_size(tables); i++) {
		err = read_table(list, json_array_get(tables, i));
	}
	json_decref(file);
	return err;
}
