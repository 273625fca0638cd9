/* Look-ups in small arrays, one after the other. */
#include "api/figures_doc.h"

#include <string.h>

const char *doc_text(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? text : "";
}

struct doc_table doc_table(const json_t *file, const char *id)
{
	const json_t *tables = json_object_get(file, "tables");
	for (size_t i = 0; i < json_array_size(tables); i++) {
		const json_t *table = json_array_get(tables, i);
		if (strcmp(doc_text(table, "id"), id) == 0) {
			return (struct doc_table){json_object_get(table, "columns"),
				json_object_get(table, "rows")};
		}
	}
	return (struct doc_table){NULL, NULL};
}

const json_t *doc_row(const struct doc_table *table, const char *key)
{
	for (size_t i = 0; i < json_array_size(table->rows); i++) {
		const json_t *row = json_array_get(table->rows, i);
		if (strcmp(doc_text(row, "key"), key) == 0) {
			return row;
		}
	}
	return NULL;
}

json_t *doc_index(const struct doc_table *table)
{
	json_t *index = json_object();
	for (size_t i = 0; i < json_array_size(table->rows); i++) {
		json_t *row = json_array_get(table->rows, i);
		json_object_set(index, doc_text(row, "key"), row);
	}
	return index;
}

struct doc_cell doc_cell(const struct doc_table *table, const json_t *row, const char *column)
{
	const json_t *cell = NULL;
	for (size_t i = 0; i < json_array_size(table->columns); i++) {
		const char *name = json_string_value(json_array_get(table->columns, i));
		if (name && strcmp(name, column) == 0) {
			cell = json_array_get(json_object_get(row, "cells"), i);
		}
	}
	return (struct doc_cell){.hidden = !json_is_integer(cell) && !json_is_string(cell),
		.more = json_is_string(cell),
		.number = json_integer_value(cell)};
}

struct doc_cell doc_find(const json_t *file, const char *table, const char *key, const char *column)
{
	const struct doc_table found = doc_table(file, table);
	return doc_cell(&found, doc_row(&found, key), column);
}

struct doc_cell doc_sum(const struct doc_table *table, const char *column)
{
	struct doc_cell sum = {0};
	for (size_t i = 0; i < json_array_size(table->rows); i++) {
		struct doc_cell one = doc_cell(table, json_array_get(table->rows, i), column);
		sum.hidden = sum.hidden || one.hidden;
		sum.number += one.number;
	}
	return sum;
}
