/* The sums that anybody can write down who knows what the tables mean. Each of them holds: one that does not would tell a reader
 * less than he knows. So rows that a list lacks take part in it (lacked.c). */
#include "figures/internal/system.h"

#include <stdlib.h>
#include <string.h>

/* One list of the system. */
struct of_list {
	struct system *system;
	size_t list;
	const struct figure_list *tables;
};

static unsigned cell(const struct of_list *of, enum figure_id table, size_t row, unsigned column)
{
	return system_cell(of->system, of->list, table, row, column);
}

static size_t rows(const struct of_list *of, enum figure_id table)
{
	return of->tables->tables[table].count;
}

static const struct figure_row *row_at(const struct of_list *of, enum figure_id table, size_t row)
{
	return &of->tables->tables[table].rows[row];
}

static unsigned rest(const struct of_list *of, enum rest rest, const char *key)
{
	return relation_rest(of->system, of->list, rest, key);
}

/* The columns of the only row of the first table. */
enum { ARRIVED, ANSWERED, ABANDONED, REFUSED, DIVERTED, WAITING, CONVERSATIONS };
enum { NOT = 2 };
enum { OWN, COUNTY, NATION };
enum { WAIT, LENGTH };

static unsigned sum(const struct of_list *of, unsigned column)
{
	return cell(of, FIGURE_SUM, 0, column);
}

/* parent = every row of a table's column, and perhaps a rest. */
static void is_rows(const struct of_list *of, unsigned parent, enum figure_id table,
	unsigned column)
{
	relation_begin(of->system, parent);
	for (size_t i = 0; i < rows(of, table); i++) {
		relation_add(of->system, cell(of, table, i, column));
	}
}

static void is_row_range(const struct of_list *of, enum figure_id table, size_t from, size_t to)
{
	relation_begin(of->system, cell(of, table, 0, 0));
	for (size_t i = from; i < to && i < rows(of, table); i++) {
		relation_add(of->system, cell(of, table, i, 0));
	}
}

static bool is_any(const struct figure_row *row, const char *key)
{
	(void)row;
	(void)key;
	return true;
}

static bool is_in_county(const struct figure_row *row, const char *code)
{
	return strcmp(row->county, code) == 0;
}

static void relate_sum(const struct of_list *of)
{
	relation_begin(of->system, sum(of, ARRIVED));
	for (unsigned column = ANSWERED; column <= WAITING; column++) {
		relation_add(of->system, sum(of, column));
	}
	relation_end(of->system);
	is_rows(of, sum(of, ARRIVED), FIGURE_COUNTIES, ARRIVED);
	relation_end(of->system);
	is_rows(of, sum(of, ANSWERED), FIGURE_COUNTIES, ANSWERED);
	relation_end(of->system);
	is_rows(of, sum(of, ANSWERED), FIGURE_WHO, 0);
	relation_end(of->system);
	is_rows(of, sum(of, CONVERSATIONS), FIGURE_TOPICS, 0);
	relation_end(of->system);
	is_rows(of, sum(of, CONVERSATIONS), FIGURE_AGENCIES, 1);
	relation_end_beyond(of->system, of->list, REST_TALKED, "", FIGURE_AGENCIES, 1, is_any);
}

static void relate_time(const struct of_list *of)
{
	unsigned ended = cell(of, FIGURE_TIME, LENGTH, 0);
	relation_begin(of->system, cell(of, FIGURE_TIME, WAIT, 0));
	relation_add(of->system, sum(of, ANSWERED));
	relation_end(of->system);
	relation_begin(of->system, sum(of, ANSWERED));
	relation_add(of->system, ended);
	rest(of, REST_OPEN, "");
	relation_end(of->system);
	relation_begin(of->system, ended);
	relation_add(of->system, sum(of, CONVERSATIONS));
	rest(of, REST_SILENT, "");
	relation_end(of->system);
}

/* --- the ledger --- */

static int distance_of(const struct figure_row *row)
{
	size_t len = strcspn(row->key, " ");
	if (strncmp(row->key, row->key + len + 1, len) == 0 && strlen(row->key) == 2 * len + 1) {
		return OWN;
	}
	return *row->county && strcmp(row->county, row->other) == 0 ? COUNTY : NATION;
}

static bool is_near(const struct figure_row *row, const char *key)
{
	(void)key;
	return distance_of(row) == COUNTY;
}

static bool is_far(const struct figure_row *row, const char *key)
{
	(void)key;
	return distance_of(row) == NATION;
}

static void relate_ledger(const struct of_list *of)
{
	for (int distance = OWN; distance <= NATION; distance++) {
		relation_begin(of->system, cell(of, FIGURE_WHO, (size_t)distance, 0));
		for (size_t i = 0; i < rows(of, FIGURE_LEDGER); i++) {
			if (distance_of(row_at(of, FIGURE_LEDGER, i)) == distance) {
				relation_add(of->system, cell(of, FIGURE_LEDGER, i, 0));
			}
		}
		if (distance == OWN) {
			relation_end(of->system);
		} else {
			relation_end_beyond(of->system, of->list, distance == COUNTY ? REST_NEAR : REST_FAR, "",
				FIGURE_LEDGER, 0, distance == COUNTY ? is_near : is_far);
		}
	}
}

static bool is_of(const struct figure_row *pair, const char *slug)
{
	size_t len = strlen(slug);
	return strncmp(pair->key, slug, len) == 0 && pair->key[len] == ' ';
}

/* An agency's visits that were answered stand nowhere, but in the ledger for each who answered. Those that were not, and those
 * that were no conversation, are parts of the pool's. */
struct beyond {
	const char *county;
	unsigned not ;
	unsigned quiet; /* 0: nobody answered its youths, and there is none */
};

/* The pairs of its youths; false: there are none. */
static bool relate_answered(const struct of_list *of, const char *slug, unsigned answered)
{
	bool found = false;
	relation_begin(of->system, answered);
	for (size_t i = 0; i < rows(of, FIGURE_LEDGER); i++) {
		if (is_of(row_at(of, FIGURE_LEDGER, i), slug)) {
			relation_add(of->system, cell(of, FIGURE_LEDGER, i, 0));
			found = true;
		}
	}
	relation_end(of->system);
	return found;
}

static struct beyond relate_agency(const struct of_list *of, size_t agency)
{
	const char *slug = row_at(of, FIGURE_AGENCIES, agency)->key;
	struct beyond beyond = {.county = row_at(of, FIGURE_AGENCIES, agency)->county};
	unsigned answered = system_rest(of->system, of->list, REST_AGENCY_ANSWERED, slug);
	bool found = relate_answered(of, slug, answered);
	relation_begin(of->system, cell(of, FIGURE_AGENCIES, agency, ARRIVED));
	if (found) {
		relation_add(of->system, answered);
	}
	beyond.not = rest(of, REST_AGENCY_NOT, slug);
	relation_end(of->system);
	if (found) {
		relation_begin(of->system, answered);
		relation_add(of->system, cell(of, FIGURE_AGENCIES, agency, 1));
		beyond.quiet = rest(of, REST_AGENCY_QUIET, slug);
		relation_end(of->system);
	}
	return beyond;
}

/* One that the list lacks, by the number of those that arrived there; how many talked is the next one. */
static struct beyond relate_lacked(const struct of_list *of, const struct figure_row *row,
	unsigned arrived)
{
	struct beyond beyond = {.county = row->county};
	unsigned answered = system_rest(of->system, of->list, REST_AGENCY_ANSWERED, row->key);
	relation_begin(of->system, arrived);
	relation_add(of->system, answered);
	beyond.not = rest(of, REST_AGENCY_NOT, row->key);
	relation_end(of->system);
	relation_begin(of->system, answered);
	relation_add(of->system, arrived + 1);
	beyond.quiet = rest(of, REST_AGENCY_QUIET, row->key);
	relation_end(of->system);
	return beyond;
}

/* All agencies of the year: first those of the list, then those that it lacks. */
struct places {
	struct beyond *beyond;
	size_t own, count;
};

/* Adds of those from..to what is beyond their rows; how many. */
static size_t add_not(const struct of_list *of, const struct places *places, size_t from, size_t to,
	const char *county)
{
	size_t count = 0;
	for (size_t i = from; i < to; i++) {
		if (strcmp(places->beyond[i].county, county) == 0) {
			relation_add(of->system, places->beyond[i].not );
			count++;
		}
	}
	return count;
}

static size_t add_quiet(const struct of_list *of, const struct places *places, size_t from,
	size_t to, const char *county)
{
	size_t count = 0;
	(void)county;
	for (size_t i = from; i < to; i++) {
		if (places->beyond[i].quiet != 0) {
			relation_add(of->system, places->beyond[i].quiet);
			count++;
		}
	}
	return count;
}

typedef size_t (*add_fn)(const struct of_list *of, const struct places *places, size_t from,
	size_t to, const char *county);

/* parent = what is beyond the rows of the list's agencies, and the rest; what it lacks is told apart. */
static void relate_beyond(const struct of_list *of, unsigned parent, const struct places *places,
	add_fn add, enum rest kind, const char *key)
{
	unsigned with = 0;
	relation_begin(of->system, parent);
	add(of, places, 0, places->own, key);
	if (places->count > places->own) {
		with = rest(of, REST_WITH_LACKED, key);
		relation_end(of->system);
		relation_begin(of->system, with);
		add(of, places, places->own, places->count, key);
	}
	rest(of, kind, key);
	relation_end(of->system);
}

static void relate_county(const struct of_list *of, size_t county, const struct places *places)
{
	const char *code = row_at(of, FIGURE_COUNTIES, county)->key;
	relation_begin(of->system, cell(of, FIGURE_COUNTIES, county, ARRIVED));
	relation_add(of->system, cell(of, FIGURE_COUNTIES, county, ANSWERED));
	relation_add(of->system, cell(of, FIGURE_COUNTIES, county, NOT));
	relation_end(of->system);
	relation_begin(of->system, cell(of, FIGURE_COUNTIES, county, ARRIVED));
	for (size_t i = 0; i < rows(of, FIGURE_AGENCIES); i++) {
		if (is_in_county(row_at(of, FIGURE_AGENCIES, i), code)) {
			relation_add(of->system, cell(of, FIGURE_AGENCIES, i, ARRIVED));
		}
	}
	relation_end_beyond(of->system, of->list, REST_COUNTY_ARRIVED, code, FIGURE_AGENCIES, ARRIVED,
		is_in_county);
	relate_beyond(of, cell(of, FIGURE_COUNTIES, county, NOT), places, add_not, REST_COUNTY_NOT,
		code);
	relation_begin(of->system, cell(of, FIGURE_COUNTIES, county, ANSWERED));
	for (size_t i = 0; i < rows(of, FIGURE_LEDGER); i++) {
		if (is_in_county(row_at(of, FIGURE_LEDGER, i), code)) {
			relation_add(of->system, cell(of, FIGURE_LEDGER, i, 0));
		}
	}
	relation_end_beyond(of->system, of->list, REST_COUNTY_ANSWERED, code, FIGURE_LEDGER, 0,
		is_in_county);
}

static size_t lacked_count(const struct of_list *of)
{
	size_t count = 0;
	for (size_t i = 0; i < of->system->variable_count; i++) {
		const struct variable *variable = &of->system->variables[i];
		count += variable->lacked && variable->list == of->list &&
			variable->table == FIGURE_AGENCIES && variable->column == ARRIVED;
	}
	return count;
}

static void relate_agencies(const struct of_list *of, struct places *places)
{
	const struct system *system = of->system;
	for (; places->own < rows(of, FIGURE_AGENCIES); places->own++) {
		places->beyond[places->own] = relate_agency(of, places->own);
	}
	places->count = places->own;
	for (size_t i = 0, count = system->variable_count; i < count; i++) {
		const struct variable variable = system->variables[i];
		if (variable.lacked && variable.list == of->list && variable.table == FIGURE_AGENCIES &&
			variable.column == ARRIVED) {
			places->beyond[places->count++] = relate_lacked(of, variable.lacked, (unsigned)i);
		}
	}
}

/* Agencies, what of the counties is beyond them, and what of the answered was no conversation. */
static void relate_places(const struct of_list *of)
{
	struct places places = {0};
	places.beyond = calloc(rows(of, FIGURE_AGENCIES) + lacked_count(of) + 1, sizeof(struct beyond));
	if (!places.beyond) {
		of->system->err = ERR_NOMEM;
		return;
	}
	relate_agencies(of, &places);
	for (size_t i = 0; i < rows(of, FIGURE_COUNTIES); i++) {
		relate_county(of, i, &places);
	}
	relation_begin(of->system, sum(of, ANSWERED));
	relation_add(of->system, sum(of, CONVERSATIONS));
	unsigned quiet = rest(of, REST_QUIET, "");
	relation_end(of->system);
	relate_beyond(of, quiet, &places, add_quiet, REST_QUIET_ELSEWHERE, "");
	free(places.beyond);
}

/* --- the survey and taps --- */

static void relate_answers(const struct of_list *of)
{
	static const unsigned questions[][2] = {{1, 4}, {4, 9}, {9, 14}, {14, 17}};
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		is_row_range(of, FIGURE_SURVEY, questions[i][0], questions[i][1]);
		rest(of, REST_UNSAID, row_at(of, FIGURE_SURVEY, questions[i][0])->key);
		relation_end(of->system);
	}
	is_row_range(of, FIGURE_TAPS, 1, rows(of, FIGURE_TAPS));
	relation_end(of->system);
}

/* A list that somebody has cut says nothing that could be counted on. */
static bool is_whole(const struct of_list *of)
{
	enum { ANSWERS = 17 };
	return rows(of, FIGURE_SUM) == 1 && rows(of, FIGURE_WHO) == NATION + 1 &&
		rows(of, FIGURE_TIME) == LENGTH + 1 && rows(of, FIGURE_SURVEY) == ANSWERS &&
		rows(of, FIGURE_TAPS) > 0;
}

static void relate_list(const struct of_list *of)
{
	if (!is_whole(of)) {
		return;
	}
	relate_sum(of);
	relate_time(of);
	relate_ledger(of);
	relate_places(of);
	relate_answers(of);
}

void system_relate(struct system *system)
{
	for (size_t list = 0; list < system->list_count; list++) {
		const struct of_list of = {system, list, system->lists[list]->list};
		system_lack(system, list);
		relate_list(&of);
	}
	system_relate_parts(system);
	system->plain =
		(struct extent){system->variable_count, system->relation_count, system->term_count};
}
