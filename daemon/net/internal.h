/* What the files of net share and nobody else sees. */
#ifndef SAMTALE_NET_INTERNAL_H
#define SAMTALE_NET_INTERNAL_H

#include <libwebsockets.h>
#include <uv.h>

#include "base/map.h"
#include "base/wheel.h"
#include "net/files.h"
#include "net/net.h"
#include "net/packer.h"
#include "net/tls.h"
#include "net/upgrade.h"

enum { NET_LISTENERS_MAX = 4 };

struct net {
	struct net_options options;
	uv_loop_t *loop;
	struct lws_context *context;
	struct lws_vhost *plain; /* of the listeners without TLS */
	struct chat *chat;
	const struct http_port *http;
	struct map *requests; /* by id: struct http_conn */
	uint64_t last_request;
	struct files *files;
	struct packer *packer;
	struct upgrade_rules rules;
	struct wheel wheel;
	uint64_t now_ms;
	struct buf scratch;                 /* one frame, with room in front for the library's header */
	struct tls *tls[NET_LISTENERS_MAX]; /* of the listener with that number, NULL: plain */
	void *ssl_ctx;                      /* of the vhost that was made last */
	struct listener *listeners[NET_LISTENERS_MAX];
	unsigned listener_count;
	unsigned sockets;
};

/* The net behind any of the library's sockets. */
static inline struct net *net_of(struct lws *wsi)
{
	return lws_context_user(lws_get_context(wsi));
}

/* The library's callbacks: doors of a few lines (ws_callback.c, http_callback.c). */
int ws_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
	size_t len);
int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
	size_t len);

#endif
