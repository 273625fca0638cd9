/* The library's door for upgraded sockets. */
#include "net/ws_conn.h"

int ws_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	struct ws_conn *conn = user;
	switch (reason) {
	case LWS_CALLBACK_ESTABLISHED: return ws_conn_open(conn, net_of(wsi), wsi);
	case LWS_CALLBACK_RECEIVE: return ws_conn_receive(conn, in, len);
	case LWS_CALLBACK_RECEIVE_PONG: ws_conn_heard(conn); return 0;
	case LWS_CALLBACK_SERVER_WRITEABLE: return ws_conn_writable(conn);
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: {
		const uint8_t *code = in;
		return ws_conn_peer_closes(conn, len >= 2 ? (unsigned)code[0] << 8 | code[1] : 0);
	}
	case LWS_CALLBACK_CLOSED: ws_conn_closed(conn); return 0;
	default: return lws_callback_http_dummy(wsi, reason, user, in, len);
	}
}
