/* How a visit begins, where it stands and how it ends; what its youth is told of it lies in visit_tell. */
#include "chat/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chat/comeback.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room.h"
#include "chat/room_log.h"
#include "chat/visit_tell.h"
#include "store/form.h"

enum { BLOCK_MS = 1800000 };

int visit_begin(struct session *session, uint8_t ret_token[IDENT_TOKEN_LEN],
	uint8_t ret_leave[IDENT_TOKEN_LEN])
{
	struct visit *visit = calloc(1, sizeof *visit);
	if (visit == NULL) {
		return ERR_NOMEM;
	}
	uint8_t sid[IDENT_HASH_LEN];
	ident_random(ret_token, IDENT_TOKEN_LEN);
	ident_random(ret_leave, IDENT_TOKEN_LEN);
	ident_hash(ret_token, IDENT_TOKEN_LEN, visit->token);
	ident_hash(ret_leave, IDENT_TOKEN_LEN, visit->leave);
	ident_hash_labelled("samtale visit", ret_token, IDENT_TOKEN_LEN, sid);
	ident_name(sid, visit->sid);
	session->visit = visit;
	return 0;
}

void visit_destroy(struct visit *visit)
{
	if (visit != NULL) {
		visit_ask_destroy(visit->ask);
		ident_cleanse(visit, sizeof *visit);
	}
	free(visit);
}

void visit_keep_ask(struct visit *visit, const struct queue_ask *ask)
{
	struct visit_ask *kept = visit_ask_create(ask);
	visit_ask_destroy(visit->ask);
	visit->ask = kept;
}

static void announce(struct seat *seat)
{
	visit_tell_matched(seat->session, seat);
	beside_tell(seat, &seat->session->visit->seats);
}

/* The visit is over: the session may ask again. */
static void forget(struct session *session)
{
	struct visit *visit = session->visit;
	visit->pool[0] = '\0';
	visit->room[0] = '\0';
	visit->kept[0] = '\0';
	visit->seats = (struct beside){0};
	visit->answered_ms = 0;
	visit->told = (struct visit_told){0};
	visit_ask_destroy(visit->ask);
	visit->ask = NULL;
	wheel_cancel(&session->timer);
	if (session->state == STATE_WAITING || session->state == STATE_TALKING) {
		session_set_state(session, STATE_OPEN);
	}
}

static void over(struct seat *seat)
{
	struct session *session = seat->session;
	if (seat->finish == finish_word(FINISH_BLOCKED)) {
		session->visit->after.blocked_ms = session->chat->now_ms + BLOCK_MS;
	}
	forget(session);
}

static void end_room(struct seat *seat)
{
	const struct session *session = seat->session;
	int err = queue_end(session->chat->ports.store, session_reply_to(session, 0),
		session->visit->pool, session->visit->sid, seat->room, finish_word(FINISH_CLOSED), NULL);
	(void)err; /* not reached: connected joins again, and finds the same */
}

static void wrote(const struct seat *seat, store_done_fn done)
{
	const struct session *session = seat->session;
	form_wrote(session->chat->ports.store, session_reply_to(session, seat->serial),
		session->visit->pool, session->visit->sid, seat->room, done);
}

static const struct seat_owner owner = {.announce = announce,
	.log_gone = end_room,
	.over = over,
	.wrote = wrote};

static void on_look_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct session *session = (struct session *)((char *)timer - offsetof(struct session, timer));
	(void)now_ms;
	visit_look(session);
}

void visit_look_soon(struct session *session, uint64_t within_ms)
{
	session->timer.fire = on_look_due;
	wheel_set(&session->chat->wheel, &session->timer, session->chat->now_ms + within_ms);
}

static void look_again(struct session *session)
{
	visit_look_soon(session, visit_next_look_ms(session));
}

void visit_take_up_room(struct session *session)
{
	struct visit *visit = session->visit;
	wheel_cancel(&session->timer);
	uint64_t now_ms = store_clock_ms(session->chat->ports.store, visit->pool);
	visit->answered_ms = visit->answered_ms != 0 ? visit->answered_ms : now_ms;
	session_set_state(session, STATE_TALKING);
	struct seat *seat = seat_find_hex(session, visit->room);
	if (seat != NULL) {
		room_rejoin(seat);
		return;
	}
	int err = room_join(session, visit->room, SEAT_YOUTH, &owner);
	comeback_destroy(
		session->comeback); /* what READY or RESUME said of the room holds from here on */
	session->comeback = NULL;
	if (err != 0 && err != ERR_NOMEM) {
		visit_end_wait(session, finish_word(FINISH_CLOSED));
	}
}

/* Redis has no such visit any more: its client hears the end of whatever it still shows. */
static void tell_gone(struct session *session)
{
	struct seat *seat = seat_find_hex(session, session->visit->room);
	if (seat != NULL) {
		room_finish(seat, finish_word(FINISH_AWAY));
	} else if (session->state == STATE_OPEN) {
		forget(session); /* an ASK whose answer was lost, and that never came there */
	} else {
		visit_end_wait(session, finish_word(FINISH_AWAY));
	}
}

static void keep_place(struct session *session, const struct queue_place *place)
{
	struct visit *visit = session->visit;
	snprintf(visit->pool, sizeof visit->pool, "%s", place->pool);
	snprintf(visit->sid, sizeof visit->sid, "%s", place->sid);
	snprintf(visit->municipality, sizeof visit->municipality, "%s", place->municipality);
	snprintf(visit->topic, sizeof visit->topic, "%s", place->topics.now);
	snprintf(visit->kept, sizeof visit->kept, "%s", place->room);
	beside_read(&visit->seats, place->top, place->beside);
	visit->seats.own = place->seat;
	visit->asked_ms = store_clock_ms(session->chat->ports.store, visit->pool) - place->waited_ms;
	visit->level = place->level;
	visit->run = store_run(session->chat->ports.store);
}

static void place_in_queue(struct session *session, const struct queue_place *place)
{
	seat_forget_all(session);
	session->visit->room[0] = '\0';
	session_set_state(session, STATE_WAITING);
	visit_tell_queued(session, place);
	look_again(session);
}

static void keep_match(struct visit *visit, const struct visit_match *match)
{
	visit->matches += strcmp(visit->room, match->room) != 0 ? 1 : 0;
	snprintf(visit->room, sizeof visit->room, "%s", match->room);
	snprintf(visit->kept, sizeof visit->kept, "%s", match->room);
	snprintf(visit->topic, sizeof visit->topic, "%s", match->topic);
	visit->seats.own = match->seat;
	visit->seats.top = match->seat > visit->seats.top ? match->seat : visit->seats.top;
	snprintf(visit->alias, sizeof visit->alias, "%s", match->alias);
	snprintf(visit->agency, sizeof visit->agency, "%s", match->agency);
	snprintf(visit->cid, sizeof visit->cid, "%s", match->cid);
}

void visit_match(struct session *session, const struct visit_match *match)
{
	visit_tell_given_back(session);
	keep_match(session->visit, match);
	visit_tell_matched(session, NULL);
}

/* Who has not begun yet is not the one that the session sits with: that one gave the room back, and the news are late. */
static void part_from_before(struct session *session)
{
	if (session->seats != NULL && session->visit->told.why == NULL) {
		session->visit->told.why = finish_word(FINISH_PARKED);
	}
	seat_forget_all(session);
}

void visit_place(struct session *session, const struct queue_place *place)
{
	const struct visit_match match = {place->room, place->seat, place->topics.now, place->alias,
		place->agency, place->cid};
	keep_place(session, place);
	switch (place->state) {
	case VISIT_NONE: tell_gone(session); return;
	case VISIT_WAITING:
	case VISIT_OFFERED: place_in_queue(session, place); return;
	case VISIT_MATCHED:
		part_from_before(session);
		session_set_state(session, STATE_WAITING);
		visit_match(session, &match);
		return;
	case VISIT_TALKING:
		keep_match(session->visit, &match);
		visit_take_up_room(session);
		return;
	}
}

void visit_end_wait(struct session *session, const char *word)
{
	struct frame frame = {.type = FRAME_ENDED};
	frame.ended.reason = view_text(word);
	session_send(session, &frame);
	seat_forget_all(session);
	forget(session);
}

static void on_put_back(void *context, struct reply_to to, int err, const struct queue_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->visit->pool[0] == '\0') {
		return;
	}
	if ((err == ERR_DOWN || err == ERR_NOMEM) && session_untaken(session, err)) {
		return; /* while ERR_FULL is the queue's own */
	}
	if (err != 0 || place->state == VISIT_NONE) {
		tell_gone(session);
		return;
	}
	err = queue_bind_leave(session->chat->ports.store, session_reply_to(session, 0), place->pool,
		place->sid, session->visit->leave, NULL);
	(void)err; /* without it a quick exit ends by the close code, or by the grace */
	visit_place(session, place);
}

/* Redis was replaced since the place was last known, and may have lost it: the visit is put back as it was asked. False
 * when it cannot be, because it ended, or was asked on another node. */
static bool put_back(struct session *session)
{
	const struct visit *visit = session->visit;
	struct store *store = session->chat->ports.store;
	if (visit->ask == NULL || visit->asked_ms == 0 || store_run(store) == visit->run) {
		return false;
	}
	struct queue_back back = {
		.ask = visit_ask_get(visit->ask),
		.asked_ms = visit->asked_ms,
		.level = visit->level,
		.room = visit->kept,
		.seat = visit->seats.top,
		.own = visit->seats.own,
		.cid = session->state == STATE_TALKING ? visit->cid : "",
		.answered_ms = visit->answered_ms,
	};
	back.ask.pool = visit->pool;
	back.ask.sid = visit->sid;
	back.ask.token = visit->token;
	int err = queue_put_back(store, session_reply_to(session, 0), &back, on_put_back);
	return err == 0 || session_untaken(session, err);
}

static void find_gone(struct session *session)
{
	if (!put_back(session)) {
		tell_gone(session);
	}
}

/* Whether the place is a room that this session does not know of: the news, or an answer, got lost. */
static bool is_unheard(const struct session *session, const struct queue_place *place)
{
	return place->state == VISIT_TALKING || strcmp(place->room, session->visit->room) != 0;
}

static void on_look(void *context, struct reply_to to, int err, const struct queue_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->state != STATE_WAITING) {
		return;
	}
	if (err == 0) {
		keep_place(session, place);
	}
	look_again(session);
	if (err == ERR_GONE || (err == 0 && place->state == VISIT_NONE)) {
		find_gone(session);
	} else if (err == 0 && (place->state == VISIT_WAITING || place->state == VISIT_OFFERED)) {
		visit_tell_queued(session, place);
	} else if (err == 0 && is_unheard(session, place)) {
		visit_place(session, place);
	}
}

void visit_look(struct session *session)
{
	struct visit *visit = session->visit;
	if (session->state != STATE_WAITING) {
		return;
	}
	if (queue_status(session->chat->ports.store, session_reply_to(session, 0), visit->pool,
			visit->sid, on_look) != 0) {
		look_again(session);
	}
}

/* Whoever was there with the youth says nothing more from now on; before the youth hears of it. */
static void close_seats_before(struct session *session)
{
	const struct visit *visit = session->visit;
	if (seat_find_hex(session, visit->room) != NULL && visit->seats.own > 0) {
		int err = room_vacate(session->chat->ports.store, session_reply_to(session, 0), visit->room,
			1, visit->seats.top, NULL);
		(void)err; /* not reached: the sweep of routing closes it too */
	}
}

void visit_requeue(struct session *session, const char *why)
{
	if (session->state != STATE_WAITING && session->state != STATE_TALKING) {
		return;
	}
	if (why != NULL) {
		session->visit->told.why = why;
		close_seats_before(session);
	}
	seat_forget_all(session);
	session->visit->room[0] = '\0';
	session->visit->seats.count = 0;
	session_set_state(session, STATE_WAITING);
	visit_look(session);
}

void visit_give_back(struct chat *chat, struct reply_to to, int err,
	const struct queue_place *place)
{
	if (err == 0 && place->state != VISIT_NONE) {
		parting_tell(chat, PARTING_VISIT, to.session, place->pool, place->sid);
	}
}

static void on_retaken(void *context, struct reply_to to, int err, const struct queue_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		visit_give_back(context, to, err, place);
		return;
	}
	if (err == 0) {
		visit_place(session, place);
	} else if (err == ERR_GONE) {
		find_gone(session);
	} else if (err == ERR_MOMENT) {
		session->chat->end_session(session, ENDING_TAKEN_OVER, NULL);
	} else {
		(void)session_untaken(session, err);
	}
}

void visit_retake(struct session *session)
{
	struct visit *visit = session->visit;
	if (visit->pool[0] == '\0') {
		return;
	}
	struct token_turn same = {visit->token, visit->token, 0};
	int err =
		queue_resume(session->chat->ports.store, session_reply_to(session, 0), &same, on_retaken);
	(void)session_untaken(session, err);
}
