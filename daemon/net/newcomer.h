/* Who has dialled and was accepted just now. */
#ifndef SAMTALE_NET_NEWCOMER_H
#define SAMTALE_NET_NEWCOMER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/* Whether the other side of a connection has hung up or reset it, even if there is something to be read before. */
bool newcomer_is_gone(int fd);

/* For how long it has waited: milliseconds since it said something last, or dialled. 0 when the kernel does not tell. */
uint32_t newcomer_waited_ms(int fd);

/* Whether the other end of a connection is on this machine: a loopback address, or a unix socket. */
bool newcomer_is_near(int fd);
bool newcomer_address_is_near(const struct sockaddr *address);

#endif
