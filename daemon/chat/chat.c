/* The doors of the subject: a socket opens a session, a frame goes to the gate, Redis' news to their sessions. */
#include "chat/chat.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "chat/ending.h"
#include "chat/enrol.h"
#include "chat/gate.h"
#include "chat/internal.h"
#include "chat/news.h"
#include "chat/notice.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "chat/shift_hours.h"
#include "chat/visit.h"

enum { WHEEL_TICK_MS = 50, UNTAKEN_MS = 250, MS_PER_S = 1000, LOOKS_EACH_TICK = 32 };

struct chat *chat_create(const struct chat_options *options, uint64_t now_ms)
{
	struct chat *chat = calloc(1, sizeof *chat);
	if (chat == NULL) {
		return NULL;
	}
	chat->sessions = map_create();
	if (chat->sessions == NULL) {
		free(chat);
		return NULL;
	}
	chat->options = *options;
	chat->now_ms = now_ms;
	chat->frozen = true;
	chat->end_session = ending_begin;
	wheel_init(&chat->wheel, now_ms, WHEEL_TICK_MS);
	pending_init(&chat->pending);
	silence_init(&chat->sweep.silence);
	return chat;
}

void chat_connect(struct chat *chat, const struct chat_ports *ports)
{
	chat->ports = *ports;
	roster_start(chat);
	oldest_start(chat);
}

void chat_destroy(struct chat *chat)
{
	if (chat == NULL) {
		return;
	}
	pending_finish(&chat->pending);
	parting_forget_all(chat);
	watch_finish(&chat->watch);
	map_destroy(chat->sessions);
	free(chat);
}

static void on_hello_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct session *session = (struct session *)((char *)timer - offsetof(struct session, timer));
	(void)now_ms;
	/* Not PROTOCOL, after which nobody dials again by himself: a bad line or a busy node does this to an honest client. */
	ending_begin(session, ENDING_DEAD, "no HELLO in time");
}

struct session *chat_open(struct chat *chat, void *conn)
{
	struct session *session = registry_add(chat, conn);
	if (session == NULL) {
		return NULL;
	}
	session->timer.fire = on_hello_due;
	wheel_set(&chat->wheel, &session->timer,
		chat->now_ms + (uint64_t)chat->options.limits.hello_seconds * MS_PER_S);
	return session;
}

void chat_frame(struct session *session, const struct frame *frame)
{
	/* A process that stood still for a while must know that its lease is over before it says anything: the sessions are told
	 * FROZEN by this, and the store refuses what the handlers ask. */
	(void)store_check(session->chat->ports.store);
	gate_enter(session, frame);
}

size_t chat_message_limit(const struct session *session)
{
	return session_is_staff(session) ? LIMIT_FRAME_STAFF : LIMIT_FRAME_YOUTH;
}

size_t chat_backlog_limit(const struct session *session)
{
	return session_backlog_limit(session);
}

void chat_ending(struct session *session, enum ending ending, const char *why)
{
	ending_begin(session, ending, why);
}

void chat_closed(struct session *session, enum ending ending)
{
	ending_finish(session, ending);
}

/* What this node told Redis about a session may be forgotten: it is told again, and what was missed is read. A ticket is bound
 * anew only for another Redis: here the client may have been given a newer one elsewhere meanwhile. */
static void retake(struct session *session, void *context)
{
	const bool *another = context;
	session->untaken = false;
	if (session->visit != NULL) {
		visit_retake(session);
	}
	if (session->shift != NULL) {
		if (*another) {
			shift_keep_ticket(session);
		}
		shift_retake(session);
		enrol_greet(session);
	}
}

static void retake_untaken(struct session *session, void *context)
{
	if (session->untaken) {
		retake(session, context);
	}
}

/* More are taken up at once than commands may be under way; the rest follows, before the lease that they were held under
 * is over. */
static void retake_rest(struct chat *chat)
{
	bool another = false;
	if (chat->frozen || chat->untaken_ms == 0 || chat->now_ms - chat->untaken_ms < UNTAKEN_MS) {
		return;
	}
	chat->untaken_ms = 0;
	registry_each(chat, retake_untaken, &another);
}

void chat_tick(struct chat *chat, uint64_t now_ms)
{
	chat->now_ms = now_ms;
	wheel_advance(&chat->wheel, now_ms);
	room_sweep_beat(chat);
	parting_beat(chat);
	retake_rest(chat);
}

struct changed {
	const char *pool;
	bool texts;
	unsigned looks; /* so far */
};

/* Who waits is looked up again: its topic and county are Redis' to say. */
static void tell_acts(struct session *session, void *context)
{
	struct changed *changed = context;
	if (session->state == STATE_WAITING && strcmp(session->visit->pool, changed->pool) == 0) {
		if (changed->texts) {
			visit_look_soon(session, (1 + changed->looks++ / LOOKS_EACH_TICK) * WHEEL_TICK_MS);
		}
	} else if (session->state == STATE_ON && strcmp(session->shift->pool, changed->pool) == 0) {
		notice_announce(session);
	}
}

void chat_acts_changed(struct chat *chat, const char *pool, bool texts)
{
	struct changed changed = {.pool = pool, .texts = texts};
	watch_acts_changed(chat, pool);
	registry_each(chat, tell_acts, &changed);
}

void chat_drain(struct chat *chat, uint64_t within_ms)
{
	drain_begin(chat, within_ms);
}

bool chat_is_drained(const struct chat *chat)
{
	return chat->drain.on && chat->drain.left == 0;
}

size_t chat_count(const struct chat *chat)
{
	return map_count(chat->sessions);
}

static void tell_frozen(struct session *session, void *context)
{
	struct frame frame = {.type = FRAME_FROZEN};
	(void)context;
	frame.frozen.on = session->chat->frozen;
	if (session->state != STATE_NEW) {
		session_send(session, &frame);
	}
}

static void on_connected(void *context)
{
	struct chat *chat = context;
	if (!chat->frozen) {
		return;
	}
	bool another = store_run(chat->ports.store) != chat->run;
	chat->run = store_run(chat->ports.store);
	chat->frozen = false;
	chat->untaken_ms = 0;
	registry_each(chat, retake, &another);
	registry_each(chat, tell_frozen, NULL);
	watch_begin_anew(chat);
}

/* Redis may be another one by now, and a room's log with it: until its next attach a seat neither writes nor reads. */
static void freeze(struct session *session, void *context)
{
	for (struct seat *seat = session->seats; seat != NULL; seat = seat->next) {
		seat->claim = 0;
	}
	tell_frozen(session, context);
}

static void on_lost(void *context)
{
	struct chat *chat = context;
	if (chat->frozen) {
		return;
	}
	chat->frozen = true;
	parting_forget_all(chat);
	registry_each(chat, freeze, NULL);
}

static void keep_login_of(struct session *session, void *context)
{
	if (session->shift != NULL && strcmp(session->shift->person.id, context) == 0) {
		shift_keep_ticket(session);
	}
}

/* Whose login was ended finds no place for its ticket any more. */
static void on_staff_changed(void *context, const char *cid)
{
	registry_each(context, keep_login_of, (void *)cid);
}

static void look_at_agency(struct session *session, void *context)
{
	(void)context;
	if (session->shift != NULL) {
		shift_hours_look(session);
	}
}

void chat_agencies_changed(struct chat *chat)
{
	registry_each(chat, look_at_agency, NULL);
}

struct store_events chat_store_events(struct chat *chat)
{
	return (struct store_events){
		.asker = chat,
		.context = chat,
		.connected = on_connected,
		.lost = on_lost,
		.news = news_on_news,
		.ring = news_on_ring,
		.staff_changed = on_staff_changed,
		.pool_of = shift_pool_of,
	};
}
