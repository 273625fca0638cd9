/* Tables one below the other, with the ids that the file has. */
#include "show_report.h"

#include <string.h>

enum { KEY_WIDTH = 28, CELL_WIDTH = 14 };

static const char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? text : "";
}

/* The key, and the name behind it where there is one; characters, not bytes, fill the width. */
static void show_key(FILE *out, const json_t *row)
{
	int width = 0;
	const char *const parts[] = {text_of(row, "key"), *text_of(row, "name") ? " " : "",
		text_of(row, "name")};
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		for (const char *c = parts[i]; *c; c++) {
			width += ((unsigned char)*c & 0xC0) != 0x80;
		}
		fputs(parts[i], out);
	}
	fprintf(out, "%*s", width < KEY_WIDTH ? KEY_WIDTH - width : 1, "");
}

static void show_cell(FILE *out, const json_t *cell)
{
	if (json_is_integer(cell)) {
		fprintf(out, "%*" JSON_INTEGER_FORMAT, CELL_WIDTH, json_integer_value(cell));
	} else if (json_is_string(cell)) {
		fprintf(out, "%*s", CELL_WIDTH, json_string_value(cell));
	} else {
		fprintf(out, "%*s··", CELL_WIDTH - 2, "");
	}
}

static void show_table(FILE *out, const json_t *table)
{
	const json_t *columns = json_object_get(table, "columns"), *row, *cell;
	size_t i, c;
	fprintf(out, "\n%-*s", KEY_WIDTH, text_of(table, "id"));
	for (i = 0; i < json_array_size(columns); i++) {
		fprintf(out, "%*s", CELL_WIDTH, json_string_value(json_array_get(columns, i)));
	}
	fputc('\n', out);
	json_array_foreach(json_object_get(table, "rows"), i, row)
	{
		show_key(out, row);
		json_array_foreach(json_object_get(row, "cells"), c, cell)
		{
			show_cell(out, cell);
		}
		fputc('\n', out);
	}
}

static void show_file(FILE *out, const json_t *file)
{
	const json_t *table;
	size_t i;
	const char *licence = text_of(file, "licence");
	fprintf(out, "%s %s, frozen %s, definitions %s%s%s. Hidden: ··\n", text_of(file, "pool"),
		text_of(file, "step"), text_of(file, "frozen"), text_of(file, "definitions"),
		*licence ? ", " : "", licence);
	json_array_foreach(json_object_get(file, "tables"), i, table)
	{
		if (json_array_size(json_object_get(table, "rows")) > 0) {
			show_table(out, table);
		}
	}
}

void show_report(FILE *out, const json_t *data)
{
	const json_t *file = json_object_get(data, "file");
	const char *name;
	json_t *value;
	if (file) {
		show_file(out, file);
		return;
	}
	if (*text_of(data, "csv")) {
		fputs(text_of(data, "csv"), out);
		return;
	}
	json_object_foreach((json_t *)data, name, value)
	{
		if (json_is_integer(value)) {
			fprintf(out, "%s: %" JSON_INTEGER_FORMAT "\n", name, json_integer_value(value));
		} else {
			fprintf(out, "%s: %s\n", name, text_of(data, name));
		}
	}
}
