/* Which process holds the other end of a connection on this machine, as /proc tells it: the kernel spreads connections
 * over the workers, and some scenarios must know where they are. Slow; for a hundred connections, not for thousands. */
#ifndef SAMTALE_LOAD_WHOSE_H
#define SAMTALE_LOAD_WHOSE_H

#include <stdint.h>

/* The one of pids (ended by 0) that holds the connection from client_port to server_port; 0: none of them. */
int whose(const int *pids, uint16_t server_port, uint16_t client_port);

#endif
