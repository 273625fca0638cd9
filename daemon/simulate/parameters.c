/* Reading files and presets, and the questions that no single value can answer. */
#include "simulate/parameters.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "simulate/internal/names.h"
#include "simulate/internal/presets.h"
#include "simulate/internal/world.h"

enum { LINE_SIZE = 2048, WHY_SIZE = 256 };

static const double visits_week_max = 200000;

int parameters_create(struct parameters **ret_parameters)
{
	struct parameters *world = calloc(1, sizeof(*world));
	if (!world) {
		return ERR_NOMEM;
	}
	world->numbers =
		(struct world_numbers){.counties = 1, .capacity = 2, .evenings = 700, .seed = 1};
	*ret_parameters = world;
	return 0;
}

void parameters_destroy(struct parameters *parameters)
{
	if (!parameters) {
		return;
	}
	for (size_t i = 0; i < MUNICIPALITIES_MAX; i++) {
		free(parameters->own[i]);
	}
	free(parameters);
}

const char *parameters_preset(const char *name)
{
	for (size_t i = 0; presets_embedded[i].name; i++) {
		if (strcasecmp(presets_embedded[i].name, name) == 0) {
			return presets_embedded[i].text;
		}
	}
	return NULL;
}

/* Cuts the comment and the blanks at both ends off, in place. */
static char *trim(char *text)
{
	text[strcspn(text, "#")] = '\0';
	text += strspn(text, " \t\r");
	size_t len = strlen(text);
	while (len > 0 && isspace((unsigned char)text[len - 1])) {
		text[--len] = '\0';
	}
	return text;
}

/* One line of a file; nothing to do for an empty one. */
static int read_line(struct parameters *world, const char *start, size_t len, char why[WHY_SIZE])
{
	char line[LINE_SIZE];
	if (len >= sizeof(line)) {
		snprintf(why, WHY_SIZE, "expected a shorter line");
		return ERR_SYNTAX;
	}
	snprintf(line, sizeof(line), "%.*s", (int)len, start);
	char *name = trim(line), *equals = strchr(name, '=');
	if (!*name) {
		return 0;
	}
	if (!equals) {
		snprintf(why, WHY_SIZE, "expected name = value");
		return ERR_SYNTAX;
	}
	*equals = '\0';
	return parameters_set(world, trim(name), trim(equals + 1), why, WHY_SIZE);
}

int parameters_read(struct parameters *parameters, const char *file, const char *text,
	void (*on_problem)(void *context, const char *problem), void *context)
{
	int result = 0;
	const char *at = text;
	for (unsigned number = 1; *at; number++) {
		size_t len = strcspn(at, "\n");
		char why[WHY_SIZE], problem[2 * WHY_SIZE];
		int err = read_line(parameters, at, len, why);
		if (err == ERR_NOMEM) {
			return err;
		}
		if (err != 0) {
			snprintf(problem, sizeof(problem), "%s:%u: %s", file, number, why);
			on_problem(context, problem);
			result = ERR_SYNTAX;
		}
		at += len + (at[len] == '\n');
	}
	return result;
}

int parameters_set(struct parameters *parameters, const char *name, const char *value,
	char *ret_why, size_t why_size)
{
	return names_set(parameters, name, value, ret_why, why_size);
}

static double sum_of(const struct numbers *list)
{
	double sum = 0;
	for (size_t i = 0; i < list->count; i++) {
		sum += list->at[i];
	}
	return sum;
}

/* What is missing, or NULL. */
static const char *missing(const struct parameters *world)
{
	const struct world_texts *texts = &world->texts;
	return world->population.count == 0  ? "population"
		: world->topic_shares.count == 0 ? "topic_shares"
		: !texts->come[0]                ? "come"
		: !texts->hours[0]               ? "hours"
		: !texts->chat_min[0]            ? "chat_min"
		: !texts->patience_min[0]        ? "patience_min"
		: !texts->policies[0]            ? "policies"
										 : NULL;
}

/* Lists and numbers that speak of municipalities which are not there. */
static int check_places(const struct parameters *world, char *ret_why, size_t why_size)
{
	size_t count = world->population.count, highest = 0;
	for (size_t i = 0; i < MUNICIPALITIES_MAX; i++) {
		highest = world->own[i] ? i + 1 : highest;
	}
	if (world->counsellors.count != count) {
		snprintf(ret_why, why_size, "population names %zu municipalities, counsellors %zu", count,
			world->counsellors.count);
	} else if (world->visits.count > 0 && world->visits.count != count) {
		snprintf(ret_why, why_size, "population names %zu municipalities, visits %zu", count,
			world->visits.count);
	} else if (highest > count) {
		snprintf(ret_why, why_size, "hours or extra for municipality %zu, and there are %zu",
			highest, count);
	} else if (world->numbers.only > (double)count) {
		snprintf(ret_why, why_size, "only: municipality %.0f, and there are %zu",
			world->numbers.only, count);
	} else if (world->topic_shares.count > TOPICS_MAX) {
		snprintf(ret_why, why_size, "topic_shares: at most %d topics", TOPICS_MAX);
	} else {
		return 0;
	}
	return ERR_RANGE;
}

int parameters_check(const struct parameters *parameters, char *ret_why, size_t why_size)
{
	const char *lacking = missing(parameters);
	if (lacking) {
		snprintf(ret_why, why_size, "missing: %s", lacking);
		return ERR_RANGE;
	}
	int err = check_places(parameters, ret_why, why_size);
	if (err != 0) {
		return err;
	}
	double visits = 0;
	for (size_t i = 0; i < parameters->population.count; i++) {
		visits += world_visits(parameters, i);
	}
	if (fabs(sum_of(&parameters->topic_shares) - 1) > 1e-6) {
		snprintf(ret_why, why_size, "topic_shares: expected a sum of 1, and it is %.6g",
			sum_of(&parameters->topic_shares));
	} else if (parameters->numbers.urgent_share + parameters->numbers.acute_share > 1) {
		snprintf(ret_why, why_size, "urgent_share and acute_share: together at most 1");
	} else if (!(visits > 0 && visits <= visits_week_max)) {
		snprintf(ret_why, why_size, "visits: expected up to %.0f a week in all, and there are %.6g",
			visits_week_max, visits);
	} else {
		return 0;
	}
	return ERR_RANGE;
}

/* Whether the list, parted by blanks, has the name. */
static bool lists(const char *list, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = list; (at = strstr(at, name)) != NULL; at += len) {
		if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) {
			return true;
		}
	}
	return false;
}

bool parameters_at(const struct parameters *parameters, size_t index,
	struct parameter *ret_parameter)
{
	if (!names_at(parameters, index, ret_parameter)) {
		return false;
	}
	char name[PARAMETER_NAME_SIZE];
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(ret_parameter->name, "."),
		ret_parameter->name);
	ret_parameter->assumed = lists(parameters->texts.assumed, name);
	return true;
}
