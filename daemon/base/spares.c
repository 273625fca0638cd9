/* A list through the records themselves, the last one given first: it is still in the processor's cache. */
#include "base/spares.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct spare {
	struct spare *next;
};

void spares_init(struct spares *spares, size_t size, unsigned most)
{
	assert(size >= sizeof(struct spare));
	*spares = (struct spares){.size = size, .most = most};
}

void spares_finish(struct spares *spares)
{
	while (spares->first != NULL) {
		struct spare *spare = spares->first;
		spares->first = spare->next;
		free(spare);
	}
	spares->count = 0;
	spares->most = 0;
}

void *spares_take(struct spares *spares)
{
	struct spare *spare = spares->first;

	if (spare == NULL) {
		return calloc(1, spares->size);
	}
	spares->first = spare->next;
	spares->count--;
	return memset(spare, 0, spares->size);
}

void spares_give(struct spares *spares, void *record)
{
	if (record == NULL) {
		return;
	}
	if (spares->count == spares->most) {
		free(record);
		return;
	}
	struct spare *spare = record;
	spare->next = spares->first;
	spares->first = spare;
	spares->count++;
}
