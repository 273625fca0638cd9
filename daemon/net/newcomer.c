#include "net/newcomer.h"

#include <poll.h>

bool newcomer_is_gone(int fd)
{
	struct pollfd look = {.fd = fd, .events = POLLRDHUP};
	return poll(&look, 1, 0) == 1;
}
