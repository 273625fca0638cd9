/* A list of tables of figures: what is published of a step, or shown to an owner. Numbers and names only: words of a
 * screen belong to whoever shows it, by the ids of tables, columns and rows. */
#ifndef SAMTALE_FIGURES_TABLE_H
#define SAMTALE_FIGURES_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { FIGURE_COLUMNS_MAX = 8, FIGURE_KEY_BYTES = 132, FIGURE_NAME_BYTES = 129 };
enum { FIGURE_CODE_BYTES = 16 };

enum figure_unit {
	FIGURE_VISITS, /* a count: hidden when it is 1 to 4, or protects one that is */
	FIGURE_SECONDS, /* the edge that a share stays under; SPAN_MORE: above the last one; hidden: of too few */
	FIGURE_OPEN /* days or minutes that a door was open: about no visit, never hidden */
};

struct figure_column {
	const char *id;
	enum figure_unit unit;
};

struct figure_cell {
	int64_t
		number; /* what is hidden has its number until the list is written, and 0 in one that was read */
	bool hidden;
};

struct figure_row {
	char
		key[FIGURE_KEY_BYTES]; /* "all", a county's code or "n", a topic, a slug, "<whose> <who>" */
	char name
		[FIGURE_NAME_BYTES]; /* of the county or agency; "" for a key that has words on the screen */
	char county
		[FIGURE_CODE_BYTES]; /* of the agency, in the ledger of whose youths they were; "" for none */
	char other[FIGURE_CODE_BYTES]; /* in the ledger: the county of the agency that answered */
	struct figure_cell cells[FIGURE_COLUMNS_MAX];
};

/* What a table is; the same for every list. */
struct figure_head {
	const char *id;
	unsigned columns;
	struct figure_column column[FIGURE_COLUMNS_MAX];
};

struct figure_table {
	const struct figure_head *head;
	struct figure_row *rows; /* owned */
	size_t count;
};

/* Each list has all of them, perhaps without a row. */
enum figure_id {
	FIGURE_SUM, /* row "all": arrived answered abandoned refused diverted waiting conversations */
	FIGURE_COUNTIES, /* by county in official order, "n" where none is known: arrived answered not */
	FIGURE_TOPICS,   /* by topic in its order: conversations */
	FIGURE_WHO,      /* own, county, nation (each without those before): answered */
	FIGURE_AGENCIES, /* those with a municipality, by its code: arrived conversations */
	FIGURE_LEDGER,   /* "<whose> <who>", none that is 0: answered */
	FIGURE_TIME,     /* wait, length: n half nine (of ten) */
	FIGURE_SURVEY, /* survey place:yes place:partly place:no before:1.. now:1.. change:better .. : answers */
	FIGURE_TAPS,  /* all, then by agency: taps */
	FIGURE_DOORS, /* by agency: days minutes */
	FIGURE_TABLES
};

struct figure_list {
	struct figure_table tables[FIGURE_TABLES];
};

void figure_list_init(struct figure_list *list);
void figure_list_finish(struct figure_list *list);

/* One more row, empty but for its key, borrowed until the next one; NULL without memory. */
struct figure_row *figure_row_add(struct figure_list *list, enum figure_id id, const char *key);

/* The row with that key, or NULL. */
struct figure_row *figure_row(const struct figure_list *list, enum figure_id id, const char *key);

/* The index of a table or of its column; -1: there is none. */
int figure_table_find(const char *id);
int figure_column_find(enum figure_id table, const char *id);

/* What a table is. */
const struct figure_head *figure_head(enum figure_id id);

/* The number of a row and a column by their ids; -1 when it is hidden or not there. */
int64_t figure_number(const struct figure_list *list, enum figure_id id, const char *key,
	const char *column);

#endif
