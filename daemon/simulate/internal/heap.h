/* The events to come, the earliest first; those of one moment by kind, then in the order in which
 * they were added. */
#ifndef SAMTALE_SIMULATE_HEAP_H
#define SAMTALE_SIMULATE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct event {
	double at_s;
	uint32_t order; /* heap_add fills it in */
	uint16_t kind;
	uint16_t stamp; /* what the adder compares with, to know an event that is void by now */
	uint32_t subject;
};

struct heap {
	struct event *events;
	size_t count, cap;
	uint32_t added;
};

/* Empty, holding no memory. */
void heap_init(struct heap *heap);
void heap_finish(struct heap *heap);

/* Adds a copy. ERR_NOMEM leaves the heap as it was. */
int heap_add(struct heap *heap, const struct event *event) MUST_CHECK;

/* Takes the earliest; false when none is left. */
bool heap_take(struct heap *heap, struct event *ret_event);

#endif
