/* Checks what stands at the top of the configuration and in its small parts. Pools are in
 * check_pools.c. */
#include "conf/check.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "conf/redis_mode.h"

enum { KEY_MAX = 160 };

void check_tell(struct check *check, const char *key, const char *format, ...)
{
	char what[400];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	problem_at(check->problems, check->file, locate_line(check->locate, key), key, "%s", what);
}

static void check_folder(struct check *check, const char *key, const char *path)
{
	if (!folder_is_there(path)) {
		check_tell(check, key, "expects a folder that is there, not %s", path);
	}
}

static bool is_address(const char *host)
{
	unsigned char address[16];
	return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

/* "https://name" or "https://name:port", as a browser writes it. */
static bool is_origin(const char *origin)
{
	const char *name = strstr(origin, "://");
	bool scheme = strncmp(origin, "https://", 8) == 0 || strncmp(origin, "http://", 7) == 0;
	return scheme && name[3] != '\0' &&
		name[3 + strcspn(name + 3, "/ ?#@ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

static bool is_host(const char *host)
{
	return *host != '\0' && host[strcspn(host, "/ ?#@")] == '\0';
}

/* A path that may have been left out. */
static bool is_named(const char *path)
{
	return path && *path != '\0';
}

static void check_listen(struct check *check, unsigned index)
{
	const struct raw_LISTEN *listen = &check->raw->listen[index];
	char key[KEY_MAX];
	if (!is_address(listen->host)) {
		snprintf(key, sizeof(key), "listen[%u].host", index);
		check_tell(check, key, "expects a numeric address, not %s", listen->host);
	}
	if (is_named(listen->certificate) != is_named(listen->key)) {
		const char *lacking = is_named(listen->key) ? "certificate" : "key";
		snprintf(key, sizeof(key), "listen[%u].%s", index, lacking);
		check_tell(check, key, "expects a file: a certificate and its key go together");
	}
	for (unsigned i = 0; i < listen->origins_count; i++) {
		if (!is_origin(listen->origins[i])) {
			snprintf(key, sizeof(key), "listen[%u].origins[%u]", index, i);
			check_tell(check, key,
				"expects an origin such as https://samtale.example, without a path");
		}
	}
	for (unsigned i = 0; i < listen->hosts_count; i++) {
		if (!is_host(listen->hosts[i])) {
			snprintf(key, sizeof(key), "listen[%u].hosts[%u]", index, i);
			check_tell(check, key, "expects a host such as samtale.example, without a path");
		}
	}
	for (unsigned i = 0; i < index; i++) {
		const struct raw_LISTEN *other = &check->raw->listen[i];
		bool same = other->port != 0 && other->port == listen->port &&
			strcmp(other->host, listen->host) == 0;
		if (same) {
			snprintf(key, sizeof(key), "listen[%u].port", index);
			check_tell(check, key, "expects another port: listen[%u] has this address", i);
		}
	}
}

static void check_admin(struct check *check)
{
	const struct raw_ADMIN *admin = &check->raw->admin;
	if (is_named(admin->host) && !is_address(admin->host)) {
		check_tell(check, "admin.host", "expects a numeric address or nothing, not %s",
			admin->host);
	}
}

static void check_durability(struct check *check, const struct raw_REDIS *redis)
{
	bool fsync = strcmp(redis->durability, "fsync") == 0;
	bool replicated =
		strcmp(redis->durability, "replica") == 0 || strcmp(redis->durability, "memory") == 0;
	if (!fsync && !replicated) {
		check_tell(check, "redis.durability", "expects fsync, replica or memory, not %s",
			redis->durability);
	} else if (replicated && strcmp(redis->mode, "embedded") == 0) {
		check_tell(check, "redis.durability", "expects fsync where Redis is embedded: it is alone");
	} else if (replicated != (redis->replicas > 0)) {
		check_tell(check, "redis.replicas", "expects %s with durability: %s",
			fsync ? "0" : "at least 1", redis->durability);
	}
}

/* Whoever has a name has a password in a file, and has both only where somebody asks for them. */
static void check_users(struct check *check, const struct raw_REDIS *redis, bool by_sentinel)
{
	bool embedded = strcmp(redis->mode, "embedded") == 0;
	const struct {
		const char *user, *file;
		const char *key;
		bool asked;
	} rows[] = {
		{redis->user, redis->secret_file, "redis.user", !embedded},
		{redis->loader_user, redis->loader_secret_file, "redis.loader_user", !embedded},
		{redis->sentinel_user, redis->sentinel_secret_file, "redis.sentinel_user", by_sentinel},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool user = rows[i].user != NULL && rows[i].user[0] != '\0';
		bool file = rows[i].file != NULL && rows[i].file[0] != '\0';
		if ((user || file) && !rows[i].asked) {
			check_tell(check, rows[i].key, "expects nothing with this redis.mode");
		} else if (user && !file) {
			check_tell(check, rows[i].key, "expects its password in the file beside it");
		}
	}
}

static void check_redis(struct check *check)
{
	const struct raw_REDIS *redis = &check->raw->redis;
	struct conf_redis where;
	char why[REDIS_MODE_WHY];
	if (redis_mode_parse(redis->mode, &where, why) != 0) {
		check_tell(check, "redis.mode", "%s", why);
		return;
	}
	bool by_sentinel = where.addresses.master[0] != '\0';
	check_durability(check, redis);
	check_users(check, redis, by_sentinel);
	if (by_sentinel && strcmp(redis->durability, "fsync") == 0) {
		check_tell(check, "redis.durability",
			"expects replica or memory with Sentinel: a promoted replica may lack what is on "
			"another disk");
	}
}

/* Times that only make sense in one order. */
static void check_times(struct check *check)
{
	const struct raw_LIMITS *limits = &check->raw->limits;
	const struct raw_TIMERS *timers = &check->raw->timers;
	const struct raw_PERIODS *periods = &check->raw->periods;
	const struct {
		bool good;
		const char *key, *expects;
	} rows[] = {
		{limits->dead_seconds > 2 * limits->ping_seconds, "limits.dead_seconds",
			"more than twice ping_seconds"},
		{timers->staff_choose_seconds > timers->staff_told_seconds, "timers.staff_choose_seconds",
			"more than staff_told_seconds"},
		{timers->staff_lost_seconds > timers->staff_choose_seconds, "timers.staff_lost_seconds",
			"more than staff_choose_seconds"},
		{timers->park_seconds < timers->grace_room_seconds, "timers.park_seconds",
			"less than grace_room_seconds"},
		{timers->boost_urgent_seconds >= timers->boost_raised_seconds,
			"timers.boost_urgent_seconds", "at least boost_raised_seconds"},
		{periods->shift_warning_seconds <= periods->last_entry_seconds,
			"periods.shift_warning_seconds", "at most last_entry_seconds"},
		{periods->frame_warning_seconds < periods->frame_seconds, "periods.frame_warning_seconds",
			"less than frame_seconds"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!rows[i].good) {
			check_tell(check, rows[i].key, "expects %s", rows[i].expects);
		}
	}
}

void check_top(struct check *check)
{
	const struct raw_TOP *raw = check->raw;
	if (strcmp(raw->profile, "demo") != 0 && strcmp(raw->profile, "production") != 0) {
		check_tell(check, "profile", "expects demo or production, not %s", raw->profile);
	}
	check_folder(check, "web", raw->web);
	check_folder(check, "texts", raw->texts);
	check_folder(check, "data", raw->data);
	for (unsigned i = 0; i < raw->listen_count; i++) {
		check_listen(check, i);
	}
	check_admin(check);
	check_redis(check);
	check_times(check);
}
