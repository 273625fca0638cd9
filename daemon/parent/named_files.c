/* Each is opened as it will be when it is wanted, which may be weeks later. */
#include "parent/named_files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "parent/secret_file.h"

enum { KEY_BYTES = 64, LINE_BYTES = 640 };

struct looking {
	const struct conf *conf;
	const char *path;
	void (*problem)(void *context, const char *line);
	void *context;
	int err;
};

static void tell(struct looking *looking, const char *key, const char *what, const char *why)
{
	char line[LINE_BYTES];
	snprintf(line, sizeof line, "%s:%u: %s: expects %s: %s", looking->path,
		conf_line(looking->conf, key), key, what, why);
	looking->problem(looking->context, line);
	looking->err = ERR_SYSTEM;
}

static void look_at_secret(struct looking *looking, const char *key, const char *file)
{
	const char *why = file[0] != '\0' ? secret_file_trouble(file) : NULL;
	if (why != NULL) {
		tell(looking, key, "a file with a password in its first line", why);
	}
}

static void look_at_authorities(struct looking *looking, const char *file)
{
	if (file[0] != '\0' && access(file, R_OK) != 0) {
		tell(looking, "notify.authorities", "a file that can be read", strerror(errno));
	}
}

int named_files_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context)
{
	struct looking looking = {conf, path, problem, context, 0};
	const struct {
		const char *key, *file;
	} secrets[] = {
		{"redis.secret_file", conf->redis.secret_file},
		{"redis.loader_secret_file", conf->redis.loader_secret_file},
		{"redis.sentinel_secret_file", conf->redis.sentinel_secret_file},
		{"notify.secret_file", conf_notify(conf).secret_file},
	};
	for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
		look_at_secret(&looking, secrets[i].key, secrets[i].file);
	}
	look_at_authorities(&looking, conf_notify(conf).authorities);
	for (size_t i = 0; directory_pool_at(conf->directory, i) != NULL; i++) {
		char key[KEY_BYTES];
		snprintf(key, sizeof key, "pools[%zu].alarms.webhook_secret_file", i);
		look_at_secret(&looking, key, conf_alarms(conf, i).webhook_secret_file);
	}
	return looking.err;
}
