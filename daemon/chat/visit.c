/* What a visit tells its youth, and how it begins and ends. */
#include "chat/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "chat/band.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room.h"
#include "chat/room_log.h"

enum { LOOK_EVERY_MS = 15000, MS_PER_S = 1000 };

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
	ident_hex(sid, IDENT_ID_LEN, visit->sid);
	session->visit = visit;
	return 0;
}

void visit_destroy(struct visit *visit)
{
	if (visit != NULL) {
		ident_cleanse(visit, sizeof *visit);
	}
	free(visit);
}

/* When the youth's own agency opens next; 0 when it is open, unknown, or somebody may answer. */
static uint64_t next_opening(const struct chat *chat, const struct queue_place *place)
{
	enum { WHO_MINE = 1 };
	const struct directory *directory = chat->ports.directory;
	const struct pool *pool = directory_pool(directory, place->pool);
	const struct agency *agency = directory_agency_of(directory, place->pool, place->municipality);
	if (place->who != WHO_MINE || place->slots > 0 || pool == NULL || agency == NULL) {
		return 0;
	}
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	int64_t until = 0;
	const struct hours *hours = agency_hours(agency);
	if (hours_open_at(hours, pool->zone, now_s, &until)) {
		return 0;
	}
	return (uint64_t)hours_next(hours, pool->zone, now_s);
}

void visit_tell_queued(struct session *session, const struct queue_place *place)
{
	struct frame frame = {.type = FRAME_QUEUED};
	frame.queued.level = place->level;
	frame.queued.band = place->state == VISIT_OFFERED
		? BAND_SOON
		: band_of(place->ahead, place->slots, place->last_wait_ms);
	frame.queued.widened = place->widened;
	frame.queued.opens_at = next_opening(session->chat, place);
	session_send(session, &frame);
}

void visit_tell_matched(struct session *session, const struct seat *seat)
{
	struct visit *visit = session->visit;
	const struct agency *agency = directory_agency(session->chat->ports.directory, visit->agency);
	uint8_t id[IDENT_ID_LEN];
	if (ident_from_hex(view_text(visit->room), id, sizeof id) != 0) {
		return;
	}
	struct frame frame = {.type = FRAME_MATCHED};
	frame.matched.room = (struct view){id, sizeof id};
	frame.matched.seat = SEAT_YOUTH;
	frame.matched.alias = view_text(visit->alias);
	frame.matched.agency = view_text(agency != NULL ? agency_get(agency, "name") : visit->agency);
	frame.matched.log_epoch = seat != NULL ? seat->log_epoch : 1;
	frame.matched.next_cseq = seat != NULL ? seat->next_cseq : 1;
	frame.matched.resumed = seat != NULL;
	session_send(session, &frame);
}

static void announce(struct seat *seat)
{
	visit_tell_matched(seat->session, seat);
}

static void over(struct seat *seat)
{
	visit_end(seat->session);
}

static const struct seat_owner owner = {.announce = announce, .over = over};

static void on_look_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct session *session = (struct session *)((char *)timer - offsetof(struct session, timer));
	(void)now_ms;
	visit_look(session);
}

static void look_again(struct session *session)
{
	session->timer.fire = on_look_due;
	wheel_set(&session->chat->wheel, &session->timer, session->chat->now_ms + LOOK_EVERY_MS);
}

void visit_take_up_room(struct session *session)
{
	struct visit *visit = session->visit;
	wheel_cancel(&session->timer);
	session_set_state(session, STATE_TALKING);
	struct seat *seat = seat_find_hex(session, visit->room);
	if (seat != NULL) {
		room_rejoin(seat);
		return;
	}
	if (room_join(session, visit->room, SEAT_YOUTH, &owner) == NULL) {
		visit_end_wait(session, finish_word(FINISH_CLOSED));
	}
}

/* Redis has no such visit any more: its client hears the end of whatever it still shows. */
static void find_gone(struct session *session)
{
	struct seat *seat = seat_find_hex(session, session->visit->room);
	if (seat != NULL) {
		room_finish(seat, finish_word(FINISH_AWAY));
	} else if (session->state == STATE_OPEN) {
		visit_end(session); /* an ASK whose answer was lost, and that never came there */
	} else {
		visit_end_wait(session, finish_word(FINISH_AWAY));
	}
}

void visit_place(struct session *session, const struct queue_place *place)
{
	struct visit *visit = session->visit;
	snprintf(visit->pool, sizeof visit->pool, "%s", place->pool);
	snprintf(visit->sid, sizeof visit->sid, "%s", place->sid);
	snprintf(visit->municipality, sizeof visit->municipality, "%s", place->municipality);
	switch (place->state) {
	case VISIT_NONE: find_gone(session); return;
	case VISIT_WAITING:
	case VISIT_OFFERED:
		seat_forget_all(session);
		session_set_state(session, STATE_WAITING);
		visit_tell_queued(session, place);
		look_again(session);
		return;
	case VISIT_MATCHED:
	case VISIT_TALKING: break;
	}
	snprintf(visit->room, sizeof visit->room, "%s", place->room);
	snprintf(visit->alias, sizeof visit->alias, "%s", place->alias);
	snprintf(visit->agency, sizeof visit->agency, "%s", place->agency);
	if (place->state == VISIT_TALKING) {
		visit_take_up_room(session);
		return;
	}
	session_set_state(session, STATE_WAITING);
	visit_tell_matched(session, NULL);
}

void visit_end(struct session *session)
{
	struct visit *visit = session->visit;
	visit->pool[0] = '\0';
	visit->room[0] = '\0';
	wheel_cancel(&session->timer);
	if (session->state == STATE_WAITING || session->state == STATE_TALKING) {
		session_set_state(session, STATE_OPEN);
	}
}

void visit_end_wait(struct session *session, const char *word)
{
	struct frame frame = {.type = FRAME_ENDED};
	frame.ended.reason = view_text(word);
	session_send(session, &frame);
	seat_forget_all(session);
	visit_end(session);
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

void visit_requeue(struct session *session)
{
	if (session->state != STATE_WAITING && session->state != STATE_TALKING) {
		return;
	}
	seat_forget_all(session);
	session->visit->room[0] = '\0';
	session_set_state(session, STATE_WAITING);
	visit_look(session);
}

static void on_retaken(void *context, struct reply_to to, int err, const struct queue_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	if (err == 0) {
		visit_place(session, place);
	} else if (err == ERR_GONE) {
		find_gone(session);
	}
}

void visit_retake(struct session *session)
{
	struct visit *visit = session->visit;
	if (visit->pool[0] == '\0') {
		return;
	}
	/* An error means that the store is down again: connected comes once more. */
	int err = queue_resume(session->chat->ports.store, session_reply_to(session, 0), visit->token,
		visit->token, on_retaken);
	(void)err;
}

void visit_detach(struct session *session)
{
	struct visit *visit = session->visit;
	if (visit->pool[0] == '\0') {
		return;
	}
	int err = queue_detach(session->chat->ports.store, session_reply_to(session, 0), visit->pool,
		visit->sid, NULL);
	(void)err; /* not reached: the lease or the next attach finds out */
}

void visit_leave_quickly(struct session *session)
{
	if (session->visit->pool[0] == '\0') {
		return;
	}
	const struct visit *visit = session->visit;
	struct store *store = session->chat->ports.store;
	struct reply_to to = session_reply_to(session, 0);
	/* While the ASK is under way the ticket is not bound yet, but there can be no room either. */
	int err = session->busy
		? queue_cancel(store, to, visit->pool, visit->sid, finish_word(FINISH_LEFT_QUICKLY), NULL)
		: queue_leave(store, to, visit->leave, NULL);
	(void)err; /* not reached: the grace ends it */
}
