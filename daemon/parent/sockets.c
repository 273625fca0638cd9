/* bind and listen, once a slot. */
#include "parent/sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/socket_port.h"

enum {
	/* Of a worker. A client gives a dial a few seconds: in a longer line those at its head would have given up when it is
	 * their turn. Who finds the line full is asked by the kernel to knock again in a second. */
	BACKLOG = 512,
	PORT_TEXT = 8,
};

static struct addrinfo *address_of(const struct listen_options *listen, uint16_t port)
{
	struct addrinfo hints = {
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
	};
	struct addrinfo *address = NULL;
	char text[PORT_TEXT];
	snprintf(text, sizeof text, "%u", port);
	if (getaddrinfo(listen->host, text, &hints, &address) != 0) {
		errno = EADDRNOTAVAIL;
		return NULL;
	}
	return address;
}

static int set_options(int fd, int family)
{
	int on = 1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
		return ERR_SYSTEM;
	}
	if (family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0) {
		return ERR_SYSTEM;
	}
	return 0;
}

/* A first look without SO_REUSEPORT: with it, a stranger's port would be shared in silence. */
static int probe(const struct addrinfo *address)
{
	int on = 1;
	int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int err = fd >= 0 ? setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) : -1;
	err = err == 0 ? bind(fd, address->ai_addr, address->ai_addrlen) : err;
	int saved = errno;
	if (fd >= 0) {
		close(fd);
	}
	errno = saved;
	return err == 0 ? 0 : ERR_SYSTEM;
}

static int open_one(const struct listen_options *listen_on, uint16_t port, bool first)
{
	struct addrinfo *address = address_of(listen_on, port);
	if (address == NULL) {
		return -1;
	}
	int fd = -1;
	if (!first || port == 0 || probe(address) == 0) {
		fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	}
	if (fd >= 0 &&
		(set_options(fd, address->ai_family) != 0 ||
			bind(fd, address->ai_addr, address->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0)) {
		int saved = errno;
		close(fd);
		errno = saved;
		fd = -1;
	}
	freeaddrinfo(address);
	return fd;
}

int sockets_open(const struct conf *conf, struct sockets *ret_sockets, unsigned *ret_failed)
{
	struct sockets sockets = {.workers = conf->workers, .listens = conf->listen_count};
	for (unsigned i = 0; i < SOCKETS_WORKERS_MAX * CONF_LISTEN_MAX; i++) {
		sockets.fds[i / CONF_LISTEN_MAX][i % CONF_LISTEN_MAX] = -1;
	}
	for (unsigned l = 0; l < sockets.listens; l++) {
		uint16_t port = conf->listen[l].port;
		for (unsigned w = 0; w < sockets.workers; w++) {
			int fd = open_one(&conf->listen[l], port, w == 0);
			if (fd < 0) {
				int saved = errno;
				sockets_close(&sockets);
				errno = saved;
				*ret_failed = l;
				return ERR_SYSTEM;
			}
			sockets.fds[w][l] = fd;
			port = socket_port(fd);
		}
		sockets.ports[l] = port;
	}
	*ret_sockets = sockets;
	return 0;
}

int sockets_open_admin(const struct conf *conf)
{
	return open_one(&conf->admin, conf->admin.port, true);
}

void sockets_close(struct sockets *sockets)
{
	for (unsigned w = 0; w < sockets->workers; w++) {
		for (unsigned l = 0; l < sockets->listens; l++) {
			if (sockets->fds[w][l] >= 0) {
				close(sockets->fds[w][l]);
				sockets->fds[w][l] = -1;
			}
		}
	}
}
