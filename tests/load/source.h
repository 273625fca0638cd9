/* Sockets that come from addresses of their own: one address has only 28,000 ports to one listener. */
#ifndef SAMTALE_LOAD_SOURCE_H
#define SAMTALE_LOAD_SOURCE_H

/* A TCP socket bound to 127.0.2.1 + index. Its port is chosen when it connects: chosen when it is bound, as usual, it would
 * have to differ from all others of that address, and the search for it takes longer the more there are. -1: errno says
 * why not. */
int source_open(unsigned index);

#endif
