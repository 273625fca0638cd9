/* A worker's sockets to listen on, and the certificates it shows there: both handed down by the parent. */
#ifndef SAMTALE_APP_LISTEN_H
#define SAMTALE_APP_LISTEN_H

#include <uv.h>

#include "app.h"
#include "conf/conf.h"
#include "net/net.h"

/* net as it is configured; errors of net_create. */
int app_create_net(uv_loop_t *loop, const struct conf *conf, struct net **ret_net) MUST_CHECK;

/* Begins to take connections on all of them. Errors of net_listen and app_show_certificates. */
int app_listen(struct net *net, const struct conf *conf, const struct app_start *start) MUST_CHECK;

/* Shows what is in the parent's file now. Errors of certificates_show; what was shown before stays. */
int app_show_certificates(struct net *net, const struct conf *conf,
	const struct app_start *start) MUST_CHECK;

#endif
