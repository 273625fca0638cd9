/* Who has dialled and was not accepted yet. */
#ifndef SAMTALE_NET_NEWCOMER_H
#define SAMTALE_NET_NEWCOMER_H

#include <stdbool.h>

/* Whether the other side of a connection has hung up or reset it, even if there is something to be read before. */
bool newcomer_is_gone(int fd);

#endif
