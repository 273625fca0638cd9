/* Two days become a walk through the counters, a tally, the tables of one agency, and a file. Topics are counted by month: months that
 * are not whole in the period tell none. */
#include "api/own_figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/gather.h"
#include "api/query.h"
#include "api/world.h"
#include "directory/civil.h"
#include "figures/tables.h"
#include "figures/write.h"

enum { DAY_SIZE = 16, FORMAT_SIZE = 8, DAYS_MAX = 400, AT_ONCE = 4, FILE_MAX = 4 * 1024 * 1024 };

static const char type_csv[] = "text/csv; charset=utf-8";
static const char kinds[] = {TALLY_MONTH, TALLY_DAY, TALLY_AGENCY, TALLY_OPEN, '\0'};
static const struct failure wrong_days = {422, "value", "A value is not right.",
	"fields says what was expected of each.", 0};
static const struct failure busy = {429, "busy", "Others are reading figures.", "Try again soon.",
	2};

/* A reading on its way. */
struct reading {
	uint64_t id;
	char slug[sizeof(((struct auth_person *)NULL)->agency)];
	char region
		[DAY_SIZE]; /* "m0301"; "m" of an agency without a municipality, where nothing is counted */
	char from[DAY_SIZE], to[DAY_SIZE];
	int64_t first, last; /* days since 1970-01-01 */
	bool csv;
	struct world *world;
	struct tally *tally;
};

/* Readings of this worker. */
static unsigned under_way;

static void destroy(struct reading *reading)
{
	under_way--;
	world_destroy(reading->world);
	tally_destroy(reading->tally);
	free(reading);
}

/* --- the days --- */

static void write_day(int64_t days, char out[DAY_SIZE])
{
	int year, month, day;
	civil_date(days, &year, &month, &day);
	snprintf(out, DAY_SIZE, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
}

/* The period that is asked for; what is wrong goes into faults. */
static bool read_days(const struct staff_call *call, const char *zone, struct reading *reading,
	json_t *faults)
{
	static const char expected[] = "expected a day such as 2026-10-01";
	int year, month, day;
	char text[2][DAY_SIZE];
	query_get(call->query, "from", text[0], DAY_SIZE);
	query_get(call->query, "to", text[1], DAY_SIZE);
	reading->last = civil_day_at(zone, api_now_s());
	civil_date(reading->last, &year, &month, &day);
	reading->first = civil_days(year, month, 1);
	if (*text[0] && !civil_read(text[0], &reading->first)) {
		json_object_set_new(faults, "from", json_string(expected));
	}
	if (*text[1] && !civil_read(text[1], &reading->last)) {
		json_object_set_new(faults, "to", json_string(expected));
	}
	if (json_object_size(faults) == 0 && reading->last < reading->first) {
		json_object_set_new(faults, "to", json_string("expected a day that is not before from"));
	} else if (json_object_size(faults) == 0 && reading->last - reading->first >= DAYS_MAX) {
		json_object_set_new(faults, "to", json_string("expected at most 400 days"));
	}
	write_day(reading->first, reading->from);
	write_day(reading->last, reading->to);
	return json_object_size(faults) == 0;
}

/* --- the counters --- */

/* The gathering asks for a month on its first day. */
static bool is_whole_month(const struct reading *reading, int64_t first)
{
	int year, month, day;
	civil_date(first, &year, &month, &day);
	return first + civil_month_days(year, month) - 1 <= reading->last;
}

/* Whether the own tables have a place for it: visits of the own municipality, those answered here, what is counted of the agency.
 * The rest of the pool is many times as much, and the tables are made while others wait. */
static bool is_own(const struct reading *reading, char kind, const char *field)
{
	static const char by[] = " by:";
	bool by_agency = kind == TALLY_AGENCY || kind == TALLY_OPEN;
	const char *own = by_agency ? reading->slug : reading->region;
	size_t len = strcspn(field, " ");
	if (len == strlen(own) && memcmp(field, own, len) == 0) {
		return true;
	}
	return kind == TALLY_DAY && strncmp(field + len, by, sizeof(by) - 1) == 0 &&
		strcmp(field + len + sizeof(by) - 1, reading->slug) == 0;
}

static int on_counter(void *context, char kind, int64_t day, const char *field, int64_t number)
{
	struct reading *reading = context;
	if ((kind == TALLY_MONTH && !is_whole_month(reading, day)) || !is_own(reading, kind, field)) {
		return 0;
	}
	if (kind == TALLY_OPEN) {
		world_open(reading->world, field, day, number);
	}
	return tally_add(reading->tally, (enum tally_kind)kind, field, number);
}

/* --- the file --- */

/* The window of its own door alone. */
static const struct write_window *window_of(const struct reading *reading)
{
	for (size_t i = 0; i < reading->world->figures.agency_count; i++) {
		if (strcmp(reading->world->windows[i].slug, reading->slug) == 0) {
			return &reading->world->windows[i];
		}
	}
	return NULL;
}

static int write_file(const struct reading *reading, const struct figure_list *list,
	struct buf *out)
{
	const struct write_window *window = window_of(reading);
	const struct write_head head = {.pool = reading->world->pool->id,
		.step = "",
		.from = reading->from,
		.to = reading->to,
		.frozen = "",
		.licence = "",
		.windows = window,
		.window_count = window ? 1 : 0};
	return reading->csv ? write_csv(&head, list, out) : write_json(&head, list, out);
}

static void reply_file(struct api *api, const struct reading *reading, const struct buf *file)
{
	if (reading->csv) {
		const struct answer answer = {.status = 200, .type = type_csv};
		api_reply(api, reading->id, &answer, buf_view(file));
	} else {
		staff_call_reply(api, reading->id,
			json_loadb((const char *)file->data, file->len, 0, NULL));
	}
}

static void on_gathered(void *context, int err)
{
	struct reading *reading = context;
	struct api *api = api_current();
	struct figure_list list;
	struct buf file;
	figure_list_init(&list);
	buf_init(&file, FILE_MAX);
	err =
		err == 0 ? tables_own(reading->tally, &reading->world->figures, reading->slug, &list) : err;
	err = err == 0 ? write_file(reading, &list, &file) : err;
	if (api && err == 0) {
		reply_file(api, reading, &file);
	} else if (api) {
		staff_call_done(api, reading->id, err);
	}
	buf_finish(&file);
	figure_list_finish(&list);
	destroy(reading);
}

/* The pool's agencies as this node knows them. */
static int add_agencies(const struct directory *directory, struct world *world)
{
	static const char *const fields[] = {"pool", "municipality", "name", "live"};
	enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };
	const struct agency *agency;
	int err = 0;
	for (size_t i = 0; err == 0 && (agency = directory_agency_at(directory, i)); i++) {
		struct agency_pair pairs[FIELDS];
		for (size_t k = 0; k < FIELDS; k++) {
			pairs[k] = (struct agency_pair){fields[k], agency_get(agency, fields[k])};
		}
		err = world_add(world, agency_get(agency, "slug"), pairs, FIELDS, false);
	}
	return err == 0 ? world_sort(world) : err;
}

static void begin(struct api *api, struct reading *reading, const struct pool *pool)
{
	reading->world = world_create(api->directory, pool);
	reading->tally = tally_create();
	if (!reading->world || !reading->tally || add_agencies(api->directory, reading->world) != 0) {
		api_reply_failure(api, reading->id, &api_down);
		destroy(reading);
		return;
	}
	const struct gather_wish wish = {.store = api->store,
		.pool = pool->id,
		.kinds = kinds,
		.first = reading->first,
		.last = reading->last,
		.take = on_counter,
		.done = on_gathered,
		.context = reading};
	gather_begin(&wish);
}

void own_figures_call(struct api *api, const struct staff_call *call)
{
	char format[FORMAT_SIZE];
	const struct agency *agency = directory_agency(api->directory, call->person.agency);
	const struct pool *pool =
		agency ? directory_pool(api->directory, agency_get(agency, "pool")) : NULL;
	if (!pool || under_way == AT_ONCE) {
		api_reply_failure(api, call->id, pool ? &busy : &api_down);
		return;
	}
	struct reading *reading = calloc(1, sizeof(*reading));
	json_t *faults = json_object();
	if (!reading || !faults) {
		api_reply_failure(api, call->id, &api_down);
		free(reading);
		json_decref(faults);
		return;
	}
	under_way++;
	reading->id = call->id;
	memcpy(reading->slug, call->person.agency, sizeof(reading->slug));
	snprintf(reading->region, sizeof(reading->region), "m%s", agency_get(agency, "municipality"));
	query_get(call->query, "format", format, sizeof(format));
	reading->csv = strcmp(format, "csv") == 0;
	if (read_days(call, pool->zone, reading, faults)) {
		begin(api, reading, pool);
	} else {
		api_reply_fields(api, call->id, &wrong_days, json_incref(faults));
		destroy(reading);
	}
	json_decref(faults);
}
