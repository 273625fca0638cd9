/* One connection to the daemon over libuv, plain or TLS: a WebSocket after its upgrade, or one HTTP request. It knows
 * messages and no frames. */
#ifndef SAMTALE_LOAD_CONN_H
#define SAMTALE_LOAD_CONN_H

#include <netinet/in.h>
#include <uv.h>

#include "tests/load/http.h"
#include "tests/load/tls.h"
#include "tests/load/ws.h"

/* Whom to dial, and from where. Borrowed by its connections. */
struct endpoint {
	uv_loop_t *loop;
	struct sockaddr_in address;
	struct http_place place;
	struct tls_context *tls; /* NULL: plain */
	/* Connections come from so many addresses, in turns: one has only 28,000 ports. The first is 127.0.2.1 + first_source. */
	unsigned sources;
	unsigned first_source;
	unsigned turn;
};

/* What a connection tells. on_closed comes exactly once, last, and not after conn_drop. */
struct conn_events {
	void (*on_open)(void *owner);
	void (*on_message)(void *owner, enum ws_opcode opcode, struct view payload);
	void (*on_answer)(void *owner, const struct http_answer *answer);
	void (*on_closed)(void *owner, unsigned code, const char *why);
};

struct conn;

/* Dials and asks for a WebSocket. NULL: no memory, or no port. Freed by itself behind on_closed or conn_drop. */
struct conn *conn_open(struct endpoint *endpoint, const struct conn_events *events, void *owner);

/* Dials and posts JSON to a path; on_answer, then on_closed. */
struct conn *conn_post(struct endpoint *endpoint, const char *path, const char *json,
	const struct conn_events *events, void *owner);

/* Sends one message on an open WebSocket. An error closes it and is told by on_closed, after this turn. */
void conn_send(struct conn *conn, enum ws_opcode opcode, struct view payload);

/* Closes it with a code; on_closed follows when the other side has done so too. */
void conn_close(struct conn *conn, unsigned code);

/* Ends it with a reset and without a word. A reset leaves no port behind in TIME_WAIT. */
void conn_drop(struct conn *conn);

/* Our port, in the order of the host. */
uint16_t conn_port(const struct conn *conn);

#endif
