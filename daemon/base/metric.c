/* The numbers behind metric.h: one array, written by the loop's thread only, so nothing here is
 * atomic. */
#include "base/metric.h"

#include <assert.h>

static int64_t values[METRIC_COUNT];

static const struct metric_info infos[METRIC_COUNT] = {
#define METRIC(NAME, name, kind, help) [METRIC_##NAME] = {name, help, METRIC_KIND_##kind},
	METRIC_TABLE(METRIC)
#undef METRIC
};

void metric_add(enum metric metric, int64_t by)
{
	assert(metric < METRIC_COUNT);
	assert(by >= 0 || infos[metric].kind == METRIC_KIND_GAUGE);
	values[metric] += by;
}

void metric_set(enum metric metric, int64_t value)
{
	assert(metric < METRIC_COUNT);
	assert(infos[metric].kind == METRIC_KIND_GAUGE);
	values[metric] = value;
}

int64_t metric_get(enum metric metric)
{
	assert(metric < METRIC_COUNT);
	return values[metric];
}

const struct metric_info *metric_info(enum metric metric)
{
	assert(metric < METRIC_COUNT);
	return &infos[metric];
}
