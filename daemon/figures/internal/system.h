/* What a reader of all published lists of a calendar year knows, as sums: each relation says that one number is the sum of
 * others. A number is a published cell, shown or hidden, or a rest that is published nowhere. */
#ifndef SAMTALE_FIGURES_INTERNAL_SYSTEM_H
#define SAMTALE_FIGURES_INTERNAL_SYSTEM_H

#include "figures/suppress.h"

enum { LISTS_MAX = 18 }; /* 12 months, 4 quarters, a year, and the one that is made */

/* Numbers that are published nowhere; each is there once a list, those of a county or an agency once for each. */
enum rest {
	REST_NONE,
	REST_TALKED, /* conversations of no agency's youths */
	REST_OPEN,   /* answered, and not ended */
	REST_SILENT, /* ended, and no conversation */
	REST_QUIET,  /* answered, and no conversation */
	REST_QUIET_ELSEWHERE,
	REST_NEAR, /* answered in their county, and in no row of the ledger */
	REST_FAR,
	REST_UNSAID,         /* surveys without that answer */
	REST_COUNTY_ARRIVED, /* beyond its agencies, like the two below */
	REST_COUNTY_NOT,
	REST_COUNTY_ANSWERED,
	REST_AGENCY_ANSWERED,
	REST_AGENCY_NOT,
	REST_AGENCY_QUIET,
	REST_LACKED,     /* a cell of a row that the list lacks: its agency came later in the year */
	REST_WITH_LACKED /* what is beyond the rows of such a list */
};

#define BOUND_ENDLESS INT64_MAX

struct variable {
	struct figure_cell *cell; /* NULL: a rest */
	enum rest rest;
	const char *key; /* of the rest's county, agency or question; "" of the pool's */
	size_t list;     /* of the rest */
	const struct figure_row *lacked; /* in a list that has it; NULL: not REST_LACKED */
	enum figure_id table;            /* of what is lacked, and its column */
	unsigned column;
	int64_t number;         /* of a fresh one, or one that is shown; else not known */
	bool fresh;             /* of the list that is made */
	bool known;             /* a reader knows it: it is shown, or both its bounds are the same */
	int64_t low, high;      /* what it can be by single sums, as a reader can reckon */
	size_t low_by, high_by; /* the relation that says so, from 1; 0: none does */
	bool guarded;           /* may not be worked out */
	bool fixed;             /* fresh, and follows from older lists: to hide it is no help */
};

struct relation {
	unsigned parent;
	unsigned first, count; /* its children in the system's terms */
};

/* How many of each. */
struct extent {
	size_t variables, relations, terms;
};

struct system {
	struct variable *variables;
	size_t variable_count, variable_cap;
	struct relation *relations;
	size_t relation_count, relation_cap;
	unsigned *terms;
	size_t term_count, term_cap;
	const struct published *lists[LISTS_MAX]; /* [0] is the one that is made */
	unsigned base[LISTS_MAX][FIGURE_TABLES];  /* the variable of a table's first cell */
	size_t list_count;
	struct extent
		plain; /* what a reader has written down; behind it is what system_combine made of it */
	int err;   /* the first that happened */
};

/* Numbers the cells of all lists, the fresh one first; borrows them. system_finish takes a half-made one. */
int system_init(struct system *system, const struct published *fresh,
	const struct published *published, size_t count) MUST_CHECK;
void system_finish(struct system *system);

/* One more number; 0 after an error. */
unsigned system_add(struct system *system, const struct variable *variable);

/* The variable of a cell. */
unsigned system_cell(const struct system *system, size_t list, enum figure_id table, size_t row,
	unsigned column);

/* Begins parent = ..; then its children. */
void relation_begin(struct system *system, unsigned parent);
void relation_add(struct system *system, unsigned child);
/* One more child: what the parent has beyond the others, published nowhere. */
unsigned relation_rest(struct system *system, size_t list, enum rest kind, const char *key);
/* A number that is published nowhere. key is borrowed. */
unsigned system_rest(struct system *system, size_t list, enum rest rest, const char *key);
/* The one of a list; false: it has none. */
bool system_find(const struct system *system, size_t list, const struct variable *same,
	unsigned *ret_rest);
/* Numbers the cells that a list lacks and others of the year have: of agencies that came later, and who answered their
 * youths. */
void system_lack(struct system *system, size_t list);
/* One of them, by a row of another list; false: the list lacks no such cell. */
bool system_lacked(const struct system *system, size_t list, enum figure_id table,
	const struct figure_row *row, unsigned column, unsigned *ret_lacked);

/* Ends it; without a child it is none. */
void relation_end(struct system *system);

/* Ends it with what is beyond the rows of a table; of the rows that the list lacks each one that is its is told apart. */
typedef bool (*lacked_fn)(const struct figure_row *row, const char *key);
void relation_end_beyond(struct system *system, size_t list, enum rest kind, const char *key,
	enum figure_id id, unsigned column, lacked_fn is_its);

/* Those of longer steps and their parts, when those of each list are there. */
void system_relate_parts(struct system *system);
/* All relations that a reader knows. */
void system_relate(struct system *system);

/* Which numbers a reader knows now: after cells have been hidden. with_fresh false: before the fresh list was there. */
void system_look(struct system *system, bool with_fresh);
/* And which by several sums together, after system_look; it takes as long as many of those. */
int system_look_closer(struct system *system) MUST_CHECK;
/* Adds relations between rests alone, which follow from several taken together. */
int system_combine(struct system *system) MUST_CHECK;
/* Adds to what helps whatever the bounds of those numbers come from. */
int system_because(const struct system *system, bool *helps) MUST_CHECK;

/* --- what can be worked out --- */

/* What follows from the relations; fresh cells that are shown and numbers that are known by their bounds are carried along, so that worked_by
 * can name them. */
struct worked;

int worked_create(const struct system *system, struct worked **ret_worked) MUST_CHECK;
void worked_destroy(struct worked *worked);

/* Whether a number that a reader does not know follows from those that he knows. */
bool worked_out(const struct worked *worked, unsigned variable);

/* Whether it follows with the help of that number; after worked_trace of it. */
void worked_trace(struct worked *worked, unsigned variable);
bool worked_by(const struct worked *worked, unsigned help);

#endif
