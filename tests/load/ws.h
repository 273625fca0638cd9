/* The client's side of WebSocket framing (RFC 6455, section 5), from bytes to bytes: no socket. */
#ifndef SAMTALE_LOAD_WS_H
#define SAMTALE_LOAD_WS_H

#include "base/buf.h"

enum ws_opcode { WS_TEXT = 1, WS_BINARY = 2, WS_CLOSE = 8, WS_PING = 9, WS_PONG = 10 };
enum { WS_MESSAGE_MAX = 1 << 20 };

/* One whole message as the daemon sends it; borrows from the bytes it was read from. */
struct ws_message {
	enum ws_opcode opcode;
	struct view payload;
	size_t size; /* bytes of head and payload */
};

/* Appends one masked message. The mask is made from seed, which should not be the same each time. */
int ws_write(struct buf *out, enum ws_opcode opcode, struct view payload, uint32_t seed) MUST_CHECK;

/* Reads the first message. ERR_MOMENT: it is not complete yet. ERR_SYNTAX: masked, in fragments, with reserved bits or of
 * an unknown kind, none of which the daemon sends. ERR_RANGE: above WS_MESSAGE_MAX. */
int ws_read(struct view bytes, struct ws_message *ret_message) MUST_CHECK;

#endif
