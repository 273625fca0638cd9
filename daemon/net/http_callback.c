/* The library's door for sockets that are not upgraded (yet). */
#include "base/metric.h"
#include "net/http_conn.h"
#include "net/http_headers.h"

enum { PATH_BYTES = 256, NAME_BYTES = 256, STATUS_NOT_FOUND = 404 };

/* Checks the handshake of a socket that wants to become a WebSocket. */
static int confirm_upgrade(struct lws *wsi)
{
	char path[PATH_BYTES], host[NAME_BYTES], origin[NAME_BYTES];
	char version[NAME_BYTES], key[NAME_BYTES], protocols[NAME_BYTES];
	struct upgrade_request request = {
		.path = http_header(wsi, WSI_TOKEN_GET_URI, path, sizeof path),
		.host = http_header(wsi, WSI_TOKEN_HOST, host, sizeof host),
		.origin = http_header(wsi, WSI_TOKEN_ORIGIN, origin, sizeof origin),
		.version = http_header(wsi, WSI_TOKEN_VERSION, version, sizeof version),
		.key = http_header(wsi, WSI_TOKEN_KEY, key, sizeof key),
		.protocols = http_header(wsi, WSI_TOKEN_PROTOCOL, protocols, sizeof protocols),
	};
	if (net_of(wsi)->chat == NULL) {
		return http_conn_refuse_upgrade(wsi, STATUS_NOT_FOUND, "there is no socket here");
	}
	const char *why = NULL;
	unsigned status = upgrade_check(&net_of(wsi)->rules, &request, &why);
	return status == 0 ? 0 : http_conn_refuse_upgrade(wsi, status, why);
}

/* The library owns it from here: each is counted once, for one that fails half-way is destroyed without ever being told. */
static int count_socket(struct lws *wsi)
{
	struct net *net = net_of(wsi);
	lws_set_opaque_user_data(wsi, net);
	metric_set(METRIC_SOCKETS, ++net->sockets);
	return 0;
}

static int uncount_socket(struct lws *wsi)
{
	struct net *net = lws_get_opaque_user_data(wsi);
	if (net != NULL) {
		metric_set(METRIC_SOCKETS, --net->sockets);
	}
	return 0;
}

int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
	size_t len)
{
	struct http_conn *conn = user;
	switch (reason) {
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE: return confirm_upgrade(wsi);
	case LWS_CALLBACK_HTTP: return http_conn_begin(conn, wsi, (struct view){in, len});
	case LWS_CALLBACK_HTTP_BODY: return http_conn_body(conn, (struct view){in, len});
	case LWS_CALLBACK_HTTP_BODY_COMPLETION: return http_conn_body_done(conn);
	case LWS_CALLBACK_HTTP_WRITEABLE: return http_conn_writable(conn);
	case LWS_CALLBACK_CLOSED_HTTP:
	case LWS_CALLBACK_HTTP_DROP_PROTOCOL: http_conn_gone(conn); return 0;
	case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS: net_of(wsi)->ssl_ctx = user; return 0;
	case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED: return count_socket(wsi);
	case LWS_CALLBACK_WSI_DESTROY: return uncount_socket(wsi);
	default: return lws_callback_http_dummy(wsi, reason, user, in, len);
	}
}
