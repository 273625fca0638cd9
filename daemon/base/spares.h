/* Records of one size that are asked for and given back all the time: some are kept, so that it costs no allocation while
 * no more of them are in use than were before. Knows nothing of what is in them. */
#ifndef SAMTALE_BASE_SPARES_H
#define SAMTALE_BASE_SPARES_H

#include <stddef.h>

struct spare;

/* Fields are its own. */
struct spares {
	size_t size; /* bytes of a record */
	unsigned most;
	unsigned count; /* kept now */
	struct spare *first;
};

/* Records of size bytes, a pointer's at least, of which up to most are kept; allocates nothing. */
void spares_init(struct spares *spares, size_t size, unsigned most);

/* Frees what is kept. Records that are in use stay good, and are freed by spares_give. */
void spares_finish(struct spares *spares);

/* A record of zeros, owned by whoever asked; NULL without memory. */
void *spares_take(struct spares *spares);

/* Takes a record back, also NULL; what stood in it stays there until it is taken again. */
void spares_give(struct spares *spares, void *record);

#endif
