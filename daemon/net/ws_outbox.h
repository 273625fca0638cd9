/* What waits to be sent on one socket, with the room that the library wants in front of each message. */
#ifndef SAMTALE_NET_WS_OUTBOX_H
#define SAMTALE_NET_WS_OUTBOX_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

struct ws_outbox_item;

struct ws_outbox {
	struct ws_outbox_item *first;
	struct ws_outbox_item **last;
	size_t bytes;
};

void ws_outbox_init(struct ws_outbox *outbox);
void ws_outbox_finish(struct ws_outbox *outbox);
bool ws_outbox_is_empty(const struct ws_outbox *outbox);

/* Copies a message behind the others. ERR_FULL: more than limit bytes would wait. */
int ws_outbox_push(struct ws_outbox *outbox, struct view message, size_t limit) MUST_CHECK;

/* The oldest message: its bytes, with headroom in front that may be overwritten. Asserts that there is one. */
uint8_t *ws_outbox_front(struct ws_outbox *outbox, size_t *ret_len);
void ws_outbox_pop(struct ws_outbox *outbox);

#endif
