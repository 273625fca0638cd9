/* Every parameter that differs from the preset is set by its name, as a file of `samtalectl simulate` would. */
#include "api/whatif_world.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "directory/opening.h"
#include "simulate/parameters.h"
#include "simulate/simulate.h"

enum {
	WHY_SIZE = 320,
	PRESET_MAX = 64 * 1024,
	LIST_SIZE = PARAMETER_VALUE_SIZE,
	OTHERS_MAX = 200,
	WEEK_DAYS = 7,
	MINUTES = 60,
	WEEKS_MAX = 2000,
	WEEKS_MIN = 20
};

static const char preset[] = "D";

/* Visits that a run plays at most, as near as whole weeks come: some tenths of a second. */
static const double visits_played = 300000;
/* Of each other agency a week, between the most and the fewest of the preset. */
static const double others_visits = 2.2;

static const char *const weekdays[WEEK_DAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static void ignore(void *context, const char *problem)
{
	(void)context;
	(void)problem;
}

/* "none" when it keeps no hours, or more than the simulator takes. */
static void write_hours(const struct agency *agency, char out[WHATIF_HOURS_SIZE])
{
	const struct hours *hours = agency_hours(agency);
	size_t len = 0;
	for (unsigned i = 0; i < hours->span_count && len < WHATIF_HOURS_SIZE; i++) {
		const struct hours_span *span = &hours->spans[i];
		len += (size_t)snprintf(out + len, WHATIF_HOURS_SIZE - len, "%s%s %02u:%02u-%02u:%02u",
			i > 0 ? "; " : "", weekdays[span->weekday - 1], (unsigned)span->from / MINUTES,
			(unsigned)span->from % MINUTES, (unsigned)span->until / MINUTES,
			(unsigned)span->until % MINUTES);
	}
	if (len == 0 || len >= WHATIF_HOURS_SIZE) {
		snprintf(out, WHATIF_HOURS_SIZE, "none");
	}
}

/* The next other agency of the pool that has a municipality and keeps hours. */
static const struct agency *next_other(const struct whatif_around *around, size_t *at)
{
	const struct agency *one;
	const char *pool = agency_get(around->agency, "pool");
	while ((one = directory_agency_at(around->directory, (*at)++))) {
		if (one != around->agency && agency_is_live(one) && opening_is_kept(one) &&
			*agency_get(one, "municipality") && strcmp(agency_get(one, "pool"), pool) == 0) {
			return one;
		}
	}
	return NULL;
}

struct whatif_from whatif_today(const struct directory *directory, const struct agency *agency,
	const struct whatif_facts *facts, struct whatif_form *ret_form)
{
	const struct whatif_around around = {.directory = directory, .agency = agency};
	struct whatif_from from = {0};
	struct whatif_form form = {.visits_day = 3.0 / WEEK_DAYS,
		.counsellors = 1,
		.hours = "thu 16:00-18:00",
		.extra = "none",
		.capacity = 2,
		.widen_s = 30,
		.pooled = true};
	size_t at = 0;
	if (opening_is_kept(agency)) {
		from.own_hours = true;
		write_hours(agency, form.hours);
	}
	if (facts->days > 0 && facts->visits > 0) {
		from.own_visits = true;
		form.visits_day = facts->visits / facts->days;
	}
	for (size_t i = 0; i < WHATIF_DAY_HOURS; i++) {
		from.pool_hours = from.pool_hours || facts->hours[i] > 0;
	}
	from.pool_others = next_other(&around, &at) != NULL;
	*ret_form = form;
	return from;
}

/* Reads the preset; without the hours that single places have there when others stand in their place. */
static int read_preset(struct parameters *parameters, bool keeps_places)
{
	static const char place[] = "hours.";
	struct buf text;
	int err = 0;
	buf_init(&text, PRESET_MAX);
	for (const char *at = parameters_preset(preset); err == 0 && *at;) {
		size_t len = strcspn(at, "\n");
		len += at[len] == '\n';
		if (keeps_places || strncmp(at, place, sizeof(place) - 1) != 0) {
			err = buf_append(&text, at, len);
		}
		at += len;
	}
	err = err == 0 ? buf_append(&text, "", 1) : err;
	err =
		err == 0 ? parameters_read(parameters, preset, (const char *)text.data, ignore, NULL) : err;
	buf_finish(&text);
	return err;
}

/* What is being set, and the first thing that went wrong. */
struct setting {
	struct parameters *parameters;
	int err;
	char why[WHY_SIZE];
};

static void set(struct setting *setting, const char *name, const char *value)
{
	if (setting->err == 0) {
		setting->err =
			parameters_set(setting->parameters, name, value, setting->why, sizeof(setting->why));
	}
}

static void set_number(struct setting *setting, const char *name, double value)
{
	char text[WHY_SIZE];
	snprintf(text, sizeof(text), "%.10g", value);
	set(setting, name, text);
}

/* The lists, the own agency first; without others those of the preset stay around it. */
static void set_places(struct setting *setting, const struct whatif_around *around,
	const struct whatif_form *form)
{
	const struct agency *others[OTHERS_MAX];
	size_t count = 0, at = 0;
	while (count < OTHERS_MAX && (others[count] = next_other(around, &at)) != NULL) {
		count++;
	}
	if (count > 0) {
		char population[LIST_SIZE], visits[LIST_SIZE], counsellors[LIST_SIZE];
		size_t lens[3] = {0};
		for (size_t i = 0; i <= count; i++) {
			lens[0] += (size_t)snprintf(population + lens[0], LIST_SIZE - lens[0], "50 ");
			lens[1] +=
				(size_t)snprintf(visits + lens[1], LIST_SIZE - lens[1], "%.4g ", others_visits);
			lens[2] += (size_t)snprintf(counsellors + lens[2], LIST_SIZE - lens[2], "1 ");
		}
		set(setting, "population", population);
		set(setting, "visits", visits);
		set(setting, "counsellors", counsellors);
		set(setting, "counties", "1");
	}
	for (size_t i = 0; i < count; i++) {
		char name[PARAMETER_NAME_SIZE], hours[WHATIF_HOURS_SIZE];
		snprintf(name, sizeof(name), "hours.%zu", i + 2);
		write_hours(others[i], hours);
		set(setting, name, hours);
	}
	set_number(setting, "visits.1", form->visits_day * WEEK_DAYS);
	set_number(setting, "counsellors.1", form->counsellors);
}

/* When in a day youths come. Half a visit in each hour, so that one in which nobody has come yet is not one in which nobody comes. */
static void set_come(struct setting *setting, const struct whatif_facts *facts)
{
	char text[WHATIF_HOURS_SIZE];
	size_t len = 0;
	double sum = 0;
	for (unsigned hour = 0; hour < WHATIF_DAY_HOURS; hour++) {
		sum += facts->hours[hour];
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%u-%u %.4g",
			hour > 0 ? "; " : "", hour, hour + 1, facts->hours[hour] + 0.5);
	}
	if (sum > 0) {
		set(setting, "come", text);
	}
}

static void set_policy(struct setting *setting, const struct whatif_form *form)
{
	char text[WHY_SIZE];
	snprintf(text, sizeof(text), form->pooled ? "own %.0f+%.0f" : "isolated", form->widen_s,
		form->widen_s);
	set(setting, "policies", text);
}

/* As many weeks as the bound on the work has room for. */
static void set_weeks(struct setting *setting)
{
	set_number(setting, "evenings", WEEK_DAYS);
	double weeks = setting->err == 0 ? visits_played / simulate_work(setting->parameters) : 0;
	weeks = weeks > WEEKS_MAX ? WEEKS_MAX : weeks < WEEKS_MIN ? WEEKS_MIN : weeks;
	set_number(setting, "evenings", (double)(unsigned)weeks * WEEK_DAYS);
}

/* Hours are the only texts that a person has written: each is told by its own field. */
static int set_own_hours(struct setting *setting, const struct whatif_form *form,
	const char *prefix, json_t *faults)
{
	const char *const fields[][3] = {{"hours", "hours.1", form->hours},
		{"extra", "extra.1", form->extra}};
	int err = setting->err;
	for (size_t i = 0; setting->err == 0 && i < sizeof(fields) / sizeof(fields[0]); i++) {
		char key[PARAMETER_NAME_SIZE];
		set(setting, fields[i][1], fields[i][2]);
		if (setting->err == ERR_SYNTAX) {
			const char *why = strstr(setting->why, ": ");
			snprintf(key, sizeof(key), "%s.%s", prefix, fields[i][0]);
			json_object_set_new(faults, key, json_string(why ? why + 2 : setting->why));
			err = ERR_RANGE;
			setting->err = 0;
		}
	}
	return setting->err != 0 ? setting->err : err;
}

int whatif_world(const struct whatif_around *around, const struct whatif_form *form,
	const char *prefix, json_t *faults, struct parameters **ret_parameters)
{
	struct setting setting = {0};
	int err = parameters_create(&setting.parameters);
	if (err != 0) {
		return err;
	}
	size_t at = 0;
	err = read_preset(setting.parameters, next_other(around, &at) == NULL);
	set_places(&setting, around, form);
	set_come(&setting, around->facts);
	set_policy(&setting, form);
	set_number(&setting, "capacity", form->capacity);
	set_number(&setting, "last_entry_min", around->last_entry_minutes);
	set_number(&setting, "only", 1);
	err = err == 0 ? set_own_hours(&setting, form, prefix, faults) : err;
	set_weeks(&setting);
	err = err == 0 ? setting.err : err;
	if (err == 0) {
		err = parameters_check(setting.parameters, setting.why, sizeof(setting.why));
	}
	if (err != 0) {
		parameters_destroy(setting.parameters);
		return err == ERR_SYNTAX ? ERR_RANGE : err;
	}
	*ret_parameters = setting.parameters;
	return 0;
}
