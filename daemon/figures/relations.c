/* The sums that anybody can write down who knows what the tables mean. A sum that is believed and does not quite hold (an
 * agency came in the middle of a quarter) only makes more cells hidden. */
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
	rest(of, REST_TALKED, "");
	relation_end(of->system);
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

static void relate_ledger(const struct of_list *of)
{
	for (int distance = OWN; distance <= NATION; distance++) {
		relation_begin(of->system, cell(of, FIGURE_WHO, (size_t)distance, 0));
		for (size_t i = 0; i < rows(of, FIGURE_LEDGER); i++) {
			if (distance_of(row_at(of, FIGURE_LEDGER, i)) == distance) {
				relation_add(of->system, cell(of, FIGURE_LEDGER, i, 0));
			}
		}
		if (distance != OWN) {
			rest(of, distance == COUNTY ? REST_NEAR : REST_FAR, "");
		}
		relation_end(of->system);
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
	struct beyond beyond = {0};
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

static void relate_county(const struct of_list *of, size_t county, const struct beyond *beyond)
{
	const char *code = row_at(of, FIGURE_COUNTIES, county)->key;
	relation_begin(of->system, cell(of, FIGURE_COUNTIES, county, ARRIVED));
	relation_add(of->system, cell(of, FIGURE_COUNTIES, county, ANSWERED));
	relation_add(of->system, cell(of, FIGURE_COUNTIES, county, NOT));
	relation_end(of->system);
	relation_begin(of->system, cell(of, FIGURE_COUNTIES, county, ARRIVED));
	for (size_t i = 0; i < rows(of, FIGURE_AGENCIES); i++) {
		if (strcmp(row_at(of, FIGURE_AGENCIES, i)->county, code) == 0) {
			relation_add(of->system, cell(of, FIGURE_AGENCIES, i, ARRIVED));
		}
	}
	rest(of, REST_COUNTY_ARRIVED, code);
	relation_end(of->system);
	relation_begin(of->system, cell(of, FIGURE_COUNTIES, county, NOT));
	for (size_t i = 0; i < rows(of, FIGURE_AGENCIES); i++) {
		if (strcmp(row_at(of, FIGURE_AGENCIES, i)->county, code) == 0) {
			relation_add(of->system, beyond[i].not );
		}
	}
	rest(of, REST_COUNTY_NOT, code);
	relation_end(of->system);
	relation_begin(of->system, cell(of, FIGURE_COUNTIES, county, ANSWERED));
	for (size_t i = 0; i < rows(of, FIGURE_LEDGER); i++) {
		if (strcmp(row_at(of, FIGURE_LEDGER, i)->county, code) == 0) {
			relation_add(of->system, cell(of, FIGURE_LEDGER, i, 0));
		}
	}
	rest(of, REST_COUNTY_ANSWERED, code);
	relation_end(of->system);
}

/* Agencies, what of the counties is beyond them, and what of the answered was no conversation. */
static void relate_places(const struct of_list *of)
{
	size_t count = rows(of, FIGURE_AGENCIES);
	struct beyond *beyond = calloc(count + 1, sizeof(*beyond));
	if (!beyond) {
		of->system->err = ERR_NOMEM;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		beyond[i] = relate_agency(of, i);
	}
	for (size_t i = 0; i < rows(of, FIGURE_COUNTIES); i++) {
		relate_county(of, i, beyond);
	}
	relation_begin(of->system, sum(of, ANSWERED));
	relation_add(of->system, sum(of, CONVERSATIONS));
	unsigned quiet = rest(of, REST_QUIET, "");
	relation_end(of->system);
	relation_begin(of->system, quiet);
	for (size_t i = 0; i < count; i++) {
		if (beyond[i].quiet != 0) {
			relation_add(of->system, beyond[i].quiet);
		}
	}
	rest(of, REST_QUIET_ELSEWHERE, "");
	relation_end(of->system);
	free(beyond);
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

/* --- a longer step and those that it is made of --- */

static bool is_part(const struct step *whole, const struct step *of)
{
	struct step part;
	for (int i = 0; step_part(whole, i, &part); i++) {
		if (part.kind == of->kind && part.number == of->number) {
			return true;
		}
	}
	return false;
}

/* The cell of the same key and column in each part. */
static void relate_parts(const struct of_list *of, enum figure_id id, size_t row, unsigned column)
{
	struct system *system = of->system;
	relation_begin(system, cell(of, id, row, column));
	for (size_t list = 0; list < system->list_count; list++) {
		const struct figure_list *other = system->lists[list]->list;
		const struct figure_row *same =
			is_part(&system->lists[of->list]->step, &system->lists[list]->step)
			? figure_row(other, id, row_at(of, id, row)->key)
			: NULL;
		if (same) {
			relation_add(system,
				system_cell(system, list, id, (size_t)(same - other->tables[id].rows), column));
		}
	}
	relation_end(system);
}

static void relate_rest(struct system *system, unsigned whole)
{
	const struct variable same = system->variables[whole];
	unsigned part;
	relation_begin(system, whole);
	for (size_t list = 0; list < system->list_count; list++) {
		if (is_part(&system->lists[same.list]->step, &system->lists[list]->step) &&
			system_find(system, list, &same, &part)) {
			relation_add(system, part);
		}
	}
	relation_end(system);
}

static void relate_table(const struct of_list *of, enum figure_id id)
{
	const struct figure_head *head = figure_head(id);
	for (size_t row = 0; row < rows(of, id); row++) {
		for (unsigned column = 0; column < head->columns; column++) {
			if (head->column[column].unit == FIGURE_VISITS) {
				relate_parts(of, id, row, column);
			}
		}
	}
}

void system_relate(struct system *system)
{
	for (size_t list = 0; list < system->list_count; list++) {
		const struct of_list of = {system, list, system->lists[list]->list};
		relate_list(&of);
		for (int id = 0; system->lists[list]->step.kind != STEP_MONTH && id < FIGURE_TABLES; id++) {
			relate_table(&of, id);
		}
	}
	for (size_t i = 0; i < system->variable_count && system->err == 0; i++) {
		const struct variable *variable = &system->variables[i];
		if (variable->rest && system->lists[variable->list]->step.kind != STEP_MONTH) {
			relate_rest(system, (unsigned)i);
		}
	}
}
