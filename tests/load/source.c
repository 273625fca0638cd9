#include "tests/load/source.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SOURCE_FIRST = 0x7f000201 };

int source_open(unsigned index)
{
	const int on = 1;
	struct sockaddr_in source = {.sin_family = AF_INET};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	source.sin_addr.s_addr = htonl(SOURCE_FIRST + index);
	if (fd >= 0 &&
		(setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on) != 0 ||
			bind(fd, (const struct sockaddr *)&source, sizeof source) != 0)) {
		close(fd);
		return -1;
	}
	return fd;
}
