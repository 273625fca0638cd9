/* A file of figures as it was written (figures/write.h, docs/figures.md), read back: tables, rows and cells by their names. What is
 * not there reads as hidden. Nothing here decides what may be seen: it was decided before the file was written. */
#ifndef SAMTALE_API_FIGURES_DOC_H
#define SAMTALE_API_FIGURES_DOC_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* A cell: a number, more than the last bound, or hidden. */
struct doc_cell {
	bool hidden, more;
	int64_t number;
};

/* A table with where its columns stand; borrowed from the file. */
struct doc_table {
	const json_t *columns, *rows;
};

struct doc_table doc_table(const json_t *file, const char *id);

/* The row with that key, NULL for none. */
const json_t *doc_row(const struct doc_table *table, const char *key);

/* The rows by their keys, for who asks often: json_object_get finds one at once. NULL without memory; whoever asked lets go of it. */
json_t *doc_index(const struct doc_table *table);

struct doc_cell doc_cell(const struct doc_table *table, const json_t *row, const char *column);
struct doc_cell doc_find(const json_t *file, const char *table, const char *key,
	const char *column);

/* The sum of the column over all rows; hidden when one of them is. */
struct doc_cell doc_sum(const struct doc_table *table, const char *column);

/* A text of an object, "" for none. */
const char *doc_text(const json_t *object, const char *name);

#endif
