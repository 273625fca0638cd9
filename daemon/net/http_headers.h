/* Headers in and out, beside the library's own way to write them, which would name the server. */
#ifndef SAMTALE_NET_HTTP_HEADERS_H
#define SAMTALE_NET_HTTP_HEADERS_H

#include <libwebsockets.h>

#include "base/buf.h"
#include "options/http_port.h"

/* Copies a request header; empty when it is missing or longer than size - 1. Borrows out. */
struct view http_header(struct lws *wsi, enum lws_token_indexes token, char *out, size_t size);

/* The same for a header that the library has no name for; a NULL or empty name is one that is missing. */
struct view http_own_header(struct lws *wsi, const char *name, char *out, size_t size);

/* The query as it came; the library keeps its parts one by one, and forgets what stood between. Borrows out; empty when
 * there is none or it does not fit. */
struct view http_query(struct lws *wsi, char *out, size_t size);

/* What is known of an answer beside its content. */
enum http_mark {
	HTTP_MARK_GZIP = 1,      /* the body is packed */
	HTTP_MARK_IMMUTABLE = 2, /* a new content gets a new name */
	HTTP_MARK_TLS = 4,       /* it goes out over our own TLS */
	HTTP_MARK_VARIES = 8,    /* packed or not, as the client takes it */
};

/* Appends the head of an answer, with everything a browser must be told about safety (spec: delivery, section 7). marks
 * are of enum http_mark. */
int http_headers_write(struct buf *out, const struct http_reply *reply, unsigned marks) MUST_CHECK;

#endif
