/* Preset, file and single settings in this order, then the run, then its figures as JSON. */
#include "verb_simulate.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "base/buf.h"
#include "simulate/erlang.h"
#include "simulate/parameters.h"
#include "simulate/simulate.h"
#include "text_file.h"

enum { WHY_SIZE = 320, PROBLEMS_SIZE = 4096, FILE_MAX = 256 * 1024, SELF_TEST_WEEKS = 30 };

/* Visits times policies: some minutes. Who wants more asks for another seed. */
static const double work_max = 2e8;

static const char hint[] = "docs/simulation.md names every parameter.";

static const char *text_of(const json_t *args, const char *name)
{
	return json_string_value(json_object_get(args, name));
}

/* A line on stderr that is written over itself. */
static bool on_progress(void *context, double done)
{
	int *shown = context, percent = (int)(done * 100);
	if (*shown >= 0 && percent > *shown) {
		*shown = percent;
		fprintf(stderr, "\rsimulating: %d %%%s", percent, percent == 100 ? "\n" : "");
		fflush(stderr);
	}
	return true;
}

/* -1: nobody looks. */
static int first_shown(const json_t *args)
{
	bool asked = json_is_true(json_object_get(args, "progress"));
	return asked || isatty(STDERR_FILENO) ? 0 : -1;
}

static void on_problem(void *context, const char *problem)
{
	struct buf *problems = context;
	int err = buf_printf(problems, "%s%s", problems->len > 0 ? "\n" : "", problem);
	(void)err; /* the first few are enough */
}

/* Reads the text. NULL, or the answer that names each wrong line. */
static json_t *read_text(struct parameters *parameters, const char *file, const char *text)
{
	struct buf problems;
	buf_init(&problems, PROBLEMS_SIZE);
	json_t *refusal = NULL;
	if (parameters_read(parameters, file, text, on_problem, &problems) != 0) {
		char message[PROBLEMS_SIZE];
		snprintf(message, sizeof(message), "%.*s", (int)problems.len, (const char *)problems.data);
		refusal = answer_failure("parameters", message, hint);
	}
	buf_finish(&problems);
	return refusal;
}

static json_t *read_file(struct parameters *parameters, const char *path)
{
	char *text = text_file_load(path, FILE_MAX);
	if (!text) {
		char message[WHY_SIZE];
		snprintf(message, sizeof(message), "%s: %s", path, strerror(errno));
		return answer_failure("file", message, "");
	}
	json_t *refusal = read_text(parameters, path, text);
	free(text);
	return refusal;
}

static json_t *set_one(struct parameters *parameters, const char *name, const char *value)
{
	char why[WHY_SIZE];
	return value && parameters_set(parameters, name, value, why, sizeof(why)) != 0
		? answer_failure("parameters", why, hint)
		: NULL;
}

/* "NAME=VALUE" as --set takes it. */
static json_t *set_pair(struct parameters *parameters, const char *pair)
{
	char name[PARAMETER_NAME_SIZE];
	const char *equals = strchr(pair, '=');
	if (!equals || (size_t)(equals - pair) >= sizeof(name)) {
		return answer_failure("parameters", "--set: expected NAME=VALUE", hint);
	}
	snprintf(name, sizeof(name), "%.*s", (int)(equals - pair), pair);
	return set_one(parameters, name, equals + 1);
}

static json_t *set_all(struct parameters *parameters, const json_t *args)
{
	json_t *refusal = set_one(parameters, "seed", text_of(args, "seed"));
	refusal = refusal ? refusal : set_one(parameters, "evenings", text_of(args, "evenings"));
	const json_t *pairs = json_object_get(args, "set");
	for (size_t i = 0; !refusal && i < json_array_size(pairs); i++) {
		refusal = set_pair(parameters, json_string_value(json_array_get(pairs, i)));
	}
	char why[WHY_SIZE];
	if (!refusal && parameters_check(parameters, why, sizeof(why)) != 0) {
		refusal = answer_failure("parameters", why, hint);
	}
	if (!refusal && simulate_work(parameters) > work_max) {
		refusal = answer_failure("parameters", "evenings: too many for so many visits and policies",
			"Ask for fewer --evenings.");
	}
	return refusal;
}

/* All that the command line says about the parameters. NULL, or the answer that refuses it. */
static json_t *gather(struct parameters *parameters, const json_t *args)
{
	const char *preset = text_of(args, "preset"), *file = text_of(args, "file");
	const char *text = preset ? parameters_preset(preset) : NULL;
	if (!preset && !file) {
		return answer_failure("usage", "needed: --preset, --file or --self-test", hint);
	}
	if (preset && !text) {
		return answer_failure("usage", "--preset: expected A, B, C or D", hint);
	}
	json_t *refusal = text ? read_text(parameters, preset, text) : NULL;
	refusal = refusal || !file ? refusal : read_file(parameters, file);
	return refusal ? refusal : set_all(parameters, args);
}

static json_t *result_json(const struct simulate_result *result)
{
	return json_pack(
		"{s:s,s:I,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:I,s:f,s:f}", "policy",
		result->policy, "arrivals", (json_int_t)result->arrivals, "lost", result->lost,
		"lost_error", result->lost_error, "door_closed", result->door_closed, "unskilled",
		result->unskilled, "abandoned", result->abandoned, "waiting", result->waiting, "open_door",
		result->open_door, "answered", result->answered, "own", result->own, "county",
		result->county, "mean_wait_min", result->mean_wait_min, "p90_wait_min",
		result->p90_wait_min, "within_minute", result->within_minute, "worst_lost",
		result->worst_lost, "worst_municipality", (json_int_t)result->worst_municipality,
		"in_conversation", result->in_conversation, "shift_hours_a_week", result->shift_hours);
}

static json_t *results_json(const struct parameters *parameters,
	const struct simulate_results *results)
{
	json_t *values = json_object(), *assumed = json_array(), *policies = json_array();
	struct parameter parameter;
	for (size_t i = 0; parameters_at(parameters, i, &parameter); i++) {
		json_object_set_new(values, parameter.name, json_string(parameter.value));
		if (parameter.assumed) {
			json_array_append_new(assumed, json_string(parameter.name));
		}
	}
	for (size_t i = 0; i < results->count; i++) {
		json_array_append_new(policies, result_json(&results->list[i]));
	}
	return json_pack("{s:I,s:o,s:o,s:o}", "weeks", (json_int_t)results->weeks, "policies", policies,
		"assumed", assumed, "parameters", values);
}

static json_t *play(const struct parameters *parameters, const json_t *args)
{
	struct simulate_results results;
	int shown = first_shown(args);
	int err = simulate_run(parameters, on_progress, &shown, &results);
	return err == 0 ? answer_data(results_json(parameters, &results))
					: answer_failure("memory", err_text(err), "");
}

static json_t *self_test(const json_t *args)
{
	struct erlang_check checks[ERLANG_CHECKS];
	int shown = first_shown(args);
	int err = erlang_self_test(SELF_TEST_WEEKS, on_progress, &shown, checks);
	if (err != 0) {
		return answer_failure("memory", err_text(err), "");
	}
	bool holds = true;
	json_t *list = json_array();
	for (size_t i = 0; i < ERLANG_CHECKS; i++) {
		const struct erlang_check *check = &checks[i];
		holds = holds && check->holds;
		json_array_append_new(list,
			json_pack("{s:f,s:f,s:f,s:f,s:b}", "load", check->load, "exact", check->exact,
				"simulated", check->simulated, "error", check->error, "holds", check->holds));
	}
	return answer_data(
		json_pack("{s:b,s:f,s:o}", "holds", holds, "tolerance", erlang_tolerance, "checks", list));
}

json_t *verb_simulate(const json_t *args)
{
	if (json_is_true(json_object_get(args, "self_test"))) {
		return self_test(args);
	}
	struct parameters *parameters = NULL;
	if (parameters_create(&parameters) != 0) {
		return answer_failure("memory", "no memory", "");
	}
	json_t *refusal = gather(parameters, args);
	json_t *answer = refusal ? refusal : play(parameters, args);
	parameters_destroy(parameters);
	return answer;
}
