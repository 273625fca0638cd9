/* The two lists: of a whole pool, and of one agency. */
#include "figures/tables.h"

#include <stdio.h>
#include <string.h>

#include "figures/internal/rows.h"

enum { COUNTY_COLUMNS = 3 };

static void add_visits(const struct making *making, const char *region,
	int64_t numbers[COUNTY_COLUMNS])
{
	struct tally_sum sum;
	tally_visits(making->tally, region, &sum);
	numbers[0] += sum.arrived;
	numbers[1] += sum.answered;
	numbers[2] += sum.arrived - sum.answered;
}

/* A county is its municipalities, and those who said no more than the county, or not the municipality. */
static void add_county(struct making *making, const struct figure_county *county)
{
	char region[REGION_BYTES];
	int64_t numbers[COUNTY_COLUMNS] = {0};
	snprintf(region, sizeof region, "c%s", county->code);
	add_visits(making, region, numbers);
	for (size_t i = 0; i < making->world->place_count; i++) {
		const struct figure_place *place = &making->world->places[i];
		if (strcmp(place->county, county->code) == 0) {
			snprintf(region, sizeof region, "m%s", place->code);
			add_visits(making, region, numbers);
		}
	}
	struct figure_row *row = rows_add(making, FIGURE_COUNTIES, county->code, numbers);
	if (row) {
		snprintf(row->name, sizeof row->name, "%s", county->name);
	}
}

/* Whatever lies in no county of ours is told in one row, so that the sum is the sum. */
static void add_rest(struct making *making)
{
	int64_t numbers[COUNTY_COLUMNS] = {0};
	add_visits(making, NULL, numbers);
	const struct figure_table *counties = &making->list->tables[FIGURE_COUNTIES];
	for (size_t i = 0; i < counties->count; i++) {
		for (int column = 0; column < COUNTY_COLUMNS; column++) {
			numbers[column] -= counties->rows[i].cells[column].number;
		}
	}
	rows_add(making, FIGURE_COUNTIES, "n", numbers);
}

static void add_topics(struct making *making, const char *region)
{
	for (size_t i = 0; i < making->world->topic_count; i++) {
		const char *topic = making->world->topics[i];
		int64_t number = tally_conversations(making->tally, region, topic);
		rows_add(making, FIGURE_TOPICS, topic, &number);
	}
}

/* --- the ledger --- */

static void add_pair(struct making *making, const char *whose, const struct figure_agency *of,
	const char *who, int64_t answered)
{
	char key[FIGURE_KEY_BYTES];
	snprintf(key, sizeof key, "%s %s", whose, who);
	struct figure_row *row = figure_row(making->list, FIGURE_LEDGER, key);
	if (row) {
		row->cells[0].number += answered;
		return;
	}
	row = rows_add(making, FIGURE_LEDGER, key, &answered);
	const struct figure_agency *agency = rows_agency_named(making->world, who);
	if (row) {
		snprintf(row->county, sizeof row->county, "%s", of ? of->county : "");
		snprintf(row->other, sizeof row->other, "%s", agency ? agency->county : "");
	}
}

/* In the public ledger stand agencies alone: whose youths lives nowhere of ours is in no row of it. */
static void on_pair(void *context, const char *region, const char *agency, int64_t answered)
{
	struct making *making = context;
	const struct figure_agency *whose = rows_agency_at(making->world, region);
	if (whose && answered > 0 && rows_agency_named(making->world, agency)) {
		add_pair(making, whose->slug, whose, agency, answered);
	}
}

int tables_make(const struct tally *tally, const struct figure_world *world,
	struct figure_list *list)
{
	struct making making = {.tally = tally, .world = world, .list = list};
	rows_sum(&making, NULL);
	for (size_t i = 0; i < world->county_count; i++) {
		add_county(&making, &world->counties[i]);
	}
	add_rest(&making);
	add_topics(&making, NULL);
	rows_who(&making, NULL);
	tally_each_pair(tally, on_pair, &making);
	rows_time(&making, NULL);
	rows_survey(&making, NULL);
	rows_taps(&making, "all", NULL);
	for (size_t i = 0; i < world->agency_count; i++) {
		const struct figure_agency *agency = &world->agencies[i];
		if (*agency->municipality) {
			rows_agency(&making, agency);
		}
		rows_taps(&making, agency->slug, agency->slug);
		rows_doors(&making, agency);
	}
	return making.err;
}

/* --- one agency --- */

struct own {
	struct making *making;
	const struct figure_agency *agency;
	char region[REGION_BYTES];
};

/* Whose youths it answered, by their agency ("(none)" where there is none), and who answered its own. */
static void on_own_pair(void *context, const char *region, const char *who, int64_t answered)
{
	struct own *own = context;
	bool is_ours = strcmp(region, own->region) == 0;
	if (answered > 0 && (is_ours || strcmp(who, own->agency->slug) == 0)) {
		const struct figure_agency *whose = rows_agency_at(own->making->world, region);
		add_pair(own->making, whose ? whose->slug : "(none)", whose, who, answered);
	}
}

int tables_own(const struct tally *tally, const struct figure_world *world, const char *slug,
	struct figure_list *list)
{
	struct making making = {.tally = tally, .world = world, .list = list};
	struct own own = {.making = &making, .agency = rows_agency_named(world, slug)};
	if (!own.agency) {
		return ERR_GONE;
	}
	rows_region(own.agency, own.region);
	if (*own.region) {
		rows_sum(&making, own.region);
		rows_who(&making, own.region);
		rows_agency(&making, own.agency);
		rows_time(&making, own.region);
		add_topics(&making, own.region);
	}
	tally_each_pair(tally, on_own_pair, &own);
	rows_survey(&making, slug);
	rows_taps(&making, slug, slug);
	rows_doors(&making, own.agency);
	return making.err;
}
