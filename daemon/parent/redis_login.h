/* How our processes log in to Redis: the user, its password, and where. The passwords of an embedded Redis are made by the
 * parent at first start and lie in the state folder, readable by its owner only; those of others lie where the
 * configuration says. */
#ifndef SAMTALE_PARENT_REDIS_LOGIN_H
#define SAMTALE_PARENT_REDIS_LOGIN_H

#include <stdbool.h>

#include "base/err.h"
#include "conf/conf.h"

enum redis_user { REDIS_LOADER, REDIS_WORKER, REDIS_USER_COUNT };

/* Users and secrets are NULL where Redis is not ours and asks for none; the secrets are owned. */
struct redis_login {
	char socket[256]; /* of our own, else "" */
	const char *user;
	char *secret;
	const char *sentinel_user;
	char *sentinel_secret;
};

/* The folder of the embedded Redis, relative to the working folder like every path of ours. ERR_RANGE: too long. */
int redis_folder(const struct conf *conf, char *out, size_t size) MUST_CHECK;

/* Makes the passwords that are missing. ERR_SYSTEM with errno. */
int redis_login_make(const struct conf *conf) MUST_CHECK;

/* Reads one. ERR_SYSTEM: a file cannot be read, and the log names it. */
int redis_login_read(const struct conf *conf, enum redis_user user,
	struct redis_login *ret_login) MUST_CHECK;
/* Puts all that the store needs to find Redis into its options, which borrow from both. */
void redis_login_fill(const struct conf *conf, const struct redis_login *login,
	struct store_options *options);
void redis_login_finish(struct redis_login *login);

const char *redis_user_name(enum redis_user user);

/* Do we run Redis ourselves? */
bool redis_is_embedded(const struct conf *conf);

/* The user that workers act as: ours, the configured one, or `default`. */
const char *redis_worker_user(const struct conf *conf);

#endif
