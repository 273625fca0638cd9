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

/* The row of the pair with so many more; of: the agency whose youths they are, NULL for none. */
static struct figure_row *add_pair(struct making *making, const char *whose,
	const struct figure_agency *of, const char *who, int64_t answered)
{
	char key[FIGURE_KEY_BYTES];
	snprintf(key, sizeof key, "%s %s", whose, who);
	struct figure_row *row = figure_row(making->list, FIGURE_LEDGER, key);
	if (row) {
		row->cells[0].number += answered;
		return row;
	}
	row = rows_add(making, FIGURE_LEDGER, key, &answered);
	const struct figure_agency *agency = rows_agency_named(making->world, who);
	if (row) {
		snprintf(row->county, sizeof row->county, "%s", of ? of->county : "");
		snprintf(row->other, sizeof row->other, "%s", agency ? agency->county : "");
	}
	return row;
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

/* Where the own municipality and one other make up the county, its name is that of the other. */
static bool names_one(const struct own *own, const char *county)
{
	const struct figure_world *world = own->making->world;
	size_t others = 0;
	for (size_t i = 0; i < world->place_count; i++) {
		others += strcmp(world->places[i].county, county) == 0 &&
			strcmp(world->places[i].code, own->agency->municipality) != 0;
	}
	return others == 1 && strcmp(own->agency->county, county) == 0;
}

static const struct figure_county *county_told(const struct own *own, const char *region)
{
	const struct figure_world *world = own->making->world;
	const char *code = rows_county(world, region);
	for (size_t i = 0; !names_one(own, code) && i < world->county_count; i++) {
		if (strcmp(world->counties[i].code, code) == 0) {
			return &world->counties[i];
		}
	}
	return NULL;
}

/* Others' youths stand no closer than the offer to the own counsellor told: by county, "(none)" where it is not told. */
static void add_others(const struct own *own, const char *region, int64_t answered)
{
	const struct figure_county *county = county_told(own, region);
	char whose[REGION_BYTES];
	snprintf(whose, sizeof whose, "%s%s", county ? "c" : "", county ? county->code : "(none)");
	struct figure_row *row = add_pair(own->making, whose, NULL, own->agency->slug, answered);
	if (row && county) {
		snprintf(row->name, sizeof row->name, "%s", county->name);
	}
}

/* Who answered its own youths, and those of others that it answered. */
static void on_own_pair(void *context, const char *region, const char *who, int64_t answered)
{
	const struct own *own = context;
	const char *slug = own->agency->slug;
	if (answered > 0 && strcmp(region, own->region) == 0) {
		add_pair(own->making, slug, own->agency, who, answered);
	} else if (answered > 0 && strcmp(who, slug) == 0) {
		add_others(own, region, answered);
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
