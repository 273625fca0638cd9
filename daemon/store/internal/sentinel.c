/* Two links: one asks SENTINEL GET-MASTER-ADDR-BY-NAME each second, the other has subscribed to
 * +switch-master. Each goes on to the next Sentinel when one does not answer within a second, does not
 * know the name, or names a server that is no primary. */
#include "store/internal/sentinel.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/internal/answer.h"
#include "store/internal/args.h"
#include "store/internal/link.h"

enum { ASK_MS = 1000, ANSWER_MS = 1000, OUTSTANDING = 4, SWITCH_WORDS = 5, DECIMAL = 10 };

/* Whose turn it is; each link has its own. */
struct turn {
	const struct redis_addresses *addresses;
	unsigned next;
};

struct sentinel {
	const struct store_options *options;
	struct store_options own; /* what the links to Sentinels go by */
	struct turn ask_turn, hear_turn;
	struct link *ask, *hear;
	struct link_call call;
	bool asking;
	uint64_t asked_ms;
	struct redis_address primary; /* host "": not known */
	void (*moved)(void *context);
	void *context;
};

/* The address in an answer or a message of Sentinel. ERR_SYNTAX: not numeric, or no port. */
static int parse(const char *host, const char *port, struct redis_address *ret_address)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	char *end;
	unsigned long number = strtoul(port, &end, DECIMAL);

	if ((inet_pton(AF_INET, host, bytes) != 1 && inet_pton(AF_INET6, host, bytes) != 1) ||
		strlen(host) >= sizeof ret_address->host || *end != '\0' || number == 0 ||
		number > UINT16_MAX) {
		return ERR_SYNTAX;
	}
	snprintf(ret_address->host, sizeof ret_address->host, "%s", host);
	ret_address->port = (uint16_t)number;
	return 0;
}

static void take(struct sentinel *sentinel, const char *host, const char *port)
{
	struct redis_address named;
	struct redis_address *primary = &sentinel->primary;

	if (parse(host, port, &named) != 0) {
		log_error("sentinel names a primary by something else than a numeric address: %.60s", host);
		return;
	}
	if (strcmp(named.host, primary->host) != 0 || named.port != primary->port) {
		*primary = named;
		log_info("redis primary=%s:%u", named.host, named.port);
		sentinel->moved(sentinel->context);
	}
}

static void on_named(struct link_call *call, const struct redisReply *reply)
{
	struct sentinel *sentinel = (struct sentinel *)((char *)call - offsetof(struct sentinel, call));
	const char *host, *port;

	sentinel->asking = false;
	if (reply == NULL) {
		return;
	}
	if (answer_plain(reply) != 0 || answer_text(reply, 0, &host) != 0 ||
		answer_text(reply, 1, &port) != 0) {
		log_warn("a sentinel does not know %s", sentinel->options->addresses.master);
		link_give_up(sentinel->ask);
		return;
	}
	take(sentinel, host, port);
}

static void ask(struct sentinel *sentinel)
{
	struct args args;

	args_init(&args);
	args_text(&args, "SENTINEL");
	args_text(&args, "GET-MASTER-ADDR-BY-NAME");
	args_text(&args, sentinel->options->addresses.master);
	sentinel->asked_ms = clock_mono_ms();
	sentinel->asking = link_send(sentinel->ask, &args, &sentinel->call) == 0;
}

/* A message: "message", the channel, and "name host port host port", the old address and the new. */
static void on_message(void *context, const struct redisReply *reply)
{
	struct sentinel *sentinel = context;
	char words[SWITCH_WORDS][REDIS_NAME_BYTES];
	const char *kind, *text;

	if (reply == NULL || answer_text(reply, 0, &kind) != 0 || strcmp(kind, "message") != 0 ||
		answer_text(reply, 2, &text) != 0 ||
		sscanf(text, "%63s %63s %63s %63s %63s", words[0], words[1], words[2], words[3],
			words[4]) != SWITCH_WORDS) {
		return;
	}
	if (strcmp(words[0], sentinel->options->addresses.master) == 0) {
		take(sentinel, words[3], words[4]);
	}
}

static void listen_for_news(struct sentinel *sentinel)
{
	struct args args;

	args_init(&args);
	args_text(&args, "SUBSCRIBE");
	args_text(&args, "+switch-master");
	if (link_subscribe(sentinel->hear, &args, on_message, sentinel) != 0) {
		log_warn("a sentinel cannot be listened to");
	}
}

static void on_up(void *context, enum link_kind kind)
{
	struct sentinel *sentinel = context;

	if (kind == LINK_HEAR_SENTINEL) {
		listen_for_news(sentinel);
	} else {
		ask(sentinel);
	}
}

static void on_down(void *context, enum link_kind kind)
{
	(void)context; /* the link goes on to the next one */
	(void)kind;
}

static struct redisAsyncContext *connect_next(void *context)
{
	struct turn *turn = context;
	const struct redis_address *address = &turn->addresses->list[turn->next];

	turn->next = (turn->next + 1) % turn->addresses->count;
	return place_dial(address);
}

static struct link *open_link(struct sentinel *sentinel, uv_loop_t *loop, enum link_kind kind,
	struct turn *turn)
{
	struct link_events events = {.context = sentinel, .up = on_up, .down = on_down};
	struct place place = {
		.connect = connect_next,
		.context = turn,
		.user = sentinel->options->sentinel_user,
		.secret = sentinel->options->sentinel_secret,
	};

	turn->addresses = &sentinel->options->addresses;
	return link_create(loop, kind, &sentinel->own, &place, &events);
}

struct sentinel *sentinel_create(uv_loop_t *loop, const struct store_options *options,
	void (*moved)(void *context), void *context)
{
	struct sentinel *sentinel = calloc(1, sizeof *sentinel);

	if (sentinel == NULL) {
		return NULL;
	}
	sentinel->options = options;
	sentinel->own = (struct store_options){.outstanding = OUTSTANDING, .watchdog_ms = ANSWER_MS};
	sentinel->call.answer = on_named;
	sentinel->moved = moved;
	sentinel->context = context;
	sentinel->ask = open_link(sentinel, loop, LINK_ASK_SENTINEL, &sentinel->ask_turn);
	sentinel->hear = open_link(sentinel, loop, LINK_HEAR_SENTINEL, &sentinel->hear_turn);
	if (sentinel->ask == NULL || sentinel->hear == NULL) {
		/* Their handles wait for the loop; there is no memory to go on with anyway. */
		log_error("no memory for the sentinels");
		abort();
	}
	return sentinel;
}

void sentinel_start(struct sentinel *sentinel)
{
	link_start(sentinel->ask);
	link_start(sentinel->hear);
}

void sentinel_stop(struct sentinel *sentinel)
{
	link_stop(sentinel->ask);
	link_stop(sentinel->hear);
}

void sentinel_destroy(struct sentinel *sentinel)
{
	if (sentinel != NULL) {
		link_destroy(sentinel->ask);
		link_destroy(sentinel->hear);
		free(sentinel);
	}
}

void sentinel_tick(struct sentinel *sentinel, uint64_t now_ms)
{
	link_watch(sentinel->ask, now_ms);
	link_watch(sentinel->hear, now_ms);
	if (!sentinel->asking && link_is_up(sentinel->ask) && now_ms - sentinel->asked_ms >= ASK_MS) {
		ask(sentinel);
	}
}

/* --- the primary's place --- */

static struct redisAsyncContext *connect_primary(void *context)
{
	const struct sentinel *sentinel = context;

	return sentinel->primary.host[0] == '\0' ? NULL : place_dial(&sentinel->primary);
}

/* A Sentinel that was cut off names who was the primary before. */
static void on_doubted(void *context)
{
	link_give_up(((struct sentinel *)context)->ask);
}

struct place sentinel_place(struct sentinel *sentinel)
{
	return (struct place){
		.connect = connect_primary,
		.context = sentinel,
		.primary_only = true,
		.doubted = on_doubted,
		.user = sentinel->options->user,
		.secret = sentinel->options->secret,
	};
}
