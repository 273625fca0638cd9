/* The two ways of writing. Both go over tables, rows and cells in their order. */
#include "figures/write.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "figures/tally.h"

enum { NUMBER_BYTES = 32, KEY_BYTES = FIGURE_KEY_BYTES + 1 };

/* The first error of many appends. */
struct writer {
	struct buf *out;
	int err;
};

static void put(struct writer *writer, const char *text)
{
	if (writer->err == 0) {
		writer->err = buf_text(writer->out, text);
	}
}

static void put_number(struct writer *writer, int64_t number)
{
	char text[NUMBER_BYTES];
	snprintf(text, sizeof text, "%" PRId64, number);
	put(writer, text);
}

/* --- CSV (RFC 4180, with semicolons) --- */

/* A text that begins like a formula gets an apostrophe in front of it, which spreadsheets show as text. Some part fields at commas
 * and tabs as well, which nobody sees who has only to say yes. */
static void put_field(struct writer *writer, const char *text)
{
	bool quoted = strpbrk(text, ";,\t\"\r\n'") != NULL;
	bool formula = *text != '\0' && strchr("=+-@\t", *text) != NULL;
	put(writer, quoted || formula ? "\"" : "");
	put(writer, formula ? "'" : "");
	for (; *text; text++) {
		const char one[] = {*text, '\0'};
		put(writer, *text == '"' ? "\"\"" : one);
	}
	put(writer, quoted || formula ? "\"" : "");
}

static void put_line(struct writer *writer, const char *const fields[5])
{
	for (int i = 0; i < 5; i++) {
		put(writer, i > 0 ? ";" : "");
		put_field(writer, fields[i]);
	}
	put(writer, "\r\n");
}

static void cell_text(const struct figure_column *column, const struct figure_cell *cell,
	char out[NUMBER_BYTES])
{
	if (cell->hidden) {
		snprintf(out, NUMBER_BYTES, "··");
	} else if (column->unit == FIGURE_SECONDS && cell->number == SPAN_MORE) {
		snprintf(out, NUMBER_BYTES, ">3600");
	} else {
		snprintf(out, NUMBER_BYTES, "%" PRId64, cell->number);
	}
}

/* A county's code has its c, as in "c46 oslo": a spreadsheet would take 03 for a number, and show 3. */
static void key_text(const struct figure_table *table, const char *key, char out[KEY_BYTES])
{
	bool county = table->head == figure_head(FIGURE_COUNTIES) && strcmp(key, "n") != 0;
	snprintf(out, KEY_BYTES, "%s%s", county ? "c" : "", key);
}

static void csv_table(struct writer *writer, const struct figure_table *table)
{
	char text[NUMBER_BYTES], key[KEY_BYTES];
	for (size_t i = 0; i < table->count; i++) {
		const struct figure_row *row = &table->rows[i];
		key_text(table, row->key, key);
		for (unsigned c = 0; c < table->head->columns; c++) {
			cell_text(&table->head->column[c], &row->cells[c], text);
			const char *const fields[] = {table->head->id, key, row->name,
				table->head->column[c].id, text};
			put_line(writer, fields);
		}
	}
}

static void csv_head(struct writer *writer, const struct write_head *head)
{
	const char *const facts[][2] = {{"pool", head->pool}, {"step", head->step},
		{"from", head->from}, {"to", head->to}, {"frozen", head->frozen},
		{"definitions", FIGURES_DEFINITIONS}, {"licence", head->licence}};
	const char *const names[] = {"table", "row", "name", "column", "value"};
	put_line(writer, names);
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		const char *const fields[] = {"about", facts[i][0], "", "", facts[i][1]};
		if (*facts[i][1]) {
			put_line(writer, fields);
		}
	}
	for (size_t i = 0; i < head->window_count; i++) {
		const struct write_window *window = &head->windows[i];
		const char *const from[] = {"window", window->slug, window->name, "from", window->from};
		const char *const to[] = {"window", window->slug, window->name, "to", window->to};
		put_line(writer, from);
		put_line(writer, to);
	}
}

int write_csv(const struct write_head *head, const struct figure_list *list, struct buf *out)
{
	struct writer writer = {.out = out};
	put(&writer, "\xEF\xBB\xBF");
	csv_head(&writer, head);
	for (int i = 0; i < FIGURE_TABLES; i++) {
		csv_table(&writer, &list->tables[i]);
	}
	return writer.err;
}

/* --- JSON (RFC 8259) --- */

static void put_string(struct writer *writer, const char *text)
{
	char escaped[8];
	put(writer, "\"");
	for (; *text; text++) {
		const char one[] = {*text, '\0'};
		if ((unsigned char)*text < ' ' || *text == '"' || *text == '\\') {
			snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(unsigned char)*text);
			put(writer, escaped);
		} else {
			put(writer, one);
		}
	}
	put(writer, "\"");
}

/* A member with a text, unless it is empty. */
static void put_member(struct writer *writer, const char *name, const char *text)
{
	if (*text) {
		put(writer, ",\"");
		put(writer, name);
		put(writer, "\":");
		put_string(writer, text);
	}
}

static void json_cell(struct writer *writer, const struct figure_column *column,
	const struct figure_cell *cell)
{
	char text[NUMBER_BYTES];
	cell_text(column, cell, text);
	if (cell->hidden) {
		put(writer, "null");
	} else if (*text == '>') {
		put_string(writer, text);
	} else {
		put(writer, text);
	}
}

static void json_row(struct writer *writer, const struct figure_head *head,
	const struct figure_row *row)
{
	put(writer, "{\"key\":");
	put_string(writer, row->key);
	put_member(writer, "name", row->name);
	put_member(writer, "county", row->county);
	put_member(writer, "other", row->other);
	put(writer, ",\"cells\":[");
	for (unsigned c = 0; c < head->columns; c++) {
		put(writer, c > 0 ? "," : "");
		json_cell(writer, &head->column[c], &row->cells[c]);
	}
	put(writer, "]}");
}

static void json_table(struct writer *writer, const struct figure_table *table)
{
	put(writer, "{\"id\":");
	put_string(writer, table->head->id);
	put(writer, ",\"columns\":[");
	for (unsigned c = 0; c < table->head->columns; c++) {
		put(writer, c > 0 ? "," : "");
		put_string(writer, table->head->column[c].id);
	}
	put(writer, "],\"rows\":[");
	for (size_t i = 0; i < table->count; i++) {
		put(writer, i > 0 ? ",\n" : "\n");
		json_row(writer, table->head, &table->rows[i]);
	}
	put(writer, "]}");
}

static void json_windows(struct writer *writer, const struct write_head *head)
{
	put(writer, ",\"windows\":[");
	for (size_t i = 0; i < head->window_count; i++) {
		const struct write_window *window = &head->windows[i];
		put(writer, i > 0 ? ",\n{\"slug\":" : "\n{\"slug\":");
		put_string(writer, window->slug);
		put_member(writer, "name", window->name);
		put_member(writer, "from", window->from);
		put_member(writer, "to", window->to);
		put(writer, ",\"days\":");
		put_number(writer, window->days);
		put(writer, "}");
	}
	put(writer, "]");
}

int write_json(const struct write_head *head, const struct figure_list *list, struct buf *out)
{
	struct writer writer = {.out = out};
	put(&writer, "{\"pool\":");
	put_string(&writer, head->pool);
	put_member(&writer, "step", head->step);
	put_member(&writer, "from", head->from);
	put_member(&writer, "to", head->to);
	put_member(&writer, "frozen", head->frozen);
	put_member(&writer, "definitions", FIGURES_DEFINITIONS);
	put_member(&writer, "licence", head->licence);
	json_windows(&writer, head);
	put(&writer, ",\n\"tables\":[");
	for (int i = 0; i < FIGURE_TABLES; i++) {
		put(&writer, i > 0 ? ",\n" : "\n");
		json_table(&writer, &list->tables[i]);
	}
	put(&writer, "]}\n");
	return writer.err;
}
