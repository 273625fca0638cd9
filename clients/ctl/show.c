/* Which columns of which list a verb shows; everything else is printed as `name: value`. */
#include "show.h"

#include <stdlib.h>
#include <string.h>

#include "directory/agency.h"
#include "directory/agency_yaml.h"

enum { COLUMNS_MAX = 8, CELL_SIZE = 160 };

static const struct table {
	const char *verb;
	const char *list;
	const char *columns[COLUMNS_MAX];
} tables[] = {
	{"status", "pools", {"pool", "waiting", "longest_s", "on_duty", "available", "slots", "rooms"}},
	{"status", "seal", {"agency", "statement", "days"}},
	{"fsck", "violations", {"pool", "violation"}},
	{"user list", "users", {"name", "role", "agency", "alias", "lives_in", "disabled"}},
	{"audit", "lines", {"at", "who", "what", "hold", "supervisor"}},
	{"audit", "edits", {"at", "name", "what", "about", "was", "now"}},
	{"agency list", "agencies", {"slug", "pool", "municipality", "name", "hours"}},
};

static const char *cell(const json_t *value, char out[CELL_SIZE])
{
	if (json_is_string(value)) {
		snprintf(out, CELL_SIZE, "%s", json_string_value(value));
	} else if (json_is_integer(value)) {
		snprintf(out, CELL_SIZE, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	} else {
		snprintf(out, CELL_SIZE, "%s",
			json_is_true(value)        ? "yes"
				: json_is_false(value) ? "no"
									   : "");
	}
	return out;
}

/* Characters on the screen: bytes that do not go on with a character. */
static int width_of(const char *text)
{
	int width = 0;
	for (; *text; text++) {
		width += ((unsigned char)*text & 0xC0) != 0x80;
	}
	return width;
}

static void print_cell(FILE *out, const char *text, int width)
{
	fprintf(out, "%s%*s", text, width > 0 ? width - width_of(text) : 0, "");
}

static void show_table(FILE *out, const struct table *table, const json_t *list)
{
	int widths[COLUMNS_MAX] = {0};
	char text[CELL_SIZE];
	size_t columns = 0;
	for (; columns < COLUMNS_MAX && table->columns[columns]; columns++) {
		widths[columns] = width_of(table->columns[columns]);
		for (size_t i = 0; i < json_array_size(list); i++) {
			int width = width_of(
				cell(json_object_get(json_array_get(list, i), table->columns[columns]), text));
			widths[columns] = width > widths[columns] ? width : widths[columns];
		}
	}
	for (size_t i = 0; i <= json_array_size(list); i++) {
		for (size_t c = 0; c < columns; c++) {
			const char *name = table->columns[c];
			const json_t *value = i > 0 ? json_object_get(json_array_get(list, i - 1), name) : NULL;
			bool last = c + 1 == columns;
			print_cell(out, i > 0 ? cell(value, text) : name, last ? 0 : widths[c] + 2);
		}
		fputc('\n', out);
	}
}

static int write_replies(struct buf *file, const json_t *list)
{
	struct agency_reply rows[AGENCY_REPLIES_MAX];
	size_t count = 0;
	for (; count < json_array_size(list) && count < AGENCY_REPLIES_MAX; count++) {
		const json_t *one = json_array_get(list, count);
		rows[count] = (struct agency_reply){json_string_value(json_object_get(one, "code")),
			json_string_value(json_object_get(one, "language")),
			json_string_value(json_object_get(one, "text"))};
	}
	return agency_yaml_replies(file, rows, count);
}

void show_agency(FILE *out, const json_t *fields, const json_t *replies)
{
	struct buf file;
	buf_init(&file, AGENCY_YAML_MAX);
	int err = 0;
	for (size_t i = 0; err == 0 && agency_field_at(i); i++) {
		const char *field = agency_field_at(i);
		const char *value = json_string_value(json_object_get(fields, field));
		err = agency_yaml_line(&file, field, value ? value : "");
	}
	err = err == 0 ? write_replies(&file, replies) : err;
	fwrite(file.data, 1, err == 0 ? file.len : 0, out);
	buf_finish(&file);
}

void show_data(FILE *out, const char *verb, json_t *data)
{
	const json_t *fields = json_object_get(data, "fields");
	if (fields) {
		show_agency(out, fields, json_object_get(data, "replies"));
		return;
	}
	const char *name;
	json_t *value;
	json_object_foreach(data, name, value)
	{
		char text[CELL_SIZE];
		if (!json_is_array(value)) {
			fprintf(out, "%s: %s\n", name, cell(value, text));
		}
	}
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		const json_t *list = json_object_get(data, tables[i].list);
		if (strcmp(tables[i].verb, verb) == 0 && json_array_size(list) > 0) {
			show_table(out, &tables[i], list);
		}
	}
}
