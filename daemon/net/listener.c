/* At most a few accepts a turn; when there is no room for another socket, an honest answer and a pause. */
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
#include "net/newcomer.h"

enum {
	ACCEPTS_A_TURN = 8,
	NOT_SENT_BYTES =
		65536, /* of a slow reader's, that the kernel may hold for us; the rest counts as backlog */
	REQUEST_BYTES = 2048,
	/* A client gives a dial 5 s; who has waited for longer than this would hang up in the middle of the handshake. */
	WAITED_MOST_MS = 3000,
};

struct listener {
	uv_poll_t poll;
	struct net *net;
	struct lws_vhost *vhost;
	int fd;
	int spare; /* given up to accept and refuse one connection when descriptors run out */
	bool tls;  /* without it a client may have said everything and closed its side */
	bool paused;
	bool full; /* the last newcomer was refused */
};

/* A browser's socket fails with it and is tried again later; somebody who looks sees the word.
 * Where TLS is spoken it is no answer, only an end. */
static const char no_room[] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"
							  "Content-Length: 0\r\nConnection: close\r\n\r\n";

static void on_readable(uv_poll_t *poll, int status, int events);

static int open_spare(void)
{
	return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* Until the next beat: newcomers without end must not keep those who are here waiting. */
static void pause_listening(struct listener *listener)
{
	listener->paused = true;
	uv_poll_stop(&listener->poll);
}

static void tell_full(struct listener *listener, bool full)
{
	if (full && !listener->full) {
		log_warn("sockets=%u no room for more: newcomers get 503", listener->net->sockets);
	} else if (!full && listener->full) {
		log_info("sockets=%u there is room again", listener->net->sockets);
	}
	listener->full = full;
}

/* What has come is read first: unread, it would make the close a reset, which may overtake the answer. */
static void refuse(struct listener *listener, int fd)
{
	char request[REQUEST_BYTES];
	ssize_t heard = recv(fd, request, sizeof request, MSG_DONTWAIT);
	ssize_t told = send(fd, no_room, sizeof no_room - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
	(void)heard, (void)told; /* it is only politeness */
	close(fd);
	metric_add(METRIC_UPGRADES_REFUSED, 1);
	tell_full(listener, true);
}

/* Without a descriptor the connection would stay in the backlog and wake us for ever: the spare one is for that. */
static void refuse_with_spare(struct listener *listener)
{
	close(listener->spare);
	int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd >= 0) {
		refuse(listener, fd);
	}
	listener->spare = open_spare();
}

static void adopt(const struct listener *listener, int fd)
{
	int on = 1;
	int not_sent = NOT_SENT_BYTES;
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &not_sent, sizeof not_sent);
	if (lws_adopt_socket_vhost(listener->vhost, fd) == NULL) {
		metric_add(METRIC_HANDSHAKES_FAILED, 1);
	}
}

/* One newcomer. False: nobody is left, or it is enough for this turn. */
static bool take_one(struct listener *listener)
{
	struct net *net = listener->net;
	bool full = net->sockets >= net->options.limits.sockets;
	int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0 && (errno == EMFILE || errno == ENFILE)) {
		refuse_with_spare(listener);
		pause_listening(listener);
		return false;
	}
	if (fd < 0) {
		/* Anything but an empty backlog would wake us again at once. */
		if (errno != EAGAIN) {
			pause_listening(listener);
		}
		return false;
	}
	if (listener->tls && (newcomer_is_gone(fd) || newcomer_waited_ms(fd) > WAITED_MOST_MS)) {
		/* When thousands come back at once many have given up before it is their turn, or are about to. A handshake for each
		 * of them would keep those waiting who are still there, until they give up as well. */
		close(fd);
		return true;
	}
	if (full) {
		refuse(listener, fd);
		return true;
	}
	tell_full(listener, false);
	adopt(listener, fd);
	return true;
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
	struct listener *listener = poll->data;
	(void)events;
	for (int i = 0; status == 0 && i < ACCEPTS_A_TURN && take_one(listener); i++) {
	}
	if (listener->full && !listener->paused) {
		pause_listening(listener);
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
	listener->tls = vhost != net->plain;
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
