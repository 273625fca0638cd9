/* A list, oldest first. */
#include "net/ws_outbox.h"

#include <assert.h>
#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

struct ws_outbox_item {
	struct ws_outbox_item *next;
	size_t len;
	uint8_t bytes[]; /* LWS_PRE bytes of headroom, then the message */
};

void ws_outbox_init(struct ws_outbox *outbox)
{
	outbox->first = NULL;
	outbox->last = &outbox->first;
	outbox->bytes = 0;
}

void ws_outbox_finish(struct ws_outbox *outbox)
{
	while (!ws_outbox_is_empty(outbox)) {
		ws_outbox_pop(outbox);
	}
}

bool ws_outbox_is_empty(const struct ws_outbox *outbox)
{
	return outbox->first == NULL;
}

int ws_outbox_push(struct ws_outbox *outbox, struct view message, size_t limit)
{
	if (outbox->bytes + message.len > limit) {
		return ERR_FULL;
	}
	struct ws_outbox_item *item = malloc(sizeof *item + LWS_PRE + message.len);
	if (item == NULL) {
		return ERR_NOMEM;
	}
	item->next = NULL;
	item->len = message.len;
	memcpy(item->bytes + LWS_PRE, message.data, message.len);
	*outbox->last = item;
	outbox->last = &item->next;
	outbox->bytes += message.len;
	return 0;
}

uint8_t *ws_outbox_front(struct ws_outbox *outbox, size_t *ret_len)
{
	assert(outbox->first != NULL);
	*ret_len = outbox->first->len;
	return outbox->first->bytes + LWS_PRE;
}

void ws_outbox_pop(struct ws_outbox *outbox)
{
	struct ws_outbox_item *item = outbox->first;
	outbox->first = item->next;
	if (outbox->first == NULL) {
		outbox->last = &outbox->first;
	}
	outbox->bytes -= item->len;
	free(item);
}
