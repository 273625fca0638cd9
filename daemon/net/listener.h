/* A listening socket of ours: the library only adopts what it has accepted. Its own listeners ignore SO_REUSEPORT and
 * spin when descriptors run out. */
#ifndef SAMTALE_NET_LISTENER_H
#define SAMTALE_NET_LISTENER_H

#include "net/internal.h"

struct listener;

/* Accepts on fd, which is taken over, for the vhost. NULL: errno says why. */
struct listener *listener_open(struct net *net, struct lws_vhost *vhost, int fd);

/* Stops for good; frees itself when the loop has let go. Takes NULL. */
void listener_close(struct listener *listener);

/* The beat: a listener that paused for want of room looks again. */
void listener_resume(struct listener *listener);

#endif
