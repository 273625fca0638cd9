/* INFO tells it all: the file, the calls that delete, the keys that expired, the replicas. */
#include "store/rewriting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal/call.h"
#include "store/internal/info.h"

enum { VALUE_BYTES_MAX = 128, DECIMAL = 10 };

bool rewriting_judge(struct rewriting *rewriting, const struct rewriting_state *state,
	uint64_t now_ms)
{
	uint64_t before_ms = rewriting->looked_ms;

	rewriting->looked_ms = now_ms;
	rewriting->failed = state->kept && state->failed;
	if (!state->kept) {
		rewriting->stale = false;
		rewriting->counted = state->deleted;
		return false;
	}
	if (!rewriting->stale && state->deleted != rewriting->counted) {
		rewriting->stale = true;
		rewriting->deleted_ms = before_ms;
	}
	bool old = before_ms == 0 || now_ms - rewriting->deleted_ms >= rewriting->age_ms;
	if (state->busy || !(rewriting->failed || (rewriting->stale && old))) {
		return false;
	}
	rewriting->stale = false;
	rewriting->counted = state->deleted;
	return true;
}

/* --- reading --- */

static bool is_one(const char *info, const char *name)
{
	char value[VALUE_BYTES_MAX];

	return info_field(info, name, value, sizeof value) == 0 && strcmp(value, "1") == 0;
}

/* A line "name:5", or "name:calls=5,..."; 0 when there is none, because a command that was never called has none. */
static uint64_t count_of(const char *info, const char *name)
{
	static const char calls[] = "calls=";
	char value[VALUE_BYTES_MAX];

	if (info_field(info, name, value, sizeof value) != 0) {
		return 0;
	}
	const char *digits =
		strncmp(value, calls, sizeof calls - 1) == 0 ? value + sizeof calls - 1 : value;
	return strtoull(digits, NULL, DECIMAL);
}

/* slave0:ip=127.0.0.1,port=7001,state=online,... */
static bool read_replica(const char *info, unsigned number, struct redis_address *ret_address)
{
	static const char ip[] = "ip=", port[] = ",port=";
	char name[sizeof "slave4294967295"], value[VALUE_BYTES_MAX], *end;

	snprintf(name, sizeof name, "slave%u", number);
	if (info_field(info, name, value, sizeof value) != 0 ||
		strncmp(value, ip, sizeof ip - 1) != 0) {
		return false;
	}
	const char *host = value + sizeof ip - 1, *host_end = strstr(host, port);
	if (host_end == NULL || (size_t)(host_end - host) >= sizeof ret_address->host) {
		return false;
	}
	unsigned long number_of_port = strtoul(host_end + sizeof port - 1, &end, DECIMAL);
	if (*end != ',' || number_of_port == 0 || number_of_port > UINT16_MAX) {
		return false;
	}
	*ret_address = (struct redis_address){.port = (uint16_t)number_of_port};
	memcpy(ret_address->host, host, (size_t)(host_end - host));
	return true;
}

int rewriting_read(const char *info, struct rewriting_state *ret_state)
{
	struct rewriting_state state = {0};
	char status[VALUE_BYTES_MAX];

	if (info_field(info, "aof_last_bgrewrite_status", status, sizeof status) != 0) {
		return ERR_SYNTAX;
	}
	state.kept = is_one(info, "aof_enabled");
	state.busy = is_one(info, "aof_rewrite_in_progress") || is_one(info, "aof_rewrite_scheduled");
	state.failed = strcmp(status, "ok") != 0;
	state.deleted = count_of(info, "cmdstat_unlink") + count_of(info, "cmdstat_del") +
		count_of(info, "expired_keys");
	while (state.replica_count < REDIS_ADDRESSES_MAX &&
		read_replica(info, state.replica_count, &state.replicas[state.replica_count])) {
		state.replica_count++;
	}
	*ret_state = state;
	return 0;
}

/* --- asking --- */

static void on_info(struct call *call, const struct redisReply *reply)
{
	rewriting_fn done = (rewriting_fn)call->done;
	struct rewriting_state state;
	const char *info;
	int err = answer_string(reply, &info);

	if (err == 0) {
		err = rewriting_read(info, &state);
	}
	done(call->context, err, err == 0 ? &state : NULL);
	call_destroy(call);
}

int rewriting_look(struct store *store, rewriting_fn done, void *context)
{
	static const char *const sections[] = {"persistence", "stats", "commandstats", "replication"};
	struct call *call = call_create(store, (struct reply_to){0}, (call_done_fn)done, on_info);
	struct args args;

	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->context = context;
	call->link.passes = true;
	args_init(&args);
	args_text(&args, "INFO");
	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		args_text(&args, sections[i]);
	}
	return call_send(call, LINK_ROUTING, &args);
}
