/* The little HTTP that a client needs before its socket is one: two requests and the head of their answers. No socket. */
#ifndef SAMTALE_LOAD_HTTP_H
#define SAMTALE_LOAD_HTTP_H

#include "base/buf.h"

/* Where requests go, as it stands in their heads. */
struct http_place {
	const char *path;
	const char *host;
	const char *origin;
	const char *protocol; /* WebSocket subprotocol, NULL: none */
};

/* The request that asks for a WebSocket, always with the same key, so that the answer to it is known. */
int http_write_upgrade(struct buf *out, const struct http_place *place) MUST_CHECK;

/* A POST of JSON on a connection that ends with it. */
int http_write_post(struct buf *out, const struct http_place *place, const char *json) MUST_CHECK;

struct http_answer {
	unsigned status;
	struct view body; /* whole; empty when it has none */
	size_t size;      /* bytes of head and body */
	bool accepts;     /* 101 with the right Sec-WebSocket-Accept */
};

/* Reads an answer; borrows from bytes. ERR_MOMENT: not complete yet. ERR_SYNTAX: no HTTP/1.1. */
int http_read(struct view bytes, struct http_answer *ret_answer) MUST_CHECK;

#endif
