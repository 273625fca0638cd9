#include "net/newcomer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

bool newcomer_is_gone(int fd)
{
	struct pollfd look = {.fd = fd, .events = POLLRDHUP};
	return poll(&look, 1, 0) == 1;
}

uint32_t newcomer_waited_ms(int fd)
{
	struct tcp_info info = {0};
	socklen_t size = sizeof info;
	return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_last_data_recv : 0;
}
