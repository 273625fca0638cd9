/* A WAIT speaks for all that its connection was answered before, other connections' writes included:
 * Redis notes the offset of the whole data set at each command. Answers come in the order of the
 * commands, so whatever waits here when a WAIT is answered, it speaks for. */
#include "store/internal/gate.h"

#include <stddef.h>

#include <hiredis/hiredis.h>

#include "base/log.h"
#include "base/metric.h"
#include "store/internal/args.h"
#include "store/internal/reply.h"

/* The spec's bound for one WAIT; and how many in a row before the rooms are told to stand still. */
enum { WAIT_MS = 500, MISSED_SHUT = 3 };

static void ask(struct gate *gate)
{
	struct args args;

	args_init(&args);
	args_text(&args, "WAIT");
	args_number(&args, gate->replicas);
	args_number(&args, WAIT_MS);
	gate->behind = false;
	/* Not taken: the connection is lost, and gate_drop follows. */
	gate->waiting = gate->send(gate->context, &args, &gate->wait) == 0;
}

/* Answers the oldest of what was moved aside; each may ask for something new. */
static void answer_all(struct gate *gate, bool covered)
{
	struct link_call *call = gate->oldest;

	gate->oldest = NULL;
	gate->newest_next = &gate->oldest;
	gate->count = 0;
	while (call != NULL) {
		struct link_call *next = call->next;
		struct redisReply *reply = call->held;
		call->next = NULL;
		call->held = NULL;
		call->answer(call, covered ? reply : NULL);
		reply_free(reply);
		call = next;
	}
}

static void note_missed(struct gate *gate, long long have)
{
	gate->missed++;
	if (gate->missed == MISSED_SHUT) {
		metric_add(METRIC_GATES_SHUT, 1);
		log_error("%lld of %u replicas answer: nothing is acknowledged until all do", have,
			gate->replicas);
	}
}

static void note_covered(struct gate *gate)
{
	if (gate_is_shut(gate)) {
		metric_add(METRIC_GATES_SHUT, -1);
		log_info("%u replicas answer again", gate->replicas);
	}
	gate->missed = 0;
}

static void on_wait(struct link_call *call, const struct redisReply *reply)
{
	struct gate *gate = (struct gate *)((char *)call - offsetof(struct gate, wait));

	gate->waiting = false;
	if (reply == NULL) {
		return; /* gate_drop follows */
	}
	/* An error means that it is no primary any more; the link sees to that. */
	long long have = reply->type == REDIS_REPLY_INTEGER ? reply->integer : 0;
	if (have >= (long long)gate->replicas) {
		bool behind = gate->behind;
		note_covered(gate);
		gate->waiting = true; /* what is asked for meanwhile goes behind the next WAIT */
		answer_all(gate, true);
		gate->waiting = false;
		if (behind || gate->behind) {
			ask(gate);
		}
		return;
	}
	note_missed(gate, have);
	ask(gate);
}

void gate_init(struct gate *gate, unsigned replicas,
	int (*send)(void *context, const struct args *args, struct link_call *call), void *context)
{
	*gate = (struct gate){
		.replicas = replicas,
		.send = send,
		.context = context,
		.wait = {.answer = on_wait, .passes = true},
	};
	gate->newest_next = &gate->oldest;
}

void gate_sent(struct gate *gate)
{
	if (gate->replicas == 0) {
		return;
	}
	if (gate->waiting) {
		gate->behind = true;
	} else {
		ask(gate);
	}
}

bool gate_take(struct gate *gate, struct link_call *call, struct redisReply *reply)
{
	if (gate->replicas == 0 || call->passes || reply == NULL) {
		return false;
	}
	call->held = reply;
	call->next = NULL;
	*gate->newest_next = call;
	gate->newest_next = &call->next;
	gate->count++;
	return true;
}

void gate_drop(struct gate *gate)
{
	metric_add(METRIC_GATES_SHUT, gate_is_shut(gate) ? -1 : 0);
	gate->missed = 0;
	gate->waiting = false;
	answer_all(gate, false);
}

bool gate_is_shut(const struct gate *gate)
{
	return gate->missed >= MISSED_SHUT;
}
