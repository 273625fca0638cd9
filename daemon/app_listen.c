/* The descriptors lie in one row: a socket for each configured address, then the file of the certificates. */
#include "app_listen.h"

#include <string.h>

#include "base/socket_port.h"
#include "parent/certificates.h"

int app_listen(struct net *net, const struct conf *conf, const struct app_start *start)
{
	int err = 0;
	for (unsigned i = 0; err == 0 && i < conf->listen_count; i++) {
		int fd = start->first_listener_fd + (int)i;
		err = net_listen(net, fd, &conf->listen[i], socket_port(fd));
	}
	return err == 0 ? app_show_certificates(net, conf, start) : err;
}

int app_show_certificates(struct net *net, const struct conf *conf, const struct app_start *start)
{
	return certificates_show(start->first_listener_fd + (int)conf->listen_count, conf, net);
}

int app_create_net(uv_loop_t *loop, const struct conf *conf, struct net **ret_net)
{
	struct net_options options = {
		.web_folder = conf->web_folder,
		.demo = strcmp(conf->profile, "demo") == 0,
		.proxy_name = conf->proxy_login.header,
		.proxy_groups = conf->proxy_login.groups_header,
		.limits = conf->limits,
	};
	for (unsigned i = 0; i < conf->listen_count; i++) {
		options.tls = options.tls || listen_has_tls(&conf->listen[i]);
	}
	return net_create(loop, &options, ret_net);
}
