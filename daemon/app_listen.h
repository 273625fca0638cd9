/* A worker's sockets to listen on, and the certificates it shows there: both handed down by the parent. */
#ifndef SAMTALE_APP_LISTEN_H
#define SAMTALE_APP_LISTEN_H

#include "app.h"
#include "conf/conf.h"
#include "net/net.h"

/* Begins to take connections on all of them. Errors of net_listen and app_show_certificates. */
int app_listen(struct net *net, const struct conf *conf, const struct app_start *start) MUST_CHECK;

/* Shows what is in the parent's file now. Errors of certificates_show; what was shown before stays. */
int app_show_certificates(struct net *net, const struct conf *conf,
	const struct app_start *start) MUST_CHECK;

#endif
