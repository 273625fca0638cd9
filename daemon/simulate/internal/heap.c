/* A binary heap in an array that doubles. */
#include "simulate/internal/heap.h"

#include <stdlib.h>

enum { FIRST_CAP = 256 };

void heap_init(struct heap *heap)
{
	*heap = (struct heap){0};
}

void heap_finish(struct heap *heap)
{
	free(heap->events);
	heap_init(heap);
}

static bool before(const struct event *a, const struct event *b)
{
	if (a->at_s != b->at_s) {
		return a->at_s < b->at_s;
	}
	return a->kind != b->kind ? a->kind < b->kind : a->order < b->order;
}

static int grow(struct heap *heap)
{
	size_t cap = heap->cap ? heap->cap * 2 : FIRST_CAP;
	struct event *events = realloc(heap->events, cap * sizeof(*events));
	if (!events) {
		return ERR_NOMEM;
	}
	heap->events = events;
	heap->cap = cap;
	return 0;
}

int heap_add(struct heap *heap, const struct event *event)
{
	if (heap->count == heap->cap && grow(heap) != 0) {
		return ERR_NOMEM;
	}
	struct event added = *event;
	added.order = heap->added++;
	size_t at = heap->count++;
	while (at > 0 && before(&added, &heap->events[(at - 1) / 2])) {
		heap->events[at] = heap->events[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap->events[at] = added;
	return 0;
}

bool heap_take(struct heap *heap, struct event *ret_event)
{
	if (heap->count == 0) {
		return false;
	}
	*ret_event = heap->events[0];
	const struct event last = heap->events[--heap->count];
	size_t at = 0;
	for (;;) {
		size_t child = 2 * at + 1;
		if (child >= heap->count) {
			break;
		}
		if (child + 1 < heap->count && before(&heap->events[child + 1], &heap->events[child])) {
			child++;
		}
		if (!before(&heap->events[child], &last)) {
			break;
		}
		heap->events[at] = heap->events[child];
		at = child;
	}
	heap->events[at] = last;
	return true;
}
