/* By which port a listening socket is reached. */
#ifndef SAMTALE_BASE_SOCKET_PORT_H
#define SAMTALE_BASE_SOCKET_PORT_H

#include <stdint.h>

/* fd: a bound socket of IPv4 or IPv6. 0 when it has none. */
uint16_t socket_port(int fd);

#endif
