/* The listening sockets: one a worker slot and address, with SO_REUSEPORT, held by the parent so that a worker that is
 * started again finds its backlog. */
#ifndef SAMTALE_PARENT_SOCKETS_H
#define SAMTALE_PARENT_SOCKETS_H

#include "base/err.h"
#include "conf/conf.h"

enum { SOCKETS_WORKERS_MAX = 64 };

struct sockets {
	int fds[SOCKETS_WORKERS_MAX][CONF_LISTEN_MAX]; /* -1: none */
	unsigned workers, listens;
	uint16_t ports[CONF_LISTEN_MAX]; /* as bound */
};

/* Binds everything. ERR_SYSTEM: errno says why, *ret_failed which address it was. */
int sockets_open(const struct conf *conf, struct sockets *ret_sockets,
	unsigned *ret_failed) MUST_CHECK;

/* Binds where monitoring asks; the parent's own. -1: errno says why. */
int sockets_open_admin(const struct conf *conf);

void sockets_close(struct sockets *sockets);

#endif
