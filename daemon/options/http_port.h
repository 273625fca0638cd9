/* How net hands HTTP requests to api and gets the answers, without either knowing the other. Wired in app. */
#ifndef SAMTALE_OPTIONS_HTTP_PORT_H
#define SAMTALE_OPTIONS_HTTP_PORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Where a request is from, as its browser says (RFC 6454, section 7). */
enum http_origin {
	HTTP_ORIGIN_UNSAID,  /* no browser, or a GET */
	HTTP_ORIGIN_OWN,     /* a page of ours, as for the socket's handshake */
	HTTP_ORIGIN_HIDDEN,  /* "null": a page whose policy keeps it back, ours or not */
	HTTP_ORIGIN_FOREIGN, /* a page of another site */
};

/* What a proxy says of who asks; all of it empty where none is expected. Anybody can write such headers. */
struct http_proxy {
	struct view name, groups, secret;
	bool is_near; /* the connection comes from this machine */
};

/* One request, whole with its body. Everything is borrowed until the call returns; copy what must last longer. */
struct http_request {
	uint64_t id;       /* names it in the answer; never used again */
	bool post;         /* POST, else GET or HEAD */
	struct view path;  /* "/w/oslo", decoded, without the query */
	struct view query; /* "a=b&c=d", not decoded, without the question mark */
	struct view body;
	struct view accept_language;
	struct view host;
	struct view authorization;
	bool tls; /* it came over our own TLS */
	enum http_origin origin;
	struct http_proxy proxy;
};

struct http_reply {
	unsigned status;
	const char *type;       /* media type, static */
	struct view body;       /* borrowed until the call returns */
	uint32_t cache_seconds; /* public cache; 0: no-store */
	uint32_t retry_after;   /* seconds, 0: no such header */
	bool is_public;         /* everybody may read all of it, so it may be packed (net/packer.h) */
	const char *
		sites; /* origins that may show the page in a frame (directory/sites.h); NULL or empty: none */
	bool open;              /* pages of any site may load it, without credentials */
	const char *style_hash; /* SHA-256 in base64 of the one <style> in the body; NULL or "": none */
};

/* Given to api: answers a request, at once or later. A request whose client has gone is silently done. */
struct http_answer_port {
	void *net;
	void (*reply)(void *net, uint64_t id, const struct http_reply *reply);
};

/* Given to net: takes a request. Exactly one reply follows for each. */
struct http_port {
	void *api;
	void (*request)(void *api, const struct http_request *request);
};

#endif
