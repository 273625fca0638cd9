/* At most a few accepts a turn; a pause when there is no room for another socket. */
#include "net/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/metric.h"

enum { ACCEPTS_A_TURN = 8 };

struct listener {
	uv_poll_t poll;
	struct net *net;
	struct lws_vhost *vhost;
	int fd;
	int spare; /* given up to accept and close one connection when descriptors run out */
	bool paused;
};

static void on_readable(uv_poll_t *poll, int status, int events);

static int open_spare(void)
{
	return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void pause_listening(struct listener *listener)
{
	listener->paused = true;
	uv_poll_stop(&listener->poll);
	log_warn("sockets=%u no room for more: the listener pauses", listener->net->sockets);
}

/* Without a descriptor the connection would stay in the backlog and wake us for ever: it is taken and closed. */
static void turn_away(struct listener *listener)
{
	close(listener->spare);
	int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0) {
		close(fd);
	}
	listener->spare = open_spare();
	pause_listening(listener);
}

static void adopt(const struct listener *listener, int fd)
{
	struct net *net = listener->net;
	int on = 1;
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	net->sockets++;
	metric_set(METRIC_SOCKETS, net->sockets);
	if (lws_adopt_socket_vhost(listener->vhost, fd) == NULL) {
		metric_add(METRIC_HANDSHAKES_FAILED, 1);
	}
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
	struct listener *listener = poll->data;
	(void)events;
	for (int i = 0; status == 0 && i < ACCEPTS_A_TURN; i++) {
		if (listener->net->sockets >= listener->net->options.limits.sockets) {
			pause_listening(listener);
			return;
		}
		int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd < 0 && (errno == EMFILE || errno == ENFILE)) {
			turn_away(listener);
			return;
		}
		if (fd < 0) {
			return;
		}
		adopt(listener, fd);
	}
}

struct listener *listener_open(struct net *net, struct lws_vhost *vhost, int fd)
{
	struct listener *listener = calloc(1, sizeof *listener);
	if (listener == NULL) {
		return NULL;
	}
	listener->net = net;
	listener->vhost = vhost;
	listener->fd = fd;
	listener->spare = open_spare();
	if (uv_poll_init(net->loop, &listener->poll, fd) != 0) {
		close(listener->spare);
		free(listener);
		return NULL;
	}
	listener->poll.data = listener;
	uv_poll_start(&listener->poll, UV_READABLE, on_readable);
	return listener;
}

static void on_closed(uv_handle_t *handle)
{
	struct listener *listener = handle->data;
	close(listener->fd);
	close(listener->spare);
	free(listener);
}

void listener_close(struct listener *listener)
{
	if (listener != NULL) {
		uv_close((uv_handle_t *)&listener->poll, on_closed);
	}
}

void listener_resume(struct listener *listener)
{
	if (listener->paused) {
		listener->paused = false;
		uv_poll_start(&listener->poll, UV_READABLE, on_readable);
	}
}
