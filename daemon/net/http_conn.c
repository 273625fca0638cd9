/* A request's way to api, or to a file, and the answer's way back. */
#include "net/http_conn.h"

#include <string.h>
#include <sys/socket.h>

#include "base/metric.h"
#include "net/http_headers.h"
#include "net/newcomer.h"

enum {
	HEADER_MAX = 512,
	PROXY_GROUPS_MAX = 1024,
	HEAD_MAX = 4096,
	REPLY_MAX = 8 * 1024 * 1024,
	MS_PER_S = 1000,
	LOADER_CACHE_S = 24 * 60 * 60,
	STATUS_BAD_REQUEST = 400,
	STATUS_METHOD = 405,
	STATUS_TOO_LARGE = 413,
	STATUS_MISDIRECTED = 421,
};

/* Puts the whole answer together; it is written when the socket takes it. */
static int set_reply(struct http_conn *conn, const struct http_reply *reply, unsigned marks)
{
	uint8_t *headroom = NULL;
	buf_init(&conn->reply, LWS_PRE + HEAD_MAX + REPLY_MAX);
	int err = buf_reserve(&conn->reply, LWS_PRE, &headroom);
	if (err == 0) {
		conn->reply.len = LWS_PRE;
		marks |= lws_is_ssl(conn->wsi) ? HTTP_MARK_TLS : 0;
		err = http_headers_write(&conn->reply, reply, marks);
	}
	conn->reply_headers = conn->reply.len - LWS_PRE;
	if (err == 0 && !conn->head) {
		err = buf_append(&conn->reply, reply->body.data, reply->body.len);
	}
	if (err != 0) {
		buf_finish(&conn->reply);
		return -1;
	}
	return 0;
}

static void on_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct http_conn *conn =
		(struct http_conn *)((char *)timer - offsetof(struct http_conn, timer));
	(void)now_ms;
	/* A time-out of the library's would be put off by the next byte. */
	shutdown(lws_get_socket_fd(conn->wsi), SHUT_RDWR);
}

/* The library's own patience starts anew with every byte, so that a byte a second would hold a socket for ever. */
static void give_time(struct http_conn *conn, uint32_t seconds)
{
	struct net *net = net_of(conn->wsi);
	conn->timer.fire = on_due;
	wheel_set(&net->wheel, &conn->timer, net->now_ms + (uint64_t)seconds * MS_PER_S);
}

/* Puts it together and asks to be called when the socket takes it. The time to take it goes on when it is written: what
 * the socket does not take lies with the library. */
static int answer(struct http_conn *conn, const struct http_reply *reply, unsigned marks)
{
	int err = set_reply(conn, reply, marks);
	give_time(conn, net_of(conn->wsi)->options.limits.dead_seconds);
	if (err == 0) {
		lws_callback_on_writable(conn->wsi);
	}
	return err;
}

static struct http_reply plain_reply(unsigned status, const char *text)
{
	return (struct http_reply){
		.status = status,
		.type = "text/plain; charset=utf-8",
		.body = view_text(text),
	};
}

static int answer_plain(struct http_conn *conn, unsigned status, const char *text)
{
	struct http_reply reply = plain_reply(status, text);
	return answer(conn, &reply, 0);
}

static bool is_gzip_welcome(struct lws *wsi)
{
	char accept[HEADER_MAX];
	return packer_is_welcome(
		http_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, accept, sizeof accept));
}

static int serve_file(struct http_conn *conn, const struct file *file)
{
	bool gzip = file->gzip.len > 0 && conn->is_gzip_welcome;
	unsigned varies = file->gzip.len > 0 ? HTTP_MARK_VARIES : 0;
	struct http_reply reply = {
		.status = 200,
		.type = file->type,
		.body = gzip ? file->gzip : file->plain,
		.cache_seconds = LOADER_CACHE_S,
		.open = file->open,
	};
	unsigned marks = file->open ? 0 : HTTP_MARK_IMMUTABLE;
	return answer(conn, &reply, marks | varies | (gzip ? HTTP_MARK_GZIP : 0));
}

/* One that is too long for us is somebody else's. */
static enum http_origin origin_of(struct lws *wsi)
{
	char text[UPGRADE_NAME_MAX];
	if (lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) <= 0) {
		return HTTP_ORIGIN_UNSAID;
	}
	struct view origin = http_header(wsi, WSI_TOKEN_ORIGIN, text, sizeof text);
	if (origin.len > 0 && upgrade_origin_is_known(&net_of(wsi)->rules, origin)) {
		return HTTP_ORIGIN_OWN;
	}
	return view_is(origin, "null") ? HTTP_ORIGIN_HIDDEN : HTTP_ORIGIN_FOREIGN;
}

/* The buffers that what a proxy says is copied to. */
struct proxy_texts {
	char name[HEADER_MAX], groups[PROXY_GROUPS_MAX], secret[HEADER_MAX];
};

/* Where the connection comes from is asked here, told as a yes or a no, and kept nowhere. */
static struct http_proxy proxy_of(struct lws *wsi, struct proxy_texts *texts)
{
	const struct net_options *options = &net_of(wsi)->options;
	if (options->proxy_name == NULL || options->proxy_name[0] == '\0') {
		return (struct http_proxy){0};
	}
	return (struct http_proxy){
		.name = http_own_header(wsi, options->proxy_name, texts->name, sizeof texts->name),
		.groups = http_own_header(wsi, options->proxy_groups, texts->groups, sizeof texts->groups),
		.secret = http_own_header(wsi, "samtale-proxy-secret", texts->secret, sizeof texts->secret),
		.is_near = newcomer_is_near(lws_get_socket_fd(wsi)),
	};
}

/* Hands a whole request to api. */
static int ask_api(struct http_conn *conn)
{
	struct net *net = net_of(conn->wsi);
	char query[HEADER_MAX];
	char language[HEADER_MAX];
	char host[HEADER_MAX];
	char authorization[HEADER_MAX];
	struct proxy_texts proxy;
	conn->id = ++net->last_request;
	if (map_put(net->requests, &conn->id, sizeof conn->id, conn) != 0) {
		return -1;
	}
	struct http_request request = {
		.id = conn->id,
		.post = lws_hdr_total_length(conn->wsi, WSI_TOKEN_POST_URI) > 0,
		.path = buf_view(&conn->path),
		.query = http_query(conn->wsi, query, sizeof query),
		.body = buf_view(&conn->body),
		.accept_language =
			http_header(conn->wsi, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE, language, sizeof language),
		.host = http_header(conn->wsi, WSI_TOKEN_HOST, host, sizeof host),
		.authorization = http_header(conn->wsi, WSI_TOKEN_HTTP_AUTHORIZATION, authorization,
			sizeof authorization),
		.tls = lws_is_ssl(conn->wsi),
		.origin = origin_of(conn->wsi),
		.proxy = proxy_of(conn->wsi, &proxy),
	};
	/* The answer may take its time: api bounds it. */
	wheel_cancel(&conn->timer);
	lws_set_timeout(conn->wsi, NO_PENDING_TIMEOUT, 0);
	net->http->request(net->http->api, &request);
	return 0;
}

static void forget(struct http_conn *conn)
{
	if (conn->id != 0) {
		map_take(net_of(conn->wsi)->requests, &conn->id, sizeof conn->id);
		conn->id = 0;
	}
	buf_finish(&conn->path);
	buf_finish(&conn->body);
	buf_finish(&conn->reply);
}

int http_conn_begin(struct http_conn *conn, struct lws *wsi, struct view path)
{
	struct net *net = net_of(wsi);
	char host[HEADER_MAX];
	if (conn->wsi != NULL) {
		forget(conn);
	}
	wheel_cancel(&conn->timer);
	conn->wsi = wsi;
	buf_init(&conn->path, HEADER_MAX);
	buf_init(&conn->body, net->options.limits.http_body_bytes);
	bool post = lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI) > 0;
	bool get = lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) > 0;
	conn->head = lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0;
	conn->is_gzip_welcome = is_gzip_welcome(wsi);
	if (!upgrade_host_is_known(&net->rules, http_header(wsi, WSI_TOKEN_HOST, host, sizeof host))) {
		return answer_plain(conn, STATUS_MISDIRECTED, "Host: not one of this service\n");
	}
	if (!post && !get && !conn->head) {
		return answer_plain(conn, STATUS_METHOD, "GET, HEAD or POST is expected\n");
	}
	if (buf_append(&conn->path, path.data, path.len) != 0) {
		return answer_plain(conn, STATUS_BAD_REQUEST, "the path is too long\n");
	}
	if (post) {
		give_time(conn, net->options.limits.message_seconds);
		return 0;
	}
	const struct file *file = files_find(net->files, path);
	return file != NULL ? serve_file(conn, file) : ask_api(conn);
}

int http_conn_body(struct http_conn *conn, struct view part)
{
	if (conn->reply.len > 0) {
		return 0; /* refused already */
	}
	if (buf_append(&conn->body, part.data, part.len) != 0) {
		return answer_plain(conn, STATUS_TOO_LARGE, "the body is too large\n");
	}
	return 0;
}

int http_conn_body_done(struct http_conn *conn)
{
	return conn->reply.len > 0 ? 0 : ask_api(conn);
}

static int write_reply(struct http_conn *conn)
{
	uint8_t *head = conn->reply.data + LWS_PRE;
	size_t body_len = conn->reply.len - LWS_PRE - conn->reply_headers;
	/* One write for both: HTTP/1.1 has no frames, and the library's headroom is used once. */
	int written = lws_write(conn->wsi, head, conn->reply_headers + body_len, LWS_WRITE_HTTP_FINAL);
	return written < 0 ? -1 : 0;
}

int http_conn_writable(struct http_conn *conn)
{
	if (conn->reply.len == 0) {
		return 0;
	}
	int err = write_reply(conn);
	struct lws *wsi = conn->wsi;
	forget(conn);
	if (err != 0) {
		return -1;
	}
	return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
}

void http_conn_gone(struct http_conn *conn)
{
	if (conn != NULL && conn->wsi != NULL) {
		wheel_cancel(&conn->timer);
		forget(conn);
		conn->wsi = NULL;
	}
}

/* The socket has no connection of ours yet: the library makes it when a request is whole. */
int http_conn_refuse_upgrade(struct lws *wsi, unsigned status, const char *why)
{
	struct http_conn conn = {.wsi = wsi};
	struct http_reply reply = plain_reply(status, why);
	metric_add(METRIC_UPGRADES_REFUSED, 1);
	int err = set_reply(&conn, &reply, 0);
	err = err == 0 ? write_reply(&conn) : err;
	buf_finish(&conn.reply);
	return err == 0 ? 1 : -1;
}

/* Puts the packed body in place of a public one, for a client that takes it; gives the marks of the answer. */
static unsigned pack(struct http_conn *conn, struct http_reply *reply)
{
	struct net *net = net_of(conn->wsi);
	struct view packed;
	if (!reply->is_public) {
		return 0;
	}
	if (!conn->is_gzip_welcome ||
		packer_pack(net->packer, net->now_ms, reply->body, &packed) != 0) {
		return HTTP_MARK_VARIES;
	}
	reply->body = packed;
	return HTTP_MARK_VARIES | HTTP_MARK_GZIP;
}

void http_conn_on_reply(void *context, uint64_t id, const struct http_reply *reply)
{
	struct net *net = context;
	struct http_conn *conn = map_take(net->requests, &id, sizeof id);
	if (conn == NULL) {
		return; /* the client has gone */
	}
	struct http_reply sent = *reply;
	unsigned marks = pack(conn, &sent);
	conn->id = 0;
	if (answer(conn, &sent, marks) != 0) {
		lws_set_timeout(conn->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
	}
}
