/* One plain HTTP request at a time on a socket: its body collected, its answer written when it comes. */
#ifndef SAMTALE_NET_HTTP_CONN_H
#define SAMTALE_NET_HTTP_CONN_H

#include "net/internal.h"

struct http_conn {
	struct lws *wsi;
	uint64_t id; /* of the request under way, 0: none */
	bool head;   /* HEAD: no body in the answer */
	bool is_gzip_welcome;
	struct buf path;
	struct buf body;
	struct buf reply;     /* headroom, headers and body, ready to be written */
	size_t reply_headers; /* bytes of the headers in it */
	struct wheel_timer
		timer; /* the rest of the request is due, or the client must have taken the answer */
};

/* Like the library's callbacks: 0 to go on, -1 to close. A request began, for this path. */
int http_conn_begin(struct http_conn *conn, struct lws *wsi, struct view path);
int http_conn_body(struct http_conn *conn, struct view part);
int http_conn_body_done(struct http_conn *conn);
int http_conn_writable(struct http_conn *conn);
void http_conn_gone(struct http_conn *conn);

/* Refuses a handshake with the status and why; returns what the library's callback must return. */
int http_conn_refuse_upgrade(struct lws *wsi, unsigned status, const char *why);

/* The answer of api to a request (struct http_answer_port). */
void http_conn_on_reply(void *context, uint64_t id, const struct http_reply *reply);

#endif
