/* What a number can be at least and at most, from one sum after another: none is below 0, a hidden one is 1 at least. Where
 * both are the same it is known. What follows of several sums only when they are taken together is solve.c's. */
#include <stdlib.h>
#include <string.h>

#include "figures/internal/system.h"

enum { PASSES = 64 }; /* what is not narrow by then gets narrower by one each time */

/* A rest of the list that is made is taken for known when it is 0. So every unknown number of it is above 0, and could be more
 * and less without any being below 0: that it follows is then a question of sums alone. */
static bool is_shown(const struct variable *variable, bool with_fresh)
{
	if (variable->fresh && !with_fresh) {
		return false;
	}
	if (variable->cell) {
		return !variable->cell->hidden;
	}
	return variable->fresh && variable->rest != REST_LACKED && variable->number == 0;
}

static void begin(struct variable *variable, bool with_fresh)
{
	bool hidden = variable->cell && variable->cell->hidden && (with_fresh || !variable->fresh);
	variable->known = is_shown(variable, with_fresh);
	variable->low = variable->known ? variable->number : hidden;
	variable->high = variable->known ? variable->number : BOUND_ENDLESS;
	variable->low_by = variable->high_by = 0;
}

/* --- narrowing --- */

/* Of a relation's children together. */
struct reach {
	int64_t low, high;
	unsigned endless; /* so many have no high, and are not in the sum of the others' */
};

static struct reach reach_of(const struct system *system, const struct relation *relation)
{
	struct reach reach = {0};
	for (unsigned i = 0; i < relation->count; i++) {
		const struct variable *child = &system->variables[system->terms[relation->first + i]];
		reach.low += child->low;
		reach.high += child->high == BOUND_ENDLESS ? 0 : child->high;
		reach.endless += child->high == BOUND_ENDLESS;
	}
	return reach;
}

/* A bound beyond the other one is no news: a form that came late lets sums of published numbers be a little wrong. */
static bool raise_low(struct variable *variable, int64_t low, size_t by)
{
	if (low <= variable->low || low > variable->high) {
		return false;
	}
	variable->low = low;
	variable->low_by = by;
	return true;
}

static bool lower_high(struct variable *variable, int64_t high, size_t by)
{
	if (high >= variable->high || high < variable->low) {
		return false;
	}
	variable->high = high;
	variable->high_by = by;
	return true;
}

static bool narrow_child(struct variable *child, const struct variable *parent,
	const struct reach *reach, size_t by)
{
	bool endless = child->high == BOUND_ENDLESS;
	int64_t others_low = reach->low - child->low;
	int64_t others_high = reach->high - (endless ? 0 : child->high);
	bool found = parent->high != BOUND_ENDLESS && lower_high(child, parent->high - others_low, by);
	return (reach->endless == endless && raise_low(child, parent->low - others_high, by)) || found;
}

static bool narrow(struct system *system, size_t index)
{
	const struct relation *relation = &system->relations[index];
	struct variable *parent = &system->variables[relation->parent];
	const struct reach reach = reach_of(system, relation);
	bool found = raise_low(parent, reach.low, index + 1);
	found |= reach.endless == 0 && lower_high(parent, reach.high, index + 1);
	for (unsigned i = 0; i < relation->count; i++) {
		struct variable *child = &system->variables[system->terms[relation->first + i]];
		found |= narrow_child(child, parent, &reach, index + 1);
	}
	return found;
}

static void narrow_all(struct system *system)
{
	bool found = true;
	for (int pass = 0; found && pass < PASSES; pass++) {
		found = false;
		for (size_t i = 0; i < system->relation_count; i++) {
			found |= narrow(system, i);
		}
	}
	for (size_t i = 0; i < system->plain.variables; i++) {
		struct variable *variable = &system->variables[i];
		variable->known = variable->low == variable->high;
	}
}

void system_look(struct system *system, bool with_fresh)
{
	system->variable_count = system->plain.variables;
	system->relation_count = system->plain.relations;
	system->term_count = system->plain.terms;
	for (size_t i = 0; i < system->variable_count; i++) {
		begin(&system->variables[i], with_fresh);
	}
	narrow_all(system);
}

static size_t count_known(const struct system *system)
{
	size_t count = 0;
	for (size_t i = 0; i < system->plain.variables; i++) {
		count += system->variables[i].known;
	}
	return count;
}

int system_look_closer(struct system *system)
{
	int err = 0;
	for (size_t before = 0, known = count_known(system); err == 0 && known > before;) {
		before = known;
		err = system_combine(system);
		narrow_all(system);
		known = count_known(system);
	}
	return err;
}

/* --- by what --- */

/* Bounds still to be looked at: twice the variable, and 1 more for its high. */
struct trace {
	const struct system *system;
	bool *seen;
	unsigned *left;
	size_t left_count;
};

static void want(struct trace *trace, unsigned variable, bool high)
{
	unsigned bound = 2 * variable + high;
	if (!trace->seen[bound]) {
		trace->seen[bound] = true;
		trace->left[trace->left_count++] = bound;
	}
}

/* A parent's bound is its children's; a child's is the parent's, and the opposite ones of the other children. */
static void want_reasons(struct trace *trace, unsigned variable, bool high)
{
	const struct variable *about = &trace->system->variables[variable];
	size_t by = high ? about->high_by : about->low_by;
	if (by == 0) {
		return;
	}
	const struct relation *relation = &trace->system->relations[by - 1];
	bool is_parent = relation->parent == variable;
	if (!is_parent) {
		want(trace, relation->parent, high);
	}
	for (unsigned i = 0; i < relation->count; i++) {
		unsigned child = trace->system->terms[relation->first + i];
		if (child != variable) {
			want(trace, child, is_parent ? high : !high);
		}
	}
}

int system_because(const struct system *system, bool *helps)
{
	size_t bounds = 2 * system->variable_count + 1;
	struct trace trace = {.system = system,
		.seen = calloc(bounds, sizeof(bool)),
		.left = calloc(bounds, sizeof(unsigned))};
	int err = trace.seen && trace.left ? 0 : ERR_NOMEM;
	for (size_t i = 0; err == 0 && i < system->variable_count; i++) {
		if (helps[i]) {
			want(&trace, (unsigned)i, false);
			want(&trace, (unsigned)i, true);
		}
	}
	while (trace.left_count > 0) {
		unsigned bound = trace.left[--trace.left_count];
		helps[bound / 2] = true;
		want_reasons(&trace, bound / 2, bound % 2);
	}
	free(trace.seen);
	free(trace.left);
	return err;
}
