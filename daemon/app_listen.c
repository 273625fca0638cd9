/* The descriptors lie in one row: a socket for each configured address, then the file of the certificates. */
#include "app_listen.h"

#include "parent/certificates.h"

int app_listen(struct net *net, const struct conf *conf, const struct app_start *start)
{
	int err = 0;
	for (unsigned i = 0; err == 0 && i < conf->listen_count; i++) {
		const struct listen_options *listen = &conf->listen[i];
		uint16_t port = i == 0 ? start->port : listen->port;
		err = net_listen(net, start->first_listener_fd + (int)i, listen, port);
	}
	return err == 0 ? app_show_certificates(net, conf, start) : err;
}

int app_show_certificates(struct net *net, const struct conf *conf, const struct app_start *start)
{
	return certificates_show(start->first_listener_fd + (int)conf->listen_count, conf, net);
}
