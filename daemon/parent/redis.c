/* Finding redis-server, writing its configuration, keeping it running. */
#include "parent/redis.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "parent/child.h"
#include "parent/redis_login.h"
#include "store/library.h"

enum {
	FOLDER_MODE = 0700,
	FILE_MASK = 0077,
	PATH_BYTES = 512,
	BACKOFF_FIRST_MS = 100,
	BACKOFF_LAST_MS = 5000,
	STEADY_MS = 10000,
	ROOM_LOOK_MS = 500,
	MIB = 1024 * 1024
};

/* Debian's redis-tools holds the whole server under other names; it acts by the name it is called by. */
static const char *const programs[] = {"redis-server", "redis-check-rdb", "redis-check-aof"};

static bool find_in_path(const char *name, char *out, size_t size)
{
	const char *path = getenv("PATH");
	for (const char *at = path != NULL ? path : "/usr/bin:/bin"; *at != '\0';) {
		size_t length = strcspn(at, ":");
		int written = snprintf(out, size, "%.*s/%s", (int)length, at, name);
		if (written > 0 && (size_t)written < size && access(out, X_OK) == 0) {
			return true;
		}
		at += length + (at[length] == ':' ? 1 : 0);
	}
	return false;
}

static bool absolute(const char *path, char *out, size_t size)
{
	char *real = realpath(path, NULL);
	int length = real != NULL ? snprintf(out, size, "%s", real) : -1;
	free(real);
	return length > 0 && (size_t)length < size;
}

static int find_program(struct redis *redis)
{
	const char *configured = redis->conf->redis.binary;
	if (configured[0] != '\0') {
		/* Absolute, because Redis is started in another folder. */
		return absolute(configured, redis->program, sizeof redis->program) &&
				access(configured, X_OK) == 0
			? 0
			: ERR_GONE;
	}
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
		if (find_in_path(programs[i], redis->program, sizeof redis->program)) {
			return 0;
		}
	}
	return ERR_GONE;
}

static FILE *create(const char *folder, const char *name)
{
	char path[PATH_BYTES];
	int length = snprintf(path, sizeof path, "%s/%s", folder, name);
	if (length < 0 || (size_t)length >= sizeof path) {
		return NULL;
	}
	mode_t old = umask(FILE_MASK);
	FILE *file = fopen(path, "we");
	umask(old);
	return file;
}

static int finish_file(FILE *file)
{
	int err = ferror(file);
	return fclose(file) == 0 && err == 0 ? 0 : ERR_SYSTEM;
}

/* Paths are relative to the folder Redis changes to: a unix socket's path ends at 108 bytes, ours must not matter. */
static int write_configuration(const char *folder, const struct conf *conf)
{
	FILE *file = create(folder, "redis.conf");
	if (file == NULL) {
		return ERR_SYSTEM;
	}
	fprintf(file,
		"bind 127.0.0.1\nport 0\nunixsocket redis.sock\nunixsocketperm 770\n"
		"aclfile users.acl\ndaemonize no\nsupervised no\nloglevel warning\n"
		"appendonly yes\nappendfsync always\naof-use-rdb-preamble yes\nsave \"\"\n"
		"auto-aof-rewrite-min-size 16mb\n"
		"maxmemory %umb\nmaxmemory-policy noeviction\nlazyfree-lazy-user-del yes\n"
		"crash-log-enabled no\ncrash-memcheck-enabled no\nslowlog-log-slower-than -1\n"
		"latency-monitor-threshold 0\nset-proc-title no\n",
		conf->redis.memory_mib);
	return finish_file(file);
}

static int write_user(FILE *file, const struct conf *conf, enum redis_user user, const char *rights)
{
	struct redis_login login;
	uint8_t hash[IDENT_HASH_LEN];
	char hex[2 * IDENT_HASH_LEN + 1];
	int err = redis_login_read(conf, user, &login);
	if (err != 0) {
		return err;
	}
	ident_hash(login.secret, strlen(login.secret), hash);
	ident_hex(hash, sizeof hash, hex);
	fprintf(file, "user %s on #%s ~* &* %s\n", redis_user_name(user), hex, rights);
	redis_login_finish(&login);
	return 0;
}

/* The list that is tried again by ACL DRYRUN when Redis runs. */
static void worker_rights(char *out, size_t size)
{
	size_t at = (size_t)snprintf(out, size, "-@all");
	for (const char *name = library_commands(); *name != '\0';) {
		size_t length = strcspn(name, "\n");
		if (length > 0 && at + length + 3 < size) {
			at += (size_t)snprintf(out + at, size - at, " +%.*s", (int)length, name);
		}
		name += length + (name[length] == '\n' ? 1 : 0);
	}
}

static int write_users(const char *folder, const struct conf *conf)
{
	char rights[4096];
	FILE *file = create(folder, "users.acl");
	if (file == NULL) {
		return ERR_SYSTEM;
	}
	worker_rights(rights, sizeof rights);
	/* Nobody can be `default`, for it is off. It keeps its rights all the same: Redis 7.0 replays transactions of the
	 * append-only file in its name, and without them throws the data away with a word in the log. */
	fputs("user default off ~* &* +@all\n", file);
	int err = write_user(file, conf, REDIS_LOADER, "+@all");
	err = err == 0 ? write_user(file, conf, REDIS_WORKER, rights) : err;
	int finished = finish_file(file);
	return err == 0 ? finished : err;
}

static void start_again(uv_timer_t *timer);

int redis_prepare(struct redis *redis, uv_loop_t *loop, const struct conf *conf)
{
	char folder[PATH_BYTES];
	*redis = (struct redis){.conf = conf};
	uv_timer_init(loop, &redis->again);
	redis->again.data = redis;
	int err = find_program(redis);
	if (err != 0) {
		return err;
	}
	err = redis_folder(conf, folder, sizeof folder);
	if (err == 0 && mkdir(folder, FOLDER_MODE) != 0 && errno != EEXIST) {
		return ERR_SYSTEM;
	}
	err = err == 0 ? write_configuration(folder, conf) : err;
	return err == 0 ? write_users(folder, conf) : err;
}

int redis_start(struct redis *redis)
{
	char folder[PATH_BYTES];
	char *argv[] = {(char[]){"redis-server"}, (char[]){"redis.conf"}, NULL};
	int err = redis_folder(redis->conf, folder, sizeof folder);
	if (err != 0) {
		return err;
	}
	struct child_start start = {
		.path = redis->program,
		.argv = argv,
		.folder = folder,
		.out = -1,
	};
	redis->started_ms = clock_mono_ms();
	err = child_spawn(&start, &redis->pid);
	if (err == 0) {
		log_info("redis pid=%d program=%s", (int)redis->pid, redis->program);
	}
	return err;
}

static uint64_t backoff_ms(const struct redis *redis)
{
	uint64_t wait = BACKOFF_FIRST_MS;
	for (unsigned i = 1; i < redis->failures && wait < BACKOFF_LAST_MS; i++) {
		wait *= 2;
	}
	return wait < BACKOFF_LAST_MS ? wait : BACKOFF_LAST_MS;
}

/* On a full disk Redis would end again with its first write. */
static bool has_disk(const struct redis *redis)
{
	char folder[PATH_BYTES];
	struct statvfs disk;
	if (redis_folder(redis->conf, folder, sizeof folder) != 0 || statvfs(folder, &disk) != 0) {
		return true;
	}
	uint64_t free_mib = (uint64_t)disk.f_bavail * disk.f_frsize / MIB;
	return free_mib >= redis->conf->redis.spare_mib;
}

static void wait_for_disk(struct redis *redis)
{
	if (!redis->waits_for_disk) {
		log_error("the disk is full: redis is started again when there are %u MiB",
			redis->conf->redis.spare_mib);
	}
	redis->waits_for_disk = true;
	uv_timer_start(&redis->again, start_again, ROOM_LOOK_MS, 0);
}

static void start_again(uv_timer_t *timer)
{
	struct redis *redis = timer->data;
	if (redis->stopping) {
		return;
	}
	if (!has_disk(redis)) {
		wait_for_disk(redis);
		return;
	}
	redis->waits_for_disk = false;
	if (redis_start(redis) != 0) {
		redis->failures++;
		uv_timer_start(timer, start_again, backoff_ms(redis), 0);
	}
}

bool redis_on_child(struct redis *redis, pid_t pid, int status)
{
	if (redis->pid == 0 || pid != redis->pid) {
		return false;
	}
	redis->pid = 0;
	if (redis->stopping) {
		return true;
	}
	bool steady = clock_mono_ms() - redis->started_ms >= STEADY_MS;
	redis->failures = steady ? 1 : redis->failures + 1;
	log_error("redis ended by %s %d: it is started again in %llu ms",
		WIFSIGNALED(status) ? "signal" : "exit",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
		(unsigned long long)backoff_ms(redis));
	uv_timer_start(&redis->again, start_again, backoff_ms(redis), 0);
	return true;
}

void redis_stop(struct redis *redis)
{
	redis->stopping = true;
	uv_timer_stop(&redis->again);
	if (redis->pid > 0) {
		kill(redis->pid, SIGTERM);
	}
}
