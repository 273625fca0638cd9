/* Passwords in files: our own Redis' are 64 hexadecimal digits each, those of others whatever they chose. */
#include "parent/redis_login.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ident.h"
#include "base/log.h"
#include "parent/secret_file.h"

enum { SECRET_MODE = 0600, PATH_BYTES = 512 };

static const char *const names[REDIS_USER_COUNT] = {
	[REDIS_LOADER] = "loader",
	[REDIS_WORKER] = "worker",
};

bool redis_is_embedded(const struct conf *conf)
{
	return conf->redis.embedded;
}

const char *redis_worker_user(const struct conf *conf)
{
	const char *user = conf->redis.user[0] != '\0' ? conf->redis.user : "default";
	return redis_is_embedded(conf) ? names[REDIS_WORKER] : user;
}

const char *redis_user_name(enum redis_user user)
{
	return names[user];
}

int redis_folder(const struct conf *conf, char *out, size_t size)
{
	int length = snprintf(out, size, "%s/redis", conf->state_folder);
	return length < 0 || (size_t)length >= size ? ERR_RANGE : 0;
}

static int socket_path(const struct conf *conf, char *out, size_t size)
{
	int length = snprintf(out, size, "%s/redis/redis.sock", conf->state_folder);
	return length < 0 || (size_t)length >= size ? ERR_RANGE : 0;
}

static int secret_path(const struct conf *conf, enum redis_user user, char *out, size_t size)
{
	int length = snprintf(out, size, "%s/redis-%s.secret", conf->state_folder, names[user]);
	return length < 0 || (size_t)length >= size ? ERR_RANGE : 0;
}

static int write_secret(const char *path)
{
	uint8_t random[IDENT_TOKEN_LEN];
	char hex[IDENT_TOKEN_HEX];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, SECRET_MODE);
	if (fd < 0) {
		return errno == EEXIST ? 0 : ERR_SYSTEM;
	}
	ident_random(random, sizeof random);
	ident_hex(random, sizeof random, hex);
	ssize_t written = write(fd, hex, IDENT_TOKEN_HEX - 1);
	close(fd);
	ident_cleanse(random, sizeof random);
	ident_cleanse(hex, sizeof hex);
	if (written == IDENT_TOKEN_HEX - 1) {
		return 0;
	}
	int problem = errno;
	unlink(path); /* the next start would take half a password for a whole one */
	errno = problem;
	return ERR_SYSTEM;
}

int redis_login_make(const struct conf *conf)
{
	for (int user = 0; redis_is_embedded(conf) && user < REDIS_USER_COUNT; user++) {
		char path[PATH_BYTES];
		int err = secret_path(conf, (enum redis_user)user, path, sizeof path);
		err = err == 0 ? write_secret(path) : err;
		if (err != 0) {
			return err;
		}
	}
	return 0;
}

static const char *or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static int read_external(const struct conf_redis *redis, enum redis_user user,
	struct redis_login *login)
{
	bool own = user == REDIS_LOADER &&
		(redis->loader_user[0] != '\0' || redis->loader_secret_file[0] != '\0');
	login->user = or_null(own ? redis->loader_user : redis->user);
	login->sentinel_user = or_null(redis->sentinel_user);
	int err =
		secret_file_read(own ? redis->loader_secret_file : redis->secret_file, &login->secret);
	return err != 0 ? err : secret_file_read(redis->sentinel_secret_file, &login->sentinel_secret);
}

static int read_own(const struct conf *conf, enum redis_user user, struct redis_login *login)
{
	char path[PATH_BYTES];
	int err = socket_path(conf, login->socket, sizeof login->socket);
	err = err == 0 ? secret_path(conf, user, path, sizeof path) : err;
	login->user = names[user];
	return err == 0 ? secret_file_read(path, &login->secret) : err;
}

int redis_login_read(const struct conf *conf, enum redis_user user, struct redis_login *ret_login)
{
	struct redis_login login = {0};
	int err = redis_is_embedded(conf) ? read_own(conf, user, &login)
									  : read_external(&conf->redis, user, &login);
	if (err != 0) {
		redis_login_finish(&login);
		return err;
	}
	*ret_login = login;
	return 0;
}

void redis_login_fill(const struct conf *conf, const struct redis_login *login,
	struct store_options *options)
{
	options->socket = login->socket[0] != '\0' ? login->socket : conf->redis.socket;
	options->addresses = conf->redis.addresses;
	options->user = login->user;
	options->secret = login->secret;
	options->sentinel_user = login->sentinel_user;
	options->sentinel_secret = login->sentinel_secret;
	options->durability = conf->durability;
}

static void forget(char *secret)
{
	if (secret != NULL) {
		ident_cleanse(secret, SECRET_FILE_MAX);
	}
	free(secret);
}

void redis_login_finish(struct redis_login *login)
{
	forget(login->secret);
	forget(login->sentinel_secret);
	*login = (struct redis_login){0};
}
