/* Reads a configuration in four steps: YAML with places (locate), form (schema), types (raw,
 * libcyaml), meaning (check); then hands each room its own small struct. A step that finds
 * problems is the last one. */
#include "conf/conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/check.h"
#include "conf/locate.h"
#include "conf/problems.h"
#include "conf/proxy_login.h"
#include "conf/raw.h"
#include "conf/redis_mode.h"

enum { PATH_BYTES = 160 };

/* What the options point into. */
struct conf_parts {
	struct raw_TOP *raw;
	struct locate *locate;          /* where the keys stand */
	char seal_paths[3][PATH_BYTES]; /* those that were not named */
};

#define COPY_NUMBER(key, min, max) options->key = (uint32_t)raw->key;
#define SKIP_TEXT(key, min, max)
#define SKIP_TEXTS(key, min, max)
#define SKIP_PART(key, table)
#define SKIP_PARTS(key, table, max)

static void fill_limits(const struct raw_LIMITS *raw, struct limit_options *options)
{
	SCHEMA_LIMITS(SKIP_TEXT, COPY_NUMBER, SKIP_TEXTS, SKIP_PART, SKIP_PARTS)
}

static void fill_timers(const struct raw_TIMERS *raw, struct timer_options *options)
{
	SCHEMA_TIMERS(SKIP_TEXT, COPY_NUMBER, SKIP_TEXTS, SKIP_PART, SKIP_PARTS)
}

static void fill_periods(const struct raw_PERIODS *raw, struct period_options *options)
{
	SCHEMA_PERIODS(SKIP_TEXT, COPY_NUMBER, SKIP_TEXTS, SKIP_PART, SKIP_PARTS)
}

static void fill_listen(const struct raw_LISTEN *raw, struct listen_options *options)
{
	options->host = raw->host;
	options->port = (uint16_t)raw->port;
	options->certificate = raw->certificate;
	options->key = raw->key;
	for (unsigned i = 0; i < raw->origins_count; i++) {
		options->origins[i] = raw->origins[i];
	}
	for (unsigned i = 0; i < raw->hosts_count; i++) {
		options->hosts[i] = raw->hosts[i];
	}
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static void fill_redis(const struct raw_REDIS *raw, struct conf_redis *redis)
{
	char why[REDIS_MODE_WHY];
	int err = redis_mode_parse(raw->mode, redis, why);
	(void)err; /* check_top has read it too */
	redis->binary = or_empty(raw->binary);
	redis->user = or_empty(raw->user);
	redis->secret_file = or_empty(raw->secret_file);
	redis->loader_user = or_empty(raw->loader_user);
	redis->loader_secret_file = or_empty(raw->loader_secret_file);
	redis->sentinel_user = or_empty(raw->sentinel_user);
	redis->sentinel_secret_file = or_empty(raw->sentinel_secret_file);
}

/* The path that was named, or the usual one in the state folder, written to out. */
static const char *path_or(const char *named, const char *state, const char *name,
	char out[PATH_BYTES])
{
	snprintf(out, PATH_BYTES, "%s/seal/%s", state, name);
	return named != NULL && named[0] != '\0' ? named : out;
}

static void fill_seal(const struct raw_TOP *raw, struct conf_parts *parts, struct conf_seal *seal)
{
	char(*usual)[PATH_BYTES] = parts->seal_paths;
	seal->statements = path_or(raw->seal.statements, raw->state, "statements", usual[0]);
	seal->signer_key = path_or(raw->seal.signer_key, raw->state, "signer.key", usual[1]);
	seal->bundle = path_or(raw->seal.bundle, raw->state, "bundle.json", usual[2]);
}

/* One of the three words, as check_top has seen. */
static enum durability_profile durability_of(const char *word)
{
	return strcmp(word, "fsync") == 0  ? DURABILITY_FSYNC
		: strcmp(word, "replica") == 0 ? DURABILITY_REPLICA
									   : DURABILITY_MEMORY;
}

static void fill(struct conf *conf)
{
	const struct raw_TOP *raw = conf->parts->raw;
	conf->profile = raw->profile;
	conf->state_folder = raw->state;
	conf->web_folder = raw->web;
	conf->texts_folder = raw->texts;
	fill_redis(&raw->redis, &conf->redis);
	fill_seal(raw, conf->parts, &conf->seal);
	conf->durability.profile = durability_of(raw->redis.durability);
	conf->durability.replicas = (unsigned)raw->redis.replicas;
	conf->redis.memory_mib = (uint32_t)raw->redis.memory_mib;
	conf->redis.spare_mib = (uint32_t)raw->redis.spare_mib;
	conf->workers = (unsigned)raw->workers;
	conf->listen_count = raw->listen_count;
	for (unsigned i = 0; i < raw->listen_count; i++) {
		fill_listen(&raw->listen[i], &conf->listen[i]);
	}
	conf->admin.host = or_empty(raw->admin.host);
	conf->admin.port = (uint16_t)raw->admin.port;
	fill_proxy_login(&raw->proxy_login, &conf->proxy_login);
	fill_limits(&raw->limits, &conf->limits);
	fill_timers(&raw->timers, &conf->timers);
	fill_periods(&raw->periods, &conf->periods);
}

/* Form and types. */
static int read_raw(const char *text, const char *path, const struct locate *locate,
	struct problems *problems, struct raw_TOP **ret_raw)
{
	schema_check(locate, path, problems);
	return problems->count > 0 ? ERR_SYNTAX : raw_read(text, locate, path, problems, ret_raw);
}

/* Room for every agency that is named. */
static int make_room(struct conf *conf)
{
	unsigned count = 0;
	for (unsigned i = 0; i < conf->parts->raw->pools_count; i++) {
		count += conf->parts->raw->pools[i].agencies_count;
	}
	conf->directory = directory_create();
	conf->agencies = calloc(count + 1, sizeof(*conf->agencies));
	return conf->directory && conf->agencies ? 0 : ERR_NOMEM;
}

static int read_meaning(struct conf *conf, const char *path, const struct locate *locate,
	struct problems *problems)
{
	int err = make_room(conf);
	if (err != 0) {
		return err;
	}
	struct check check = {.file = path,
		.locate = locate,
		.raw = conf->parts->raw,
		.problems = problems,
		.directory = conf->directory,
		.agencies = conf->agencies,
		.replies = &conf->replies};
	check_top(&check);
	check_proxy_login(&check);
	check_notify(&check);
	check_pools(&check);
	conf->agency_count = check.agency_count;
	return problems->count > 0 ? ERR_SYNTAX : 0;
}

static int read_text(const char *text, const char *path, struct problems *problems,
	struct conf *conf)
{
	struct conf_parts *parts = conf->parts;
	unsigned line;
	const char *why;
	int err = locate_create(text, &parts->locate, &line, &why);
	if (err == ERR_SYNTAX) {
		problem_at(problems, path, line, "yaml", "%s", why);
	}
	if (err == 0) {
		err = read_raw(text, path, parts->locate, problems, &parts->raw);
	}
	return err == 0 ? read_meaning(conf, path, parts->locate, problems) : err;
}

int conf_load(const char *path, void (*problem)(void *context, const char *line), void *context,
	struct conf **ret_conf)
{
	struct problems problems = {problem, context, 0};
	char *text = NULL;
	struct conf *conf = calloc(1, sizeof(*conf));
	struct conf_parts *parts = calloc(1, sizeof(*parts));
	int err = conf && parts ? file_read(path, &text) : ERR_NOMEM;
	if (err == ERR_FULL) {
		problem_at(&problems, path, 1, "yaml", "expects a text file of at most 1 MiB");
		err = ERR_SYNTAX;
	}
	if (err != 0) {
		free(parts);
		free(conf);
		return err;
	}
	conf->parts = parts;
	err = read_text(text, path, &problems, conf);
	free(text);
	if (err != 0) {
		conf_destroy(conf);
		return err;
	}
	fill(conf);
	*ret_conf = conf;
	return 0;
}

struct notify_options conf_notify(const struct conf *conf)
{
	const struct raw_NOTIFY *raw = &conf->parts->raw->notify;
	return (struct notify_options){.server = or_empty(raw->server),
		.user = or_empty(raw->user),
		.secret_file = or_empty(raw->secret_file),
		.from = or_empty(raw->from),
		.authorities = or_empty(raw->authorities)};
}

struct alarm_options conf_alarms(const struct conf *conf, size_t index)
{
	const struct raw_ALARMS *raw = &conf->parts->raw->pools[index].alarms;
	return (struct alarm_options){.wait_minutes = (unsigned)raw->wait_minutes,
		.abandoned_percent = (unsigned)raw->abandoned_percent,
		.mail = or_empty(raw->mail),
		.webhook = or_empty(raw->webhook),
		.webhook_secret_file = or_empty(raw->webhook_secret_file)};
}

unsigned conf_line(const struct conf *conf, const char *key)
{
	return locate_line(conf->parts->locate, key);
}

void conf_destroy(struct conf *conf)
{
	if (!conf) {
		return;
	}
	for (unsigned i = 0; i < conf->agency_count; i++) {
		agency_destroy(conf->agencies[i]);
	}
	free(conf->agencies);
	conf_replies_finish(&conf->replies);
	directory_destroy(conf->directory);
	raw_free(conf->parts->raw);
	locate_destroy(conf->parts->locate);
	free(conf->parts);
	free(conf);
}
