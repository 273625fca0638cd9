/* Passwords in files, 64 hexadecimal digits each. */
#include "parent/redis_login.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ident.h"

enum { SECRET_MODE = 0600, PATH_BYTES = 512 };

static const char *const names[REDIS_USER_COUNT] = {
	[REDIS_LOADER] = "loader",
	[REDIS_WORKER] = "worker",
};

bool redis_is_embedded(const struct conf *conf)
{
	return strcmp(conf->redis_mode, "embedded") == 0;
}

const char *redis_worker_user(const struct conf *conf)
{
	return redis_is_embedded(conf) ? names[REDIS_WORKER] : "default";
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
	return written == IDENT_TOKEN_HEX - 1 ? 0 : ERR_SYSTEM;
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

static char *read_secret(const char *path)
{
	char *secret = calloc(1, IDENT_TOKEN_HEX);
	int fd = secret != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	ssize_t count = fd >= 0 ? read(fd, secret, IDENT_TOKEN_HEX - 1) : -1;
	if (fd >= 0) {
		close(fd);
	}
	if (count == IDENT_TOKEN_HEX - 1) {
		return secret;
	}
	free(secret);
	return NULL;
}

int redis_login_read(const struct conf *conf, enum redis_user user, struct redis_login *ret_login)
{
	struct redis_login login = {0};
	char path[PATH_BYTES];
	if (!redis_is_embedded(conf)) {
		snprintf(login.socket, sizeof login.socket, "%s", conf->redis_mode);
		*ret_login = login;
		return 0;
	}
	int err = socket_path(conf, login.socket, sizeof login.socket);
	err = err == 0 ? secret_path(conf, user, path, sizeof path) : err;
	if (err != 0) {
		return err;
	}
	login.user = names[user];
	login.secret = read_secret(path);
	if (login.secret == NULL) {
		return ERR_SYSTEM;
	}
	*ret_login = login;
	return 0;
}

void redis_login_finish(struct redis_login *login)
{
	if (login->secret != NULL) {
		ident_cleanse(login->secret, IDENT_TOKEN_HEX);
	}
	free(login->secret);
	*login = (struct redis_login){0};
}
