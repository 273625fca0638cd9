/* One upgraded socket: messages put together and decoded, pings, and how it closes. */
#ifndef SAMTALE_NET_WS_CONN_H
#define SAMTALE_NET_WS_CONN_H

#include "net/internal.h"
#include "net/ws_outbox.h"

struct ws_conn {
	struct net *net;
	struct lws *wsi;
	struct session *session;
	struct buf message;       /* what has come of the message so far */
	unsigned fragments;       /* of that message */
	uint64_t began_ms;        /* when it began; 0: none is under way */
	uint64_t heard_ms;        /* when anything came last */
	struct wheel_timer timer; /* the next ping; while closing, the end of patience */
	struct ws_outbox outbox;
	bool ping_due;
	bool closing;
	bool said_goodbye;  /* our close frame is out */
	enum ending ending; /* why, once it is known */
	const char *why;
};

/* The socket is upgraded. Returns -1 when it must close at once, else 0, like the two below. */
int ws_conn_open(struct ws_conn *conn, struct net *net, struct lws *wsi);

/* Bytes came; first and final of a message as the library says. */
int ws_conn_receive(struct ws_conn *conn, const void *data, size_t len);

/* The socket takes more. */
int ws_conn_writable(struct ws_conn *conn);

/* Anything came, a pong too. */
void ws_conn_heard(struct ws_conn *conn);

/* The client closes, with this code; 0: none was given. */
int ws_conn_peer_closes(struct ws_conn *conn, unsigned code);

/* The socket is gone. */
void ws_conn_closed(struct ws_conn *conn);

/* Chat's three calls (struct session_io); context is the ws_conn. */
void ws_conn_send(void *context, const struct frame *frame);
size_t ws_conn_waiting(const void *context);
void ws_conn_close(void *context, enum ending ending, const char *why);

#endif
