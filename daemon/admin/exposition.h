/* Writing Prometheus' text format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Only for this floor. */
#ifndef SAMTALE_ADMIN_EXPOSITION_H
#define SAMTALE_ADMIN_EXPOSITION_H

#include <stdint.h>

#include "base/buf.h"

#define EXPOSITION_TYPE "text/plain; version=0.0.4; charset=utf-8"

/* A text that grows. Once something did not fit, err says why and nothing more is written. */
struct exposition {
	struct buf text;
	int err;
};

void exposition_init(struct exposition *exposition);
void exposition_finish(struct exposition *exposition);

/* Begins a metric: type is counter, gauge or histogram. Its samples follow, before the next one begins. */
void exposition_begin(struct exposition *exposition, const char *name, const char *type,
	const char *help);

/* One number. labels as in name{labels}, empty for none; what stands in them needs no escape. */
void exposition_sample(struct exposition *exposition, const char *name, const char *labels,
	int64_t value);

/* The same of milliseconds, in seconds. */
void exposition_seconds(struct exposition *exposition, const char *name, const char *labels,
	int64_t ms);

/* A histogram's samples. counts are of each bucket alone, in the order of bounds_ms, then of what is above. */
struct exposition_span {
	const unsigned *bounds_ms;
	const int64_t *counts; /* one more than there are bounds */
	unsigned bounds;
	int64_t sum_ms;
};
void exposition_histogram(struct exposition *exposition, const char *name, const char *labels,
	const struct exposition_span *span);

#endif
