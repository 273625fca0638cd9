/* A life: waiting (a timer) > connecting > logging in > up > lost > waiting. hiredis ends a
 * connection in many ways; all of them come by on_ended, once. */
#include "store/internal/link.h"

#include <stdlib.h>
#include <string.h>

#include <hiredis/async.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "base/metric.h"
#include "options/options.h"
#include "store/internal/adapter.h"
#include "store/internal/answer.h"
#include "store/internal/args.h"
#include "store/internal/gate.h"
#include "store/internal/place.h"
#include "store/internal/reply.h"
#include "store/internal/trouble.h"

enum {
	INBOX_EXTRA_MS = 3000,  /* a blocking read may wait that long by itself */
	COMMAND_MOST = 16 << 20 /* bytes; the functions' library is the longest */
};

struct link {
	uv_loop_t *loop;
	enum link_kind kind;
	const struct store_options *options;
	struct place place;
	struct link_events events;
	redisAsyncContext *redis; /* NULL while there is no connection */
	uv_timer_t retry;
	struct trouble trouble;
	bool up;
	bool stopping;
	struct link_call *oldest;
	struct link_call **newest_next;
	size_t waiting;
	struct buf command; /* the last one, as it was sent */
	struct link_call hello;
	struct gate gate;
	void (*message)(void *context, const struct redisReply *reply);
	void *message_context;
};

static const char *const names[] = {
	[LINK_ROUTING] = "routing",
	[LINK_ROOMS] = "rooms",
	[LINK_INBOX] = "inbox",
	[LINK_BELL] = "bell",
	[LINK_ASK_SENTINEL] = "to a sentinel",
	[LINK_HEAR_SENTINEL] = "from a sentinel",
};

static void connect_now(struct link *link);

static void on_retry(uv_timer_t *timer)
{
	const struct link *link = timer->data;

	if (link->redis ==
		NULL) { /* else one that is being let go has not ended yet, and comes by again */
		connect_now(timer->data);
	}
}

static void retry_later(struct link *link)
{
	if (!link->stopping) {
		uint32_t wait_ms = trouble_wait_ms(&link->trouble, names[link->kind]);
		uv_timer_start(&link->retry, on_retry, wait_ms, 0);
	}
}

/* hiredis has answered all that waited with NULL and lets the connection go. */
static void on_ended(void *context)
{
	struct link *link = context;
	bool was_up = link->up;

	gate_drop(&link->gate);
	link->redis = NULL;
	link->up = false;
	retry_later(link);
	if (was_up && !link->stopping) {
		log_warn("the redis link %s is lost", names[link->kind]);
		link->events.down(link->events.context, link->kind);
	}
}

static void on_reply(redisAsyncContext *redis, void *reply, void *data)
{
	struct link *link = redis->data;
	struct link_call *call = data;

	link->oldest = call->next;
	if (link->oldest == NULL) {
		link->newest_next = &link->oldest;
	}
	link->waiting--;
	call->next = NULL;
	if (reply != NULL && (link->kind == LINK_ROUTING || link->kind == LINK_ROOMS)) {
		metric_observe(METRIC_REDIS_LATENCY, clock_mono_ms() - call->sent_ms);
	}
	if (reply == NULL) {
		gate_drop(&link->gate); /* what was answered earlier is older */
	}
	/* Nor does a primary refuse to WAIT. */
	if (answer_no_primary(reply) || (call == &link->gate.wait && answer_refused(reply))) {
		redisAsyncFree(redis); /* all else that waits is answered when we return */
	}
	if (gate_take(&link->gate, call, reply)) {
		reply_keep(reply);
	} else {
		call->answer(call, reply);
	}
}

/* hiredis would make each command in a buffer of its own first. */
static int hand_over(struct link *link, const struct args *args, redisCallbackFn *answered,
	void *data)
{
	int err = args_write(args, &link->command);

	if (err != 0) {
		return err;
	}
	if (link->redis == NULL ||
		redisAsyncFormattedCommand(link->redis, answered, data, (const char *)link->command.data,
			link->command.len) != REDIS_OK) {
		return ERR_DOWN;
	}
	return 0;
}

static int send_call(struct link *link, const struct args *args, struct link_call *call)
{
	int err = hand_over(link, args, on_reply, call);

	if (err != 0) {
		return err;
	}
	call->next = NULL;
	call->sent_ms = clock_mono_ms();
	*link->newest_next = call;
	link->newest_next = &call->next;
	link->waiting++;
	return 0;
}

static void come_up(struct link *link)
{
	trouble_over(&link->trouble);
	link->up = true;
	link->events.up(link->events.context, link->kind);
}

/* ROLE: "master", its offset, its replicas. */
static void on_role(struct link_call *call, const struct redisReply *reply)
{
	struct link *link = (struct link *)((char *)call - offsetof(struct link, hello));

	if (answer_plain(reply) == 0 && answer_is(reply, "master")) {
		come_up(link);
	} else if (reply != NULL) {
		log_warn("the redis that answers the link %s is no primary: not used", names[link->kind]);
		trouble_note(&link->trouble, "it is no primary");
		if (link->place.doubted != NULL) {
			link->place.doubted(link->place.context);
		}
		redisAsyncFree(link->redis);
	}
}

/* A server that refuses the log-in or still loads its data counts as down. */
static void on_hello(struct link_call *call, const struct redisReply *reply)
{
	struct link *link = (struct link *)((char *)call - offsetof(struct link, hello));
	struct args args;

	if (reply == NULL) {
		return;
	}
	trouble_note(&link->trouble, answer_refused(reply) ? reply->str : NULL);
	args_init(&args);
	args_text(&args, "ROLE");
	link->hello.answer = on_role;
	bool good = answer_plain(reply) == 0;
	if (good && !link->place.primary_only) {
		come_up(link);
	} else if (!good || send_call(link, &args, &link->hello) != 0) {
		redisAsyncFree(link->redis);
	}
}

static void on_auth(struct link_call *call, const struct redisReply *reply)
{
	struct link *link = (struct link *)((char *)call - offsetof(struct link, hello));
	struct args args;

	if (reply == NULL) {
		return;
	}
	trouble_note(&link->trouble, answer_refused(reply) ? reply->str : NULL);
	args_init(&args);
	args_text(&args, "PING");
	link->hello.answer = on_hello;
	if (answer_plain(reply) != 0 || send_call(link, &args, &link->hello) != 0) {
		redisAsyncFree(link->redis);
	}
}

static int say_hello(struct link *link)
{
	struct args args;

	args_init(&args);
	if (link->place.secret == NULL) {
		args_text(&args, "PING");
		link->hello.answer = on_hello;
	} else {
		args_text(&args, "AUTH");
		args_text(&args, link->place.user == NULL ? "default" : link->place.user);
		args_text(&args, link->place.secret);
		link->hello.answer = on_auth;
	}
	int err = send_call(link, &args, &link->hello);
	ident_cleanse(link->command.data, link->command.len); /* the password */
	return err;
}

/* hiredis wants this: without it a refused connection is not noticed. */
static void on_connect(const redisAsyncContext *redis, int status)
{
	struct link *link = redis->data;

	trouble_note(&link->trouble, status != REDIS_OK ? redis->errstr : NULL);
}

static void connect_now(struct link *link)
{
	redisAsyncContext *redis = link->place.connect(link->place.context);

	/* A missing socket is told here, not to the callback. */
	if (redis == NULL || redis->err != 0) {
		trouble_note(&link->trouble, redis != NULL ? redis->errstr : "nobody names a primary");
		if (redis != NULL) {
			redisAsyncFree(redis);
		}
		retry_later(link);
		return;
	}
	if (adapter_attach(link->loop, redis, on_ended, link) != 0) {
		redisAsyncFree(redis);
		retry_later(link);
		return;
	}
	redis->data = link;
	redis->c.reader->maxbuf = 0; /* keeps its buffer between replies */
	reply_attach(redis->c.reader);
	link->redis = redis;
	redisAsyncSetConnectCallback(redis, on_connect);
	if (say_hello(link) != 0) {
		redisAsyncFree(redis);
	}
}

static int send_wait(void *context, const struct args *args, struct link_call *call)
{
	return send_call(context, args, call);
}

struct link *link_create(uv_loop_t *loop, enum link_kind kind, const struct store_options *options,
	const struct place *place, const struct link_events *events)
{
	struct link *link = calloc(1, sizeof *link);

	if (link == NULL) {
		return NULL;
	}
	link->loop = loop;
	link->kind = kind;
	link->options = options;
	link->place = *place;
	link->events = *events;
	link->newest_next = &link->oldest;
	buf_init(&link->command, COMMAND_MOST);
	link->hello.passes = true;
	bool gated = kind == LINK_ROUTING || kind == LINK_ROOMS;
	gate_init(&link->gate, gated ? options->durability.replicas : 0, send_wait, link);
	uv_timer_init(loop, &link->retry);
	link->retry.data = link;
	return link;
}

void link_start(struct link *link)
{
	connect_now(link);
}

void link_stop(struct link *link)
{
	if (link->stopping) {
		return;
	}
	link->stopping = true;
	if (link->redis != NULL) {
		adapter_flush(link->redis);
	}
	if (link->redis != NULL) {
		redisAsyncFree(link->redis);
	}
	uv_close((uv_handle_t *)&link->retry, NULL);
}

void link_destroy(struct link *link)
{
	if (link != NULL) {
		buf_finish(&link->command);
		free(link);
	}
}

void link_give_up(struct link *link)
{
	if (link->redis != NULL) {
		redisAsyncFree(link->redis);
	}
}

void link_connect_anew(struct link *link)
{
	link_give_up(link);
	if (!link->stopping) {
		trouble_over(&link->trouble);
		uv_timer_start(&link->retry, on_retry, 0, 0);
	}
}

bool link_is_up(const struct link *link)
{
	return link->up;
}

bool link_is_shut(const struct link *link)
{
	return gate_is_shut(&link->gate);
}

size_t link_room(const struct link *link)
{
	size_t waiting = link->waiting + link->gate.count;

	return waiting < link->options->outstanding ? link->options->outstanding - waiting : 0;
}

int link_send(struct link *link, const struct args *args, struct link_call *call)
{
	if (!link->up || (!call->passes && gate_is_shut(&link->gate))) {
		return ERR_DOWN;
	}
	if (link_room(link) == 0) {
		return ERR_FULL;
	}
	int err = send_call(link, args, call);
	if (err == 0 && !call->passes) {
		gate_sent(&link->gate);
	}
	return err;
}

static void on_message(redisAsyncContext *redis, void *reply, void *data)
{
	struct link *link = data;

	(void)redis;
	link->message(link->message_context, reply);
}

int link_subscribe(struct link *link, const struct args *args,
	void (*message)(void *context, const struct redisReply *reply), void *context)
{
	link->message = message;
	link->message_context = context;
	return link->up ? hand_over(link, args, on_message, link) : ERR_DOWN;
}

void link_watch(struct link *link, uint64_t now_ms)
{
	uint64_t bound = link->options->watchdog_ms + (link->kind == LINK_INBOX ? INBOX_EXTRA_MS : 0);

	if (link->redis != NULL && link->oldest != NULL && now_ms > link->oldest->sent_ms + bound) {
		log_warn("redis does not answer on the link %s: given up", names[link->kind]);
		trouble_note(&link->trouble, "it does not answer");
		redisAsyncFree(link->redis);
	}
}
