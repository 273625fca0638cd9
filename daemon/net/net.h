/* The network: sockets, the WebSocket, plain HTTP. It turns bytes into frames and back and knows nothing of what they
 * mean. */
#ifndef SAMTALE_NET_NET_H
#define SAMTALE_NET_NET_H

#include "base/err.h"
#include "chat/chat.h"
#include "options/http_port.h"
#include "options/options.h"

struct net;

/* Makes the network of a worker on the uv_loop_t loop. options are copied, what they point at is borrowed. ERR_SYSTEM:
 * the library could not start, the log says why; ERR_NOMEM. */
int net_create(void *loop, const struct net_options *options, struct net **ret_net) MUST_CHECK;

/* Wires what lies above; both before net_listen. Without chat every WebSocket is refused. */
void net_set_chat(struct net *net, struct chat *chat);
void net_set_http(struct net *net, const struct http_port *http);

/* What chat sends and closes with; borrowed for the life of net. */
const struct session_io *net_session_io(void);
struct http_answer_port net_answer_port(struct net *net);

/* Accepts from a listening socket, which is taken over. listen says whether there is TLS and which Hosts and Origins are
 * let in, own_port what clients reach it by. ERR_SYSTEM, ERR_FULL. */
int net_listen(struct net *net, int fd, const struct listen_options *listen,
	uint16_t own_port) MUST_CHECK;

/* What the listener that was the index-th of net_listen, from 0, shows in handshakes from now on; before the first one it
 * lets nobody in. tls is copied. ERR_SYNTAX: it cannot be used and the one before stays; ERR_SYSTEM, ERR_NOMEM. */
int net_show_certificate(struct net *net, unsigned index, const struct tls_options *tls) MUST_CHECK;

/* No new connections from now on. */
void net_stop_listening(struct net *net);

/* Time goes on: pings, dead peers, messages that do not end. */
void net_tick(struct net *net, uint64_t now_ms);

/* HTTP requests that wait for their answer. */
size_t net_requests(const struct net *net);

/* Closes whatever is left; run the loop until it is dry, then net_destroy. Both take NULL. */
void net_stop(struct net *net);
void net_destroy(struct net *net);

#endif
