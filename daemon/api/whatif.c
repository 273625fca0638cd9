/* Ask the counters, read the form, make two worlds of it, play them on a thread, and set the figures beside each other. The
 * thread has nothing but the run. */
#include "api/whatif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/own_agency.h"
#include "api/whatif_facts.h"
#include "api/whatif_form.h"
#include "api/whatif_world.h"
#include "options/work_port.h"
#include "simulate/parameters.h"
#include "simulate/simulate.h"

/* AT_ONCE leaves threads to those who log in. */
enum { WAYS = 2, AT_ONCE = 2, PERSON_SIZE = sizeof(((struct auth_person *)NULL)->id) };

static const char *const ways[WAYS] = {"today", "changed"};

static const struct failure wrong_value = {422, "value", "A value is not right.",
	"fields says what was expected of each; docs/simulation.md tells more.", 0};
static const struct failure busy = {429, "busy", "A run is under way.",
	"One person has one run at a time; it takes a second or two.", 2};
static const struct failure no_slug = {404, "missing", "There is no such agency.", "", 0};

/* Two worlds on their way through a thread. */
struct run {
	uint64_t id;
	char person[PERSON_SIZE];
	char slug[OWN_SLUG_SIZE];
	json_t *body; /* owned */
	struct whatif_form forms[WAYS];
	struct parameters *worlds[WAYS];
	struct simulate_results results[WAYS];
	struct whatif_from from;
	bool is_told; /* who asks may read what comes to the agency */
	int err;
};

/* Who has a run under way in this worker; "" is free. */
static char running[AT_ONCE][PERSON_SIZE];

/* The place to keep the person in; NULL: it has a run, or there is no room. */
static char *free_place(const char *person)
{
	char *found = NULL;
	for (size_t i = 0; i < AT_ONCE; i++) {
		if (strcmp(running[i], person) == 0) {
			return NULL;
		}
		found = running[i][0] == '\0' ? running[i] : found;
	}
	return found;
}

static void destroy(struct run *run)
{
	for (size_t i = 0; i < AT_ONCE; i++) {
		if (strcmp(running[i], run->person) == 0) {
			running[i][0] = '\0';
		}
	}
	for (size_t i = 0; i < WAYS; i++) {
		parameters_destroy(run->worlds[i]);
	}
	json_decref(run->body);
	free(run);
}

static void play(void *data)
{
	struct run *run = data;
	for (size_t i = 0; run->err == 0 && i < WAYS; i++) {
		run->err = simulate_run(run->worlds[i], NULL, NULL, &run->results[i]);
	}
}

static json_t *result_json(const struct simulate_result *result)
{
	return json_pack("{s:I,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f}", "arrivals",
		(json_int_t)result->arrivals, "lost", result->lost, "lost_error", result->lost_error,
		"door_closed", result->door_closed, "unskilled", result->unskilled, "abandoned",
		result->abandoned, "too_late", result->waiting, "answered", result->answered, "own",
		result->own, "p90_wait_min", result->p90_wait_min, "in_conversation",
		result->in_conversation, "shift_hours_a_week", result->shift_hours);
}

/* What nobody has measured, with the value that was played. */
static json_t *assumed_json(const struct parameters *world)
{
	json_t *list = json_array();
	struct parameter parameter;
	for (size_t i = 0; parameters_at(world, i, &parameter); i++) {
		if (parameter.assumed && !strchr(parameter.name, '.')) {
			json_array_append_new(list,
				json_pack("{s:s,s:s}", "name", parameter.name, "value", parameter.value));
		}
	}
	return list;
}

static json_t *run_json(const struct run *run)
{
	json_t *data = json_object();
	for (size_t i = 0; i < WAYS; i++) {
		json_object_set_new(data, ways[i],
			json_pack("{s:o,s:I,s:o}", "form", whatif_form_json(&run->forms[i]), "weeks",
				(json_int_t)run->results[i].weeks, "figures",
				result_json(&run->results[i].list[0])));
	}
	json_object_set_new(data, "from",
		json_pack("{s:s,s:s,s:s,s:s}", "visits", run->from.own_visits ? "own" : "preset", "hours",
			run->from.own_hours ? "own" : "preset", "come",
			run->from.pool_hours ? "pool" : "preset", "others",
			run->from.pool_others ? "pool" : "preset"));
	json_object_set_new(data, "assumed", assumed_json(run->worlds[0]));
	return data;
}

static void on_played(void *data)
{
	struct run *run = data;
	struct api *api = api_current();
	if (api && run->err == 0) {
		staff_call_reply(api, run->id, run_json(run));
	} else if (api) {
		api_reply_failure(api, run->id, &api_down);
	}
	destroy(run);
}

/* The forms and worlds of a run. ERR_RANGE: faults says why. */
static int prepare(struct run *run, const struct whatif_around *around, json_t *faults)
{
	int err = 0;
	run->from = whatif_today(around->directory, around->agency, around->facts, &run->forms[0]);
	for (size_t i = 0; i < WAYS; i++) {
		run->forms[i] = run->forms[0];
		int wrong =
			whatif_form_read(json_object_get(run->body, ways[i]), ways[i], faults, &run->forms[i]);
		wrong = wrong == 0 ? whatif_world(around, &run->forms[i], ways[i], faults, &run->worlds[i])
						   : wrong;
		err = err == 0 ? wrong : err;
	}
	return err;
}

/* Gives the run to a thread, or answers why not. */
static void begin(struct api *api, struct run *run, const struct whatif_around *around)
{
	const struct work_port *work = api->options.work;
	json_t *faults = json_object();
	int err = around->agency && faults ? prepare(run, around, faults) : ERR_NOMEM;
	if (err == 0 && work->submit(work->pool, play, on_played, run) == 0) {
		json_decref(faults);
		return;
	}
	if (err == ERR_RANGE) {
		api_reply_fields(api, run->id, &wrong_value, json_incref(faults));
	} else {
		api_reply_failure(api, run->id, err == 0 ? &busy : &api_down);
	}
	json_decref(faults);
	destroy(run);
}

static void on_facts(void *context, int err, const struct whatif_facts *facts)
{
	struct run *run = context;
	struct api *api = api_current();
	if (api && err == 0) {
		struct whatif_facts told = *facts;
		told.visits = run->is_told ? facts->visits : 0;
		const struct whatif_around around = {.directory = api->directory,
			.agency = directory_agency(api->directory, run->slug),
			.facts = &told,
			.last_entry_minutes = api->options.last_entry_minutes};
		begin(api, run, &around);
		return;
	}
	if (api) {
		api_reply_failure(api, run->id, &api_down);
	}
	destroy(run);
}

void whatif_call(struct api *api, const struct staff_call *call)
{
	const char *slug = staff_call_text(call, "slug");
	slug = slug ? slug : call->person.agency;
	const struct agency *agency = directory_agency(api->directory, slug);
	if (!staff_call_reaches(api, call, slug)) {
		staff_call_refuse(api, call);
		return;
	}
	char *place = free_place(call->person.id);
	struct run *run = agency && place ? calloc(1, sizeof(*run)) : NULL;
	if (!run) {
		api_reply_failure(api, call->id, !agency ? &no_slug : !place ? &busy : &api_down);
		return;
	}
	run->id = call->id;
	run->body = json_incref(call->body);
	run->is_told = staff_call_reaches_with(api, call, PERMISSION_FIGURES_OWN, slug);
	snprintf(run->slug, sizeof(run->slug), "%s", slug);
	memcpy(run->person, call->person.id, PERSON_SIZE);
	memcpy(place, call->person.id, PERSON_SIZE);
	whatif_facts_read(api, agency, on_facts, run);
}
