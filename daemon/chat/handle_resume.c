/* RESUME: a visit or a shift is taken up again, on whichever node the client has reached. */
#include <stdlib.h>
#include <string.h>

#include "base/metric.h"
#include "chat/comeback.h"
#include "chat/ending.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/roster.h"
#include "chat/session_span.h"
#include "chat/shift.h"
#include "chat/shift_hours.h"
#include "chat/visit.h"

static void tell_gone(struct session *session)
{
	struct frame frame = {.type = FRAME_LOST};
	frame.lost.why = view_text("gone");
	session_send(session, &frame);
}

static void tell_resumed(struct session *session, unsigned rooms)
{
	struct frame frame = {.type = FRAME_RESUMED};
	frame.resumed.token = (struct view){session->comeback->token, IDENT_TOKEN_LEN};
	frame.resumed.rooms = rooms;
	metric_add_at(METRIC_RESUMES, RESUME_OK, 1);
	session_send(session, &frame);
}

/* Rooms that begin from now on are new to the client. */
static void forget_comeback(struct session *session)
{
	comeback_destroy(session->comeback);
	session->comeback = NULL;
}

static void count_failure(int err)
{
	metric_add_at(METRIC_RESUMES,
		err == ERR_GONE         ? RESUME_GONE
			: err == ERR_MOMENT ? RESUME_TAKEN_OVER
								: RESUME_FAILED,
		1);
}

static void give_up(struct session *session, int err)
{
	count_failure(err);
	forget_comeback(session);
	if (err == ERR_GONE) {
		tell_gone(session);
	} else if (err == ERR_MOMENT) {
		/* The client has dialled again meanwhile, and that socket has it. */
		ending_begin(session, ENDING_TAKEN_OVER, NULL);
	} else {
		session_refuse_err(session, (struct about){.frame = FRAME_RESUME}, err);
	}
}

/* Behind a RESUMED there is no REFUSED: its client takes the shift for open, and must come back with the new token. */
static void give_up_told(struct session *session, int err)
{
	if (err == ERR_NOMEM) {
		ending_begin(session, ENDING_DEAD, "no memory");
	} else {
		give_up(session, err);
	}
}

static void on_youth_resumed(void *context, struct reply_to to, int err,
	const struct queue_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		visit_give_back(context, to, err, place);
		return;
	}
	session->busy = false;
	if (err == 0 && place->state == VISIT_NONE) {
		err = ERR_GONE;
	}
	if (err != 0) {
		give_up(session, err);
		return;
	}
	memcpy(session->visit->token, session->comeback->hash, IDENT_HASH_LEN);
	tell_resumed(session, place->state == VISIT_TALKING ? 1 : 0);
	/* The new socket's leave ticket stands for the visit from now on. */
	err = queue_bind_leave(session->chat->ports.store, session_reply_to(session, 0), place->pool,
		place->sid, session->visit->leave, NULL);
	(void)err; /* without it a quick exit ends by the close code, or by the grace */
	if (session->comeback->count > 0) {
		session->visit->told.why = finish_word(FINISH_PARKED); /* told only where no room follows */
	}
	visit_place(session, place);
	session->visit->told.why = NULL;
	session_span_gone(session, place->waited_ms);
	forget_comeback(session);
}

static void on_staff_resumed(void *context, struct reply_to to, int err,
	const struct presence_place *place)
{
	struct session *session = registry_find(context, to.session);
	struct auth_person person;
	const char *wish = "";
	if (session == NULL) {
		shift_give_back(context, to, err, place);
		return;
	}
	session->busy = false;
	if (err == 0) {
		err = shift_person_from_text(place->person, &person, &wish);
	}
	if (err != 0) {
		give_up(session, err);
		return;
	}
	tell_resumed(session, place->room_count);
	err = shift_begin(session, &person, wish, session->comeback->token);
	if (err != 0) {
		shift_give_back(context, to, 0, place);
		give_up_told(session, err);
		return;
	}
	session->shift->turn = place->turn;
	roster_tell(session);
	shift_place(session, place, "resumed");
	shift_hours_watch(session);
	shift_hours_look(session);
	forget_comeback(session);
}

void handle_resume(struct session *session, const struct frame *frame)
{
	struct chat *chat = session->chat;
	struct about about = about_frame(frame);
	uint8_t presented[IDENT_HASH_LEN];
	if (session_must_wait(session, about)) {
		return;
	}
	session->comeback = comeback_create(&frame->resume);
	if (session->comeback == NULL) {
		session_refuse(session, about, REFUSAL_FULL);
		return;
	}
	ident_hash(frame->resume.token.data, frame->resume.token.len, presented);
	struct reply_to to = session_reply_to(session, 0);
	struct token_turn turn = {presented, session->comeback->hash, frame->resume.attempt};
	int err = session->side == ROLE_YOUTH
		? queue_resume(chat->ports.store, to, &turn, on_youth_resumed)
		: presence_resume(chat->ports.store, to, &turn, chat->options.timers.shift_ticket_seconds,
			  on_staff_resumed);
	if (err != 0) {
		give_up(session, err);
		return;
	}
	session->busy = true;
}
