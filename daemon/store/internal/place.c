/* Sockets and numeric addresses: nothing here can hold up the loop. */
#include "store/internal/place.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <hiredis/async.h>

/* Of a peer that answers nothing: seconds of silence, between probes, probes; and milliseconds that what
 * was sent may stay unconfirmed. */
enum { IDLE_S = 4, BETWEEN_S = 2, PROBES = 3, UNCONFIRMED_MS = 10000 };

static void set_number(int fd, int level, int name, int value)
{
	/* Refused: the watchdog of the link is slower, but notices it too. */
	(void)setsockopt(fd, level, name, &value, sizeof value);
}

struct redisAsyncContext *place_dial(const struct redis_address *address)
{
	redisAsyncContext *redis = redisAsyncConnect(address->host, address->port);

	if (redis != NULL && redis->err == 0) {
		set_number(redis->c.fd, SOL_SOCKET, SO_KEEPALIVE, 1);
		set_number(redis->c.fd, IPPROTO_TCP, TCP_KEEPIDLE, IDLE_S);
		set_number(redis->c.fd, IPPROTO_TCP, TCP_KEEPINTVL, BETWEEN_S);
		set_number(redis->c.fd, IPPROTO_TCP, TCP_KEEPCNT, PROBES);
		set_number(redis->c.fd, IPPROTO_TCP, TCP_USER_TIMEOUT, UNCONFIRMED_MS);
		set_number(redis->c.fd, IPPROTO_TCP, TCP_NODELAY, 1);
	}
	return redis;
}

static struct redisAsyncContext *connect_there(void *context)
{
	const struct store_options *options = context;

	return options->socket != NULL ? redisAsyncConnectUnix(options->socket)
								   : place_dial(&options->addresses.list[0]);
}

struct place place_of(const struct store_options *options)
{
	return (struct place){
		.connect = connect_there,
		.context = (void *)options,
		.primary_only = options->socket == NULL && !options->any_role,
		.user = options->user,
		.secret = options->secret,
	};
}
