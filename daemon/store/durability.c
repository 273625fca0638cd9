/* Two questions, CONFIG GET and INFO, and a row for each setting that the profile needs. */
#include "store/durability.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metric.h"
#include "store/internal/call.h"
#include "store/internal/info.h"
#include "store/internal/watch.h"

enum { LOOK_MS = 2000, LAG_MOST = 10, DECIMAL = 10 };

static const char *const profiles[] = {
	[DURABILITY_FSYNC] = "fsync",
	[DURABILITY_REPLICA] = "replica",
	[DURABILITY_MEMORY] = "memory",
};

void watch_name(const struct store *store, char out[WATCH_NAME_MAX])
{
	const struct durability_options *durability = &store->options.durability;

	snprintf(out, WATCH_NAME_MAX, "%s:%u", profiles[durability->profile], durability->replicas);
}

/* --- the settings --- */

static bool is_text(const char *value, const char *wanted, unsigned replicas)
{
	(void)replicas;
	return strcmp(value, wanted) == 0;
}

static bool is_enough(const char *value, const char *wanted, unsigned replicas)
{
	(void)wanted;
	return strtoul(value, NULL, DECIMAL) >= replicas;
}

static bool is_a_short_lag(const char *value, const char *wanted, unsigned replicas)
{
	unsigned long lag = strtoul(value, NULL, DECIMAL);

	(void)wanted;
	(void)replicas;
	return lag >= 1 && lag <= LAG_MOST;
}

enum { F = 1 << DURABILITY_FSYNC, R = 1 << DURABILITY_REPLICA, M = 1 << DURABILITY_MEMORY };

static const struct setting {
	const char *name;
	const char *wanted; /* also as it is told */
	unsigned profiles;
	bool (*fits)(const char *value, const char *wanted, unsigned replicas);
} settings[] = {
	{"maxmemory-policy", "noeviction", F | R | M, is_text},
	{"appendonly", "yes", F, is_text},
	{"appendfsync", "always", F, is_text},
	/* While a file is rewritten, yes would acknowledge what is on no disk. */
	{"no-appendfsync-on-rewrite", "no", F, is_text},
	{"min-replicas-to-write", "at least redis.replicas", R | M, is_enough},
	{"min-replicas-max-lag", "1 to 10", R | M, is_a_short_lag},
	{"appendonly", "no", M, is_text},
	{"save", "", M, is_text},
	/* A replica is filled by a file on either side's disk otherwise. */
	{"repl-diskless-sync", "yes", M, is_text},
	{"repl-diskless-load", "swapdb", M, is_text},
};

enum { SETTING_COUNT = sizeof settings / sizeof settings[0] };

/* The value behind a name in CONFIG GET's flat list; NULL when it is not there. */
static const char *value_of(const redisReply *list, const char *name)
{
	for (size_t i = 0; i + 1 < answer_count(list); i += 2) {
		const char *at, *value;
		if (answer_text(list, i, &at) == 0 && strcmp(at, name) == 0) {
			return answer_text(list, i + 1, &value) == 0 ? value : NULL;
		}
	}
	return NULL;
}

static void add_why(char why[WATCH_WHY_MAX], const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add_why(char why[WATCH_WHY_MAX], const char *format, ...)
{
	size_t used = strlen(why);
	va_list list;

	used += (size_t)snprintf(why + used, WATCH_WHY_MAX - used, "%s", used > 0 ? "; " : "");
	va_start(list, format);
	vsnprintf(why + used, used < WATCH_WHY_MAX ? WATCH_WHY_MAX - used : 0, format, list);
	va_end(list);
}

static void judge_settings(const struct store *store, const redisReply *list,
	char why[WATCH_WHY_MAX])
{
	const struct durability_options *durability = &store->options.durability;

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const struct setting *row = &settings[i];
		const char *value = value_of(list, row->name);
		if ((row->profiles & (1U << durability->profile)) == 0 ||
			(value != NULL && row->fits(value, row->wanted, durability->replicas))) {
			continue;
		}
		add_why(why, "%s is \"%.40s\" and must be %s", row->name, value == NULL ? "?" : value,
			row->wanted[0] == '\0' ? "empty" : row->wanted);
	}
}

/* --- looking --- */

static void vouch(struct store *store, const char *run)
{
	char name[WATCH_NAME_MAX];
	struct args args;

	watch_name(store, name);
	args_init(&args);
	args_text(&args, "SET");
	args_format(&args, KEY_DURABLE, name);
	args_format(&args, "%s %" PRIu64, run, clock_mono_ms()); /* another text each time */
	args_text(&args, "EX");
	args_number(&args, KEY_JUMP_SECONDS);
	call_forget(store, LINK_ROUTING, &args);
}

static void take_back(struct store *store)
{
	char name[WATCH_NAME_MAX];
	struct args args;

	watch_name(store, name);
	args_init(&args);
	args_text(&args, "UNLINK");
	args_format(&args, KEY_DURABLE, name);
	call_forget(store, LINK_ROUTING, &args);
}

static void settle(struct store *store, enum durability_verdict verdict, const char *why)
{
	struct watch *watch = &store->watch;
	bool changed = watch->verdict != verdict;

	if (strcmp(watch->why, why) != 0) {
		snprintf(watch->why, sizeof watch->why, "%s", why);
		if (why[0] != '\0') {
			log_error("durability %s is not kept: %s", profiles[store->options.durability.profile],
				why);
		} else {
			log_info("durability %s is kept again", profiles[store->options.durability.profile]);
		}
	}
	watch->verdict = verdict;
	metric_set(METRIC_DURABLE, verdict == DURABILITY_KEPT);
	if (changed) {
		watch->told(watch->context, verdict);
	}
}

/* How many replicas are connected and have caught up: lines slave0:ip=...,state=online,... */
static unsigned replicas_online(const char *info)
{
	unsigned count = 0;

	for (const char *at = strstr(info, "\nslave"); at != NULL; at = strstr(at + 1, "\nslave")) {
		const char *end = at + 1 + strcspn(at + 1, "\r\n");
		const char *online = strstr(at, ",state=online,");
		count += online != NULL && online < end;
	}
	return count;
}

/* After another history everything is told anew. */
static void note_history(struct watch *watch, const char *history)
{
	if (strcmp(watch->history, history) != 0) {
		snprintf(watch->history, sizeof watch->history, "%s", history);
		watch->verdict = DURABILITY_UNKNOWN;
	}
}

/* The last step: the settings are judged (call->text says what is wrong), the replicas counted. */
static void on_info(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	unsigned wanted = store->options.durability.replicas;
	const char *info;
	char run[RUN_ID_MAX], history[RUN_ID_MAX], why[WATCH_WHY_MAX];
	int err = answer_string(reply, &info);

	store->watch.looking = false;
	snprintf(why, sizeof why, "%s", call->text);
	call_destroy(call);
	if (err != 0 || info_field(info, "run_id", run, sizeof run) != 0 ||
		info_field(info, "master_replid", history, sizeof history) != 0) {
		return; /* the next look, or the next connection */
	}
	note_history(&store->watch, history);
	enum durability_verdict verdict = why[0] == '\0' ? DURABILITY_KEPT : DURABILITY_WRONG;
	unsigned online = replicas_online(info);
	if (online < wanted) {
		verdict = verdict == DURABILITY_KEPT ? DURABILITY_SHORT : verdict;
		add_why(why, "%u of %u replicas are connected", online, wanted);
	}
	if (verdict == DURABILITY_KEPT) {
		vouch(store, run);
	} else {
		take_back(store);
	}
	settle(store, verdict, why);
}

static void on_settings(struct call *call, const struct redisReply *reply)
{
	struct store *store = call->store;
	struct args args;

	if (reply == NULL || (call->text = calloc(1, WATCH_WHY_MAX)) == NULL) {
		store->watch.looking = false;
		call_destroy(call);
		return;
	}
	if (answer_plain(reply) != 0) {
		add_why(call->text, "its settings cannot be read: %.80s", reply->str);
	} else {
		judge_settings(store, reply, call->text);
	}
	info_args(&args);
	call->answer = on_info;
	if (link_send(store->links[LINK_ROUTING], &args, &call->link) != 0) {
		store->watch.looking = false;
		call_destroy(call);
	}
}

static void look(struct store *store)
{
	struct call *call = call_create(store, (struct reply_to){0}, NULL, on_settings);
	struct args args;

	if (call == NULL) {
		return;
	}
	call->link.passes = true;
	args_init(&args);
	args_text(&args, "CONFIG");
	args_text(&args, "GET");
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		args_text(&args, settings[i].name);
	}
	store->watch.looked_ms = clock_mono_ms();
	store->watch.looking = call_send(call, LINK_ROUTING, &args) == 0;
}

/* --- when --- */

void durability_watch(struct store *store,
	void (*told)(void *context, enum durability_verdict verdict), void *context)
{
	store->watch = (struct watch){.told = told, .context = context};
}

bool durability_is_kept(const struct store *store)
{
	return store->watch.verdict == DURABILITY_KEPT;
}

void watch_link_up(struct store *store)
{
	store->watch.looking = false;
	if (store->watch.told != NULL) {
		look(store);
	}
}

void watch_link_down(struct store *store)
{
	store->watch.verdict = DURABILITY_UNKNOWN;
	metric_set(METRIC_DURABLE, 0);
}

void watch_tick(struct store *store, uint64_t now_ms)
{
	const struct watch *watch = &store->watch;

	if (watch->told != NULL && !watch->looking && link_is_up(store->links[LINK_ROUTING]) &&
		now_ms - watch->looked_ms >= LOOK_MS) {
		look(store);
	}
}
