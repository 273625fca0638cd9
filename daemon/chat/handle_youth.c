/* What a youth asks before a room: ASK, CHANGE, CANCEL, READY. */
#include <stdio.h>
#include <string.h>

#include "chat/comeback.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/lists.h"
#include "chat/notice.h"
#include "chat/registry.h"
#include "chat/visit.h"
#include "chat/visit_tell.h"

enum { LISTS_MAX = 256, MS_PER_S = 1000 };

/* An ASK as texts; the store wants zeros at the end. */
struct asked {
	char pool[STORE_WORD_MAX];
	char region[STORE_WORD_MAX];
	char topic[STORE_WORD_MAX];
	char languages[LISTS_MAX];
	char avoid[LISTS_MAX];
	const char *county;
};

/* Every word of the list is one of the known ones. */
static bool all_known(const struct frame_texts *list, const char *known)
{
	struct frame_texts words;
	lists_split(known, FRAME_LIST_MAX, &words);
	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t j = 0;
		while (j < words.count && !view_equal(list->item[i], words.item[j])) {
			j++;
		}
		if (j == words.count) {
			return false;
		}
	}
	return list->count > 0;
}

/* Copies and checks against the directory. ERR_RANGE: something in it does not exist. */
static int read_ask(const struct directory *directory, const struct frame_ask *ask,
	struct asked *ret)
{
	if (view_copy(ask->pool, ret->pool, sizeof ret->pool) != 0 ||
		view_copy(ask->region, ret->region, sizeof ret->region) != 0 ||
		view_copy(ask->topic, ret->topic, sizeof ret->topic) != 0 ||
		lists_join(&ask->languages, ret->languages, sizeof ret->languages) != 0 ||
		lists_join(&ask->avoid, ret->avoid, sizeof ret->avoid) != 0) {
		return ERR_RANGE;
	}
	const struct pool *pool = directory_pool(directory, ret->pool);
	const struct topic *topic = directory_topic(directory, ret->topic);
	if (pool == NULL || topic == NULL || topic->hidden ||
		!all_known(&ask->languages, pool->languages)) {
		return ERR_RANGE;
	}
	ret->county = "";
	if (ret->region[0] != '\0') {
		const struct region *region = directory_region(directory, ret->pool, ret->region);
		if (region == NULL) {
			return ERR_RANGE;
		}
		ret->county = region->county;
	}
	return 0;
}

static void on_asked(void *context, struct reply_to to, int err, const struct queue_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	session->busy = false;
	if (err != 0) {
		if (err != ERR_DOWN) {
			session->visit->pool[0] = '\0'; /* else it may be in the queue all the same */
		}
		session_refuse_err(session, (struct about){.frame = FRAME_ASK}, err);
		return;
	}
	err = queue_bind_leave(session->chat->ports.store, session_reply_to(session, 0), place->pool,
		place->sid, session->visit->leave, NULL);
	(void)err; /* without it a quick exit ends by the close code, or by the grace */
	visit_place(session, place);
}

/* Whom a counsellor blocked waits on this socket: there is nothing else to know it by. */
static bool is_blocked(struct session *session, struct about about)
{
	uint64_t until = session->visit->after.blocked_ms, now = session->chat->now_ms;
	if (until > now) {
		session_refuse_for(session, about, REFUSAL_BLOCKED,
			(unsigned)((until - now + MS_PER_S - 1) / MS_PER_S));
	}
	return until > now;
}

void handle_ask(struct session *session, const struct frame *frame)
{
	struct visit *visit = session->visit;
	struct asked asked;
	if (session_must_wait(session, about_frame(frame)) || is_blocked(session, about_frame(frame))) {
		return;
	}
	if (read_ask(session->chat->ports.directory, &frame->ask, &asked) != 0) {
		session_refuse(session, about_frame(frame), REFUSAL_UNKNOWN);
		return;
	}
	struct queue_ask ask = {
		.pool = asked.pool,
		.sid = visit->sid,
		.token = visit->token,
		.municipality = asked.region,
		.county = asked.county,
		.topic = asked.topic,
		.languages = asked.languages,
		.avoid = asked.avoid,
		.urgency = (unsigned)frame->ask.urgency,
		.who = (unsigned)frame->ask.who,
	};
	if (notice_is_closed(session->chat, &ask)) {
		session_refuse(session, about_frame(frame), REFUSAL_OFF);
		return;
	}
	int err = queue_ask(session->chat->ports.store, session_reply_to(session, 0), &ask, on_asked);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
		return;
	}
	/* From here on the visit may exist, whatever becomes of the answer. */
	snprintf(visit->pool, sizeof visit->pool, "%s", asked.pool);
	visit_keep_ask(visit, &ask);
	session->busy = true;
}

static void on_changed(void *context, struct reply_to to, int err, const struct queue_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	if (err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_CHANGE}, err);
	} else if (session->state == STATE_WAITING &&
		(place->state == VISIT_WAITING || place->state == VISIT_OFFERED)) {
		visit_tell_queued(session, place);
	}
}

/* Kept at once, because an answer that is lost may have changed it all the same. */
static void keep_change(struct visit *visit, unsigned who, const char *languages)
{
	if (visit->ask != NULL) {
		struct queue_ask ask = visit_ask_get(visit->ask);
		ask.who = who;
		ask.languages = languages;
		visit_keep_ask(visit, &ask);
	}
}

void handle_change(struct session *session, const struct frame *frame)
{
	const struct frame_change *change = &frame->change;
	struct visit *visit = session->visit;
	const struct pool *pool = directory_pool(session->chat->ports.directory, visit->pool);
	char languages[LISTS_MAX];
	if (pool == NULL || !all_known(&change->languages, pool->languages) ||
		lists_join(&change->languages, languages, sizeof languages) != 0) {
		session_refuse(session, about_frame(frame), REFUSAL_UNKNOWN);
		return;
	}
	int err = queue_change(session->chat->ports.store, session_reply_to(session, 0), visit->pool,
		visit->sid, (unsigned)change->who, languages, on_changed);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
		return;
	}
	keep_change(visit, (unsigned)change->who, languages);
}

static enum finish finish_of_cancel(uint64_t why)
{
	return why == 1 ? FINISH_DIVERTED : FINISH_CANCELLED;
}

static void on_cancelled(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->state != STATE_WAITING) {
		return;
	}
	if (err != 0 && err != ERR_GONE) {
		session_refuse_err(session, (struct about){.frame = FRAME_CANCEL}, err);
		return;
	}
	visit_end_wait(session, finish_word(finish_of_cancel(to.tag)));
}

void handle_cancel(struct session *session, const struct frame *frame)
{
	const struct visit *visit = session->visit;
	uint64_t why = frame->cancel.why;
	int err = queue_cancel(session->chat->ports.store, session_reply_to(session, why), visit->pool,
		visit->sid, finish_word(finish_of_cancel(why)), on_cancelled);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}

static void refuse_ready(struct session *session, int err)
{
	session_refuse_err(session, (struct about){.frame = FRAME_READY}, err);
	visit_look(session);
}

/* News come over a link of their own: the room may be lost again by now, or another one be matched. */
static bool is_of_match(const struct visit *visit, struct reply_to to)
{
	return visit->room[0] != '\0' && visit->matches == to.tag;
}

static void on_ready(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->state != STATE_WAITING) {
		return;
	}
	if (err != 0) {
		refuse_ready(session, err);
	} else if (!is_of_match(session->visit, to)) {
		visit_look(session);
	} else {
		visit_take_up_room(session);
	}
}

static void on_log_made(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->state != STATE_WAITING) {
		return;
	}
	const struct visit *visit = session->visit;
	if (!is_of_match(visit, to)) {
		visit_look(session);
		return;
	}
	if (err == 0) {
		err = queue_ready(session->chat->ports.store, to, visit->pool, visit->sid, visit->room,
			on_ready);
	}
	if (err != 0) {
		refuse_ready(session, err);
	}
}

/* The log is made first, so that the counsellor who hears of the room finds it; where a failover has lost it, in an epoch in
 * which the client has nothing of it. */
void handle_ready(struct session *session, const struct frame *frame)
{
	struct visit *visit = session->visit;
	char room[IDENT_ID_HEX];
	ident_hex(frame->ready.room.data, frame->ready.room.len, room);
	if (strcmp(room, visit->room) != 0) {
		session_refuse(session, about_frame(frame), REFUSAL_LATE);
		return;
	}
	comeback_destroy(session->comeback);
	session->comeback = comeback_create_ready(&frame->ready);
	struct reply_to to = session_reply_to(session, visit->matches);
	int err = session->comeback == NULL ? ERR_NOMEM
										: room_open(session->chat->ports.store, to, visit->room,
											  frame->ready.log_epoch + 1, on_log_made);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}
