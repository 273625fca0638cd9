/* A list of tables as text that leaves the house: CSV for spreadsheets, JSON for programs. What is hidden is not in it. */
#ifndef SAMTALE_FIGURES_WRITE_H
#define SAMTALE_FIGURES_WRITE_H

#include "base/buf.h"
#include "figures/table.h"

/* An agency's door in the time that the tables are about. */
struct write_window {
	const char *slug, *name;
	char from[11],
		to[11]; /* "2026-10-01": the first and the last day with the door open; "" for none */
	int64_t days;
};

/* What stands beside the tables. Texts are borrowed. */
struct write_head {
	const char *pool;      /* id */
	const char *step;      /* "2026-10"; "" for a free period */
	const char *from, *to; /* days, both included */
	const char *frozen;    /* "2026-11-02T05:00:00Z"; "" when they are not */
	const char
		*licence; /* what others may do with published ones, "" for nothing said; of own ones "" */
	const struct write_window *windows;
	size_t window_count;
};

/* The edition of what the figures mean (docs/figures.md). */
#define FIGURES_DEFINITIONS "2"

/* UTF-8 with its mark, semicolons, CRLF; one line a number: table;row;name;column;value, hidden ones as "··". No field is
 * taken for a formula by a spreadsheet, and no code for a number: a county's key is "c03". */
int write_csv(const struct write_head *head, const struct figure_list *list,
	struct buf *out) MUST_CHECK;

/* {"pool", "step", "from", "to", "frozen", "definitions", "licence", "windows": [{slug, name, from, to, days}],
 * "tables": [{"id", "columns": [..], "rows": [{"key", "name", "county", "other", "cells": [number or null or ">3600"]}]}]};
 * null is hidden; name, county and other only where there is one. */
int write_json(const struct write_head *head, const struct figure_list *list,
	struct buf *out) MUST_CHECK;

#endif
