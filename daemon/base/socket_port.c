/* The socket itself knows it, also when the system has chosen. */
#include "base/socket_port.h"

#include <arpa/inet.h>
#include <sys/socket.h>

uint16_t socket_port(int fd)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address = {0};
	socklen_t length = sizeof address;
	if (getsockname(fd, &address.any, &length) != 0) {
		return 0;
	}
	return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}
