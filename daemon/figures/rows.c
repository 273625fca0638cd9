/* Rows of the tables, each made of a few questions to the tally. */
#include "figures/internal/rows.h"

#include <stdio.h>
#include <string.h>

struct figure_row *rows_add(struct making *making, enum figure_id id, const char *key,
	const int64_t *numbers)
{
	if (making->err != 0) {
		return NULL;
	}
	struct figure_row *row = figure_row_add(making->list, id, key);
	if (!row) {
		making->err = ERR_NOMEM;
		return NULL;
	}
	for (unsigned i = 0; i < figure_head(id)->columns; i++) {
		row->cells[i].number = numbers[i];
	}
	return row;
}

void rows_sum(struct making *making, const char *region)
{
	struct tally_sum sum;
	tally_visits(making->tally, region, &sum);
	const int64_t numbers[] = {sum.arrived, sum.answered, sum.abandoned, sum.refused, sum.diverted,
		sum.waiting, sum.conversations};
	rows_add(making, FIGURE_SUM, "all", numbers);
}

static void add_span(struct making *making, const char *key, const struct span *span)
{
	enum { HALF = 50, NINE_OF_TEN = 90 };
	const int64_t numbers[] = {span->n, span_percentile(span, HALF),
		span_percentile(span, NINE_OF_TEN)};
	struct figure_row *row = rows_add(making, FIGURE_TIME, key, numbers);
	for (int i = 1; row && i <= 2; i++) {
		row->cells[i].hidden = numbers[i] == SPAN_UNKNOWN;
	}
}

void rows_time(struct making *making, const char *region)
{
	struct span span;
	tally_span(making->tally, region, "answered", &span);
	add_span(making, "wait", &span);
	tally_span(making->tally, region, "ended", &span);
	add_span(making, "length", &span);
}

void rows_survey(struct making *making, const char *agency)
{
	static const char *const answers[] = {"survey", "place:yes", "place:partly", "place:no",
		"before:1", "before:2", "before:3", "before:4", "before:5", "now:1", "now:2", "now:3",
		"now:4", "now:5", "change:better", "change:same", "change:worse"};
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		int64_t number = tally_agency(making->tally, TALLY_AGENCY, agency, answers[i]);
		rows_add(making, FIGURE_SURVEY, answers[i], &number);
	}
}

void rows_taps(struct making *making, const char *key, const char *agency)
{
	int64_t taps = tally_agency(making->tally, TALLY_AGENCY, agency, "tapped");
	rows_add(making, FIGURE_TAPS, key, &taps);
}

static void name_row(struct figure_row *row, const struct figure_agency *agency)
{
	if (row) {
		snprintf(row->name, sizeof row->name, "%s", agency->name);
		snprintf(row->county, sizeof row->county, "%s", agency->county);
	}
}

void rows_doors(struct making *making, const struct figure_agency *agency)
{
	const int64_t numbers[] = {
		tally_agency(making->tally, TALLY_OPEN, agency->slug, "days"),
		tally_agency(making->tally, TALLY_OPEN, agency->slug, "minutes"),
	};
	name_row(rows_add(making, FIGURE_DOORS, agency->slug, numbers), agency);
}

void rows_agency(struct making *making, const struct figure_agency *agency)
{
	char region[REGION_BYTES];
	struct tally_sum sum;
	rows_region(agency, region);
	tally_visits(making->tally, region, &sum);
	const int64_t numbers[] = {sum.arrived, sum.conversations};
	name_row(rows_add(making, FIGURE_AGENCIES, agency->slug, numbers), agency);
}

/* --- who answered --- */

void rows_region(const struct figure_agency *agency, char out[REGION_BYTES])
{
	snprintf(out, REGION_BYTES, "%s%s", *agency->municipality ? "m" : "", agency->municipality);
}

const struct figure_agency *rows_agency_named(const struct figure_world *world, const char *slug)
{
	for (size_t i = 0; i < world->agency_count; i++) {
		if (strcmp(world->agencies[i].slug, slug) == 0) {
			return &world->agencies[i];
		}
	}
	return NULL;
}

const struct figure_agency *rows_agency_at(const struct figure_world *world, const char *region)
{
	for (size_t i = 0; *region == 'm' && i < world->agency_count; i++) {
		if (strcmp(world->agencies[i].municipality, region + 1) == 0) {
			return &world->agencies[i];
		}
	}
	return NULL;
}

const char *rows_county(const struct figure_world *world, const char *region)
{
	for (size_t i = 0; *region == 'm' && i < world->place_count; i++) {
		if (strcmp(world->places[i].code, region + 1) == 0) {
			return world->places[i].county;
		}
	}
	return *region == 'c' ? region + 1 : "";
}

enum { OWN, COUNTY, NATION, DISTANCES };

struct distances {
	const struct making *making;
	const char *region;
	int64_t answered[DISTANCES];
};

static void add_pair(void *context, const char *region, const char *slug, int64_t answered)
{
	struct distances *distances = context;
	const struct figure_world *world = distances->making->world;
	if (distances->region && strcmp(distances->region, region) != 0) {
		return;
	}
	const struct figure_agency *agency = rows_agency_named(world, slug);
	const char *county = rows_county(world, region);
	int distance = NATION;
	if (agency && *region == 'm' && strcmp(region + 1, agency->municipality) == 0) {
		distance = OWN;
	} else if (agency && *county && strcmp(county, agency->county) == 0) {
		distance = COUNTY;
	}
	distances->answered[distance] += answered;
}

void rows_who(struct making *making, const char *region)
{
	static const char *const keys[DISTANCES] = {"own", "county", "nation"};
	struct distances distances = {.making = making, .region = region};
	tally_each_pair(making->tally, add_pair, &distances);
	for (int i = 0; i < DISTANCES; i++) {
		rows_add(making, FIGURE_WHO, keys[i], &distances.answered[i]);
	}
}
