/* Each step says in words what stood in its way, and which exit code that is. */
#include "parent/opening.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/log.h"
#include "parent/redis_login.h"

enum { KEY_BYTES = 16 };

int opening_folder(const struct conf *conf, struct state_folder *folder)
{
	int err = state_folder_open(folder, conf->state_folder);
	if (err == ERR_MOMENT) {
		log_error("state folder %s is in use by another samtaled", conf->state_folder);
		return EX_CANTCREAT;
	}
	if (err != 0) {
		log_error("state folder %s cannot be written: %s", conf->state_folder, strerror(errno));
		return EX_CANTCREAT;
	}
	if (redis_login_make(conf) != 0) {
		log_error("state folder %s: the passwords of Redis cannot be written: %s",
			conf->state_folder, strerror(errno));
		return EX_CANTCREAT;
	}
	return EX_OK;
}

int opening_certificates(const struct conf *conf, struct certificates *certificates)
{
	int err = certificates_open(certificates, conf);
	if (err == ERR_SYSTEM) {
		log_error("no memory to hold certificates: %s", strerror(errno));
		return EX_OSERR;
	}
	return err == 0 ? EX_OK : EX_CONFIG; /* it has said which, and why */
}

int opening_sealing(const struct conf *conf, struct sealing *sealing)
{
	if (sealing_open(sealing, conf) != 0) {
		log_error("no memory or sockets for the papers of the seal: %s", strerror(errno));
		return EX_OSERR;
	}
	return EX_OK;
}

/* more: what else than the key chooses the port. */
static int tell_bound(const struct listen_options *listen, const char *key, const char *more)
{
	if (errno == EADDRINUSE) {
		log_error("port %u on %s is in use: stop what listens there, or choose another with "
				  "%s.port%s",
			listen->port, listen->host, key, more);
	} else {
		log_error("%s.%s: cannot listen on %s port %u: %s", key, errno == EACCES ? "port" : "host",
			listen->host, listen->port, strerror(errno));
	}
	return EX_UNAVAILABLE;
}

int opening_sockets(const struct conf *conf, struct sockets *sockets)
{
	unsigned failed = 0;
	if (sockets_open(conf, sockets, &failed) == 0) {
		return EX_OK;
	}
	int problem = errno;
	char key[KEY_BYTES];
	snprintf(key, sizeof key, "listen[%u]", failed);
	errno = problem;
	return tell_bound(&conf->listen[failed], key, failed == 0 ? " or --port" : "");
}

int opening_admin(const struct conf *conf, int *ret_fd)
{
	*ret_fd = -1;
	if (conf->admin.host[0] == '\0') {
		return EX_OK;
	}
	*ret_fd = sockets_open_admin(conf);
	return *ret_fd >= 0 ? EX_OK : tell_bound(&conf->admin, "admin", "");
}

int opening_redis(const struct conf *conf, uv_loop_t *loop, struct redis *redis)
{
	if (!redis_is_embedded(conf)) {
		return EX_OK;
	}
	int err = redis_prepare(redis, loop, conf);
	if (err == ERR_GONE) {
		log_error("no redis-server found%s%s: install Debian's redis-tools, or set redis.binary",
			conf->redis.binary[0] != '\0' ? " at " : "", conf->redis.binary);
		return EX_UNAVAILABLE;
	}
	if (err != 0) {
		log_error("the files of Redis cannot be written in %s: %s", conf->state_folder,
			strerror(errno));
		return EX_CANTCREAT;
	}
	if (redis_start(redis) != 0) {
		log_error("redis-server cannot be started: %s", strerror(errno));
		return EX_UNAVAILABLE;
	}
	return EX_OK;
}
