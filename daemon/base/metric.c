/* The numbers behind metric.h: written by the loop's thread only, so that adding needs no lock. */
#include "base/metric.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

static metric_number own[METRIC_CELLS];
static metric_number *numbers = own;

static const struct metric_info infos[METRIC_COUNT] = {
#define METRIC(NAME, name, kind, cells, labels, help) \
	[METRIC_##NAME] = {name, help, labels, METRIC_KIND_##kind, METRIC_CELL_##NAME, cells},
	METRIC_TABLE(METRIC)
#undef METRIC
};

static const unsigned bounds_ms[METRIC_BOUNDS] = {METRIC_BOUNDS_MS};

static int64_t read_number(const metric_number *number)
{
	return atomic_load_explicit(number, memory_order_relaxed);
}

static void write_number(metric_number *number, int64_t value)
{
	atomic_store_explicit(number, value, memory_order_relaxed);
}

static inline bool may_fall(enum metric metric)
{
	return infos[metric].kind != METRIC_KIND_COUNTER && infos[metric].kind != METRIC_KIND_SPAN;
}

void metric_add_at(enum metric metric, unsigned cell, int64_t by)
{
	assert(metric < METRIC_COUNT && cell < infos[metric].cells);
	assert(by >= 0 || may_fall(metric));
	metric_number *number = &numbers[infos[metric].first + cell];
	write_number(number, read_number(number) + by);
}

void metric_add(enum metric metric, int64_t by)
{
	metric_add_at(metric, 0, by);
}

void metric_set(enum metric metric, int64_t value)
{
	assert(metric < METRIC_COUNT && may_fall(metric));
	write_number(&numbers[infos[metric].first], value);
}

void metric_observe(enum metric metric, uint64_t ms)
{
	unsigned cell = 0;
	assert(infos[metric].kind == METRIC_KIND_SPAN);
	while (cell < METRIC_BOUNDS && ms > bounds_ms[cell]) {
		cell++;
	}
	metric_add_at(metric, cell, 1);
	metric_add_at(metric, METRIC_BOUNDS + 1, (int64_t)ms);
}

int64_t metric_get_at(enum metric metric, unsigned cell)
{
	assert(metric < METRIC_COUNT && cell < infos[metric].cells);
	return read_number(&numbers[infos[metric].first + cell]);
}

int64_t metric_get(enum metric metric)
{
	int64_t sum = 0;
	for (unsigned cell = 0; cell < infos[metric].cells; cell++) {
		sum += metric_get_at(metric, cell);
	}
	return sum;
}

const struct metric_info *metric_info(enum metric metric)
{
	assert(metric < METRIC_COUNT);
	return &infos[metric];
}

unsigned metric_bound_ms(unsigned cell)
{
	assert(cell < METRIC_BOUNDS);
	return bounds_ms[cell];
}

void metric_keep(metric_number *there)
{
	there = there != NULL ? there : own;
	for (unsigned i = 0; i < METRIC_CELLS && there != numbers; i++) {
		write_number(&there[i], read_number(&numbers[i]));
	}
	numbers = there;
}
