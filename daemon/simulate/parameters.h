/* What a simulation is asked: every number and timetable by its name, read from a text of
 * `name = value` lines, from a preset that is built in, or set one by one. docs/simulation.md tells
 * what each means. */
#ifndef SAMTALE_SIMULATE_PARAMETERS_H
#define SAMTALE_SIMULATE_PARAMETERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { PARAMETER_NAME_SIZE = 32, PARAMETER_VALUE_SIZE = 4096 };

struct parameters;

/* Empty but for defaults; parameters_check refuses it until somebody lives, works and comes.
 * The caller destroys it. */
int parameters_create(struct parameters **ret_parameters) MUST_CHECK;
void parameters_destroy(struct parameters *parameters);

/* The text of a preset, "A" to "D", small letters too; NULL when there is none of that name. */
const char *parameters_preset(const char *name);

/* Reads lines of `name = value`; # begins a comment. Each wrong line is told as "FILE:LINE: what",
 * borrowed for the call. ERR_SYNTAX when there was one; the others have been set. */
int parameters_read(struct parameters *parameters, const char *file, const char *text,
	void (*on_problem)(void *context, const char *problem), void *context) MUST_CHECK;

/* Sets one; `name.N` is the place of municipality N, counted from 1, in a list. ERR_SYNTAX or
 * ERR_RANGE: ret_why says what was expected, and nothing was changed. */
int parameters_set(struct parameters *parameters, const char *name, const char *value,
	char *ret_why, size_t why_size) MUST_CHECK;

/* Whether they go together. ERR_RANGE with the reason. */
int parameters_check(const struct parameters *parameters, char *ret_why,
	size_t why_size) MUST_CHECK;

/* A name with its value, as parameters_set takes them. */
struct parameter {
	char name[PARAMETER_NAME_SIZE];
	char value[PARAMETER_VALUE_SIZE];
	bool assumed; /* nobody has measured it; whoever shows a result says so */
};

/* The one at that index, in a fixed order: all that together make the run. False behind the last. */
bool parameters_at(const struct parameters *parameters, size_t index,
	struct parameter *ret_parameter);

#endif
