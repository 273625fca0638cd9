/* A youth: comes, asks, answers READY, talks, leaves. */
#ifndef SAMTALE_LOAD_YOUTH_H
#define SAMTALE_LOAD_YOUTH_H

#include "tests/load/room.h"

/* What a youth asks for. */
struct wish {
	const char *pool;
	const char *region;
	const char *topic;
	const char *language;
};

enum youth_step {
	YOUTH_DIALLING,
	YOUTH_GREETED,
	YOUTH_ASKED,
	YOUTH_QUEUED,
	YOUTH_TALKING,
	YOUTH_DONE
};

struct youth {
	struct client client;
	struct room *room; /* NULL: in none */
	enum youth_step step;
	uint64_t asked_ns;  /* when ASK was meant to be sent */
	uint64_t log_epoch; /* of its room; 0: nothing of it is here */
	uint64_t offset;    /* up to which it has that log */
	unsigned index;     /* the scenario's own number for it */
	void *scenario;     /* and what else it keeps of it */
};

/* Dials; on_greeted follows. NULL: no memory. */
struct youth *youth_create(struct load *load);

/* Drops the line when there is one. */
void youth_destroy(struct youth *youth);

/* The frame that asks for it; the texts are borrowed. */
void youth_fill_ask(struct frame_ask *ask, const struct wish *wish);

/* due_ns: when it was meant to ask. */
void youth_ask(struct youth *youth, const struct wish *wish, uint64_t due_ns);

/* Ends the room for both sides; on_ended follows. */
void youth_leave(struct youth *youth);

/* Leaves the queue; on_ended follows. */
void youth_cancel(struct youth *youth);

/* Hangs up; on_gone follows. */
void youth_hang_up(struct youth *youth);

#endif
