/* The numbers of one process in a file that exists in memory only, so that the parent reads what a worker counts, and keeps
 * what it has counted when it ends: a sum over all processes never falls. */
#ifndef SAMTALE_BASE_METRIC_ROW_H
#define SAMTALE_BASE_METRIC_ROW_H

#include <stdbool.h>

#include "base/err.h"
#include "base/metric.h"

struct metric_row {
	metric_number *numbers; /* METRIC_CELLS of them; NULL: not open */
	int fd;                 /* what the process inherits */
	bool used;              /* by one that runs */
};

/* In the parent. ERR_SYSTEM with errno. */
int metric_row_open(struct metric_row *row) MUST_CHECK;

/* In the process that counts there. ERR_SYSTEM with errno. */
int metric_row_keep(int fd) MUST_CHECK;

/* The process has ended: what only grows is counted by this one from now on, the rest is gone, and the row begins anew. */
void metric_row_retire(struct metric_row *row);

/* What another process has in a cell, put together with a value as the metric's kind says. */
int64_t metric_row_join(const struct metric_row *row, enum metric metric, unsigned cell,
	int64_t value);

/* Takes a zeroed one, too. */
void metric_row_close(struct metric_row *row);

#endif
