/* A socket that speaks frames: the base of youth and desk. */
#ifndef SAMTALE_LOAD_CLIENT_H
#define SAMTALE_LOAD_CLIENT_H

#include "protocol/frame.h"
#include "tests/load/load.h"

/* Embedded in who it is; as says what to call him. */
struct client {
	struct load *load;
	struct conn *conn; /* NULL: not connected */
	const struct client_events *events;
	void *owner;
};

struct client_events {
	const char *as; /* "a youth" */
	enum role side; /* of HELLO */
	/* One handler a type of frame; NULL: such a frame is no matter. */
	void (*handlers[FRAME_TYPE_COUNT])(void *owner, const struct frame *frame);
	void (*on_closed)(void *owner, unsigned code, const char *why);
};

/* Dials, and says HELLO as soon as it can. A failure is noted. */
void client_open(struct client *client, struct load *load, const struct client_events *events,
	void *owner);

void client_send(struct client *client, const struct frame *frame);

/* Closes it with a code; on_closed follows. */
void client_close(struct client *client, unsigned code);

/* Ends it without a word: on_closed does not come. */
void client_drop(struct client *client);

#endif
