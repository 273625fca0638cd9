/* The library's context and what hangs on it. */
#include "net/net.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/log.h"
#include "net/http_conn.h"
#include "net/internal.h"
#include "net/library_log.h"
#include "net/listener.h"
#include "net/ws_conn.h"

enum {
	/* Held by every socket for its life. Most messages fit; longer ones come in parts and are put together by us. */
	RX_BYTES = 512,
	SERVICE_BYTES = 16384,
	TX_BYTES = 65536,
	WHEEL_TICK_MS = 100,
	SPARE_DESCRIPTORS = 256,
};

/* Zeros: the library's own pings and hang-ups are a sorted list that costs more with every connection. */
static const lws_retry_bo_t no_validity = {0};

static const struct lws_protocols protocols[] = {
	{.name = "http",
		.callback = http_callback,
		.per_session_data_size = sizeof(struct http_conn),
		.rx_buffer_size = RX_BYTES,
		.tx_packet_size = TX_BYTES},
	{.name = UPGRADE_SUBPROTOCOL,
		.callback = ws_callback,
		.per_session_data_size = sizeof(struct ws_conn),
		.rx_buffer_size = RX_BYTES,
		.tx_packet_size = TX_BYTES},
	{0},
};

static const struct session_io io = {.send = ws_conn_send,
	.waiting = ws_conn_waiting,
	.close = ws_conn_close};

static uint32_t socket_limit(uint32_t configured)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
		return configured;
	}
	rlim_t room = limit.rlim_cur > 2 * SPARE_DESCRIPTORS ? limit.rlim_cur - SPARE_DESCRIPTORS
														 : limit.rlim_cur / 2;
	return room < configured ? (uint32_t)room : configured;
}

/* What the context and every vhost are made with. */
static struct lws_context_creation_info creation_info(struct net *net)
{
	struct lws_context_creation_info info = {0};
	info.port = CONTEXT_PORT_NO_LISTEN_SERVER;
	info.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
		LWS_SERVER_OPTION_DISABLE_IPV6 | LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
	info.options |= net->options.tls ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0;
	info.protocols = protocols;
	info.pt_serv_buf_size = SERVICE_BYTES;
	info.retry_and_idle_policy = &no_validity;
	info.alpn = "http/1.1";
	info.user = net;
	info.gid = (gid_t)-1;
	info.uid = (uid_t)-1;
	return info;
}

static int create_context(struct net *net)
{
	void *loops[1] = {net->loop};
	struct lws_context_creation_info info = creation_info(net);
	library_log_start();
	info.foreign_loops = loops;
	info.pcontext = &net->context;
	net->context = lws_create_context(&info);
	if (net->context == NULL) {
		log_error("the WebSocket library did not start: is its libuv plugin installed?");
		return ERR_SYSTEM;
	}
	info.vhost_name = "plain";
	net->plain = lws_create_vhost(net->context, &info);
	return net->plain != NULL ? 0 : ERR_SYSTEM;
}

/* A vhost with TLS, which becomes that of the listener that is opened next. NULL: the library refuses. */
static struct lws_vhost *create_tls_vhost(struct net *net)
{
	struct lws_context_creation_info info = creation_info(net);
	info.options |= LWS_SERVER_OPTION_CREATE_VHOST_SSL_CTX;
	info.vhost_name = "tls";
	net->ssl_ctx = NULL;
	struct lws_vhost *vhost = lws_create_vhost(net->context, &info);
	/* After the library, which has ideas of its own about preferences and names. */
	struct tls *tls = vhost != NULL && net->ssl_ctx != NULL ? tls_create(net->ssl_ctx) : NULL;
	net->tls[net->listener_count] = tls;
	return tls != NULL ? vhost : NULL;
}

int net_create(void *loop, const struct net_options *options, struct net **ret_net)
{
	struct net *net = calloc(1, sizeof *net);
	if (net == NULL) {
		return ERR_NOMEM;
	}
	net->options = *options;
	net->options.limits.sockets = socket_limit(options->limits.sockets);
	net->loop = loop;
	net->now_ms = clock_mono_ms();
	wheel_init(&net->wheel, net->now_ms, WHEEL_TICK_MS);
	buf_init(&net->scratch, LWS_PRE + LIMIT_FRAME_STAFF);
	net->requests = map_create();
	net->files = files_load(options->web_folder);
	net->packer = packer_create();
	uint8_t *room = NULL;
	int err = buf_reserve(&net->scratch, LWS_PRE + LIMIT_FRAME_STAFF, &room);
	bool is_whole = net->requests != NULL && net->files != NULL && net->packer != NULL;
	err = is_whole ? err : ERR_NOMEM;
	err = err != 0 ? err : create_context(net);
	if (err != 0) {
		net_destroy(net);
		return err;
	}
	*ret_net = net;
	return 0;
}

void net_set_chat(struct net *net, struct chat *chat)
{
	net->chat = chat;
}

void net_set_http(struct net *net, const struct http_port *http)
{
	net->http = http;
}

const struct session_io *net_session_io(void)
{
	return &io;
}

struct http_answer_port net_answer_port(struct net *net)
{
	return (struct http_answer_port){.net = net, .reply = http_conn_on_reply};
}

int net_listen(struct net *net, int fd, const struct listen_options *listen, uint16_t own_port)
{
	if (net->listener_count == NET_LISTENERS_MAX) {
		return ERR_FULL;
	}
	upgrade_add_rules(&net->rules, listen, net->options.demo, own_port);
	struct lws_vhost *vhost = listen_has_tls(listen) ? create_tls_vhost(net) : net->plain;
	struct listener *listener = vhost != NULL ? listener_open(net, vhost, fd) : NULL;
	if (listener == NULL) {
		return ERR_SYSTEM;
	}
	net->listeners[net->listener_count++] = listener;
	return 0;
}

int net_show_certificate(struct net *net, unsigned index, const struct tls_options *tls)
{
	struct tls_identity *identity = NULL;
	struct tls_fault fault;
	assert(index < NET_LISTENERS_MAX && net->tls[index] != NULL);
	int err = tls_identity_create(tls->certificate, tls->key, &identity, &fault);
	return err == 0 ? tls_show(net->tls[index], identity, tls->ticket_keys) : err;
}

void net_stop_listening(struct net *net)
{
	while (net->listener_count > 0) {
		listener_close(net->listeners[--net->listener_count]);
	}
}

void net_tick(struct net *net, uint64_t now_ms)
{
	net->now_ms = now_ms;
	wheel_advance(&net->wheel, now_ms);
	for (unsigned i = 0; i < net->listener_count; i++) {
		listener_resume(net->listeners[i]);
	}
}

size_t net_requests(const struct net *net)
{
	return map_count(net->requests);
}

void net_stop(struct net *net)
{
	if (net != NULL && net->context != NULL) {
		net_stop_listening(net);
		lws_context_destroy(net->context);
	}
}

void net_destroy(struct net *net)
{
	if (net == NULL) {
		return;
	}
	if (net->context != NULL) {
		/* The library's second half, for when its handles are closed; it sets context to NULL when both are done. */
		lws_context_destroy(net->context);
	}
	for (unsigned i = 0; i < NET_LISTENERS_MAX; i++) {
		tls_destroy(net->tls[i]);
	}
	files_destroy(net->files);
	packer_destroy(net->packer);
	map_destroy(net->requests);
	buf_finish(&net->scratch);
	free(net);
}
