/* The table of the parameters' names: what each may be, and how its value becomes text again. */
#ifndef SAMTALE_SIMULATE_NAMES_H
#define SAMTALE_SIMULATE_NAMES_H

#include <stddef.h>

#include "simulate/internal/world.h"
#include "simulate/parameters.h"

/* As parameters_set. */
int names_set(struct parameters *world, const char *name, const char *value, char *ret_why,
	size_t why_size) MUST_CHECK;

/* As parameters_at, without the mark. */
bool names_at(const struct parameters *world, size_t index, struct parameter *ret_parameter);

#endif
