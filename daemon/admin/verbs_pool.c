/* status, fsck, version, drain, restart. The first two ask each pool in turn; `step` is the pool that is
 * asked. */
#include <string.h>

#include "admin/verbs.h"
#include "store/queue.h"

enum { MS_PER_S = 1000 };

static void ask_status(struct control *control);
static void ask_fsck(struct control *control);

static struct reply_to reply_to(const struct control *control)
{
	return (struct reply_to){.session = control->id};
}

static void add_to_list(struct control *control, const char *name, json_t *item)
{
	json_array_append_new(json_object_get(control->data, name), item);
}

static void on_status(void *context, struct reply_to to, int err, const struct queue_pool *pool)
{
	(void)context;
	struct control *control = control_find(to.session);
	if (!control) {
		return;
	}
	const struct pool *asked = directory_pool_at(control->means->directory, control->step++);
	if (err == 0) {
		add_to_list(control, "pools",
			json_pack("{s:s,s:I,s:I,s:I,s:I,s:I,s:I}", "pool", asked->id, "waiting",
				(json_int_t)pool->waiting, "longest_s", (json_int_t)(pool->longest_ms / MS_PER_S),
				"on_duty", (json_int_t)pool->on_duty, "available", (json_int_t)pool->available,
				"slots", (json_int_t)pool->slots, "rooms", (json_int_t)pool->rooms));
	}
	ask_status(control);
}

/* Asks the next pool that can be asked; without one the answer is ready. A pool that does not
 * answer is left out. */
static void ask_status(struct control *control)
{
	const struct pool *pool;
	while ((pool = directory_pool_at(control->means->directory, control->step)) != NULL) {
		if (queue_pool_status(control->means->store, reply_to(control), pool->id, on_status) == 0) {
			return;
		}
		control->step++;
	}
	control_done(control);
}

static void add_trouble(void *context, const char *agency, const char *state, int days)
{
	add_to_list(context, "seal",
		json_pack("{s:s,s:s,s:i}", "agency", agency, "statement", state, "days", days));
}

void verb_status(struct control *control)
{
	struct admin_process process = {0};
	const struct admin_seal *seal = &control->means->ports.seal;
	control->means->ports.process(control->means->ports.parent, &process);
	control_put(control, "ready", json_boolean(process.ready));
	control_put(control, "redis", json_boolean(process.redis_up));
	control_put(control, "workers", json_integer(process.workers_running));
	control_put(control, "draining", json_integer(process.workers_draining));
	control_put(control, "port", json_integer(process.port));
	control_put(control, "profile", json_string(process.profile ? process.profile : ""));
	control_put(control, "version", json_string(SAMTALE_VERSION));
	control_put(control, "rewrite", json_string(process.rewrite_failed ? "failed" : "ok"));
	control_put(control, "signer", json_boolean(seal->signer_is_up(seal->sealing)));
	control_put(control, "statements", json_integer(seal->serial(seal->sealing)));
	control_put(control, "pools", json_array());
	control_put(control, "seal", json_array());
	seal->troubles(seal->sealing, add_trouble, control);
	ask_status(control);
}

/* Violations come one a line. */
static void add_violations(struct control *control, const char *pool, const char *violations)
{
	while (*violations) {
		size_t len = strcspn(violations, "\n");
		if (len > 0) {
			add_to_list(control, "violations",
				json_pack("{s:s,s:s%}", "pool", pool, "violation", violations, len));
		}
		violations += len + (violations[len] == '\n');
	}
}

static void on_fsck(void *context, struct reply_to to, int err, const char *violations)
{
	(void)context;
	struct control *control = control_answered(to.session, err);
	if (!control) {
		return;
	}
	add_violations(control, directory_pool_at(control->means->directory, control->step++)->id,
		violations);
	ask_fsck(control);
}

static void ask_fsck(struct control *control)
{
	const struct pool *pool = directory_pool_at(control->means->directory, control->step);
	if (!pool) {
		bool clean = json_array_size(json_object_get(control->data, "violations")) == 0;
		control_put(control, "clean", json_boolean(clean));
		control_done(control);
		return;
	}
	int err = queue_fsck(control->means->store, reply_to(control), pool->id, on_fsck);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

void verb_fsck(struct control *control)
{
	control_put(control, "violations", json_array());
	ask_fsck(control);
}

void verb_version(struct control *control)
{
	control_put(control, "version", json_string(SAMTALE_VERSION));
	control_done(control);
}

/* The answer first: afterwards nobody may be there to send it. */
void verb_drain(struct control *control)
{
	const struct admin_ports ports = control->means->ports;
	control_put(control, "draining", json_true());
	control_done(control);
	ports.drain(ports.parent);
}

static void on_restarted(uint64_t asker, int err)
{
	struct control *control = control_find(asker);
	if (!control) {
		return;
	}
	if (err != 0) {
		control_fail(control, "restart", "A worker was not replaced; the one before serves on.",
			"Look at the log of samtaled, then try again.");
		return;
	}
	control_put(control, "restarted", json_true());
	control_done(control);
}

void verb_restart(struct control *control)
{
	const struct admin_ports *ports = &control->means->ports;
	int err = ports->restart(ports->parent, on_restarted, control->id);
	if (err != 0) {
		control_fail(control, "moment",
			err == ERR_FULL ? "A restart is under way." : "Not everything is ready.",
			"See samtalectl status.");
	}
}
