/* Duty holds: made, listed, opened and shut, kept longer, deleted. What may be done is decided in Redis; that a supervisor
 * of the same agency is asked is seen to here, and once more by the seal, which wants her certificate. */
#include "chat/handle.h"

#include <stdio.h>
#include <string.h>

#include "chat/deciders.h"
#include "chat/hold.h"
#include "chat/hold_list.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"

static void refuse(struct session *session, enum frame_type frame, const char *hold, int err)
{
	uint8_t id[IDENT_ID_LEN];
	struct about about = {.frame = frame};
	if (ident_from_hex(view_text(hold), id, sizeof id) == 0) {
		about.room = (struct view){id, sizeof id};
	}
	if (err == ERR_MOMENT) {
		session_refuse(session, about, REFUSAL_STATE);
	} else {
		session_refuse_err(session, about, err);
	}
}

/* --- made --- */

static void on_made(void *context, struct reply_to to, int err, const char *hold,
	const struct hold_row *rows, unsigned count)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->shift == NULL) {
		return;
	}
	/* Where nobody can tell, it may have been made. */
	bool is_made = err == 0 || err == ERR_DOWN;
	if (err == 0 && count == 1) {
		err = hold_join(session, rows);
	}
	if (err != 0) {
		if (is_made) {
			hold_let_go(session, hold);
		} else {
			hold_give_back(session, hold);
		}
		refuse(session, FRAME_HOLD, "", err);
	}
}

/* The room is there before anybody is told of the hold: a supervisor's desk opens it at once. to.tag is the card's number. */
static void on_room(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->shift == NULL) {
		return;
	}
	const struct shift *shift = session->shift;
	const struct hold_card *card = hold_card_making(session, to.tag);
	if (card == NULL) {
		return; /* refused already */
	}
	const struct hold_make make = {.pool = shift->pool,
		.cid = shift->person.id,
		.hold = card->room,
		.about = card->about,
		.supervisor = card->supervisor,
		.name = card->name,
		.told = card->told};
	if (err == 0) {
		err = hold_make(session->chat->ports.store, session_reply_to(session, 0), &make, on_made);
	}
	if (err != 0) {
		hold_give_back(session, card->room);
		refuse(session, FRAME_HOLD, "", err);
	}
}

static int make_room(struct session *session, const struct deciders_question *question,
	const struct deciders *deciders)
{
	uint8_t id[IDENT_ID_LEN];
	char hold[IDENT_ID_HEX];
	ident_random(id, sizeof id);
	ident_hex(id, sizeof id, hold);
	struct hold_card *card = hold_take_card(session, hold);
	if (card == NULL) {
		return ERR_FULL;
	}
	ident_hex(question->room, sizeof question->room, card->about);
	snprintf(card->supervisor, sizeof card->supervisor, "%s", deciders->list[0].id);
	snprintf(card->name, sizeof card->name, "%s", deciders->list[0].alias);
	card->told = question->told;
	memcpy(&card->number, id, sizeof card->number);
	struct reply_to to = session_reply_to(session, card->number);
	int err = room_open(session->chat->ports.store, to, hold, 1, on_room);
	if (err != 0) {
		hold_give_back(session, hold);
	}
	return err;
}

static void on_decider(struct session *session, int err, const struct deciders_question *question,
	const struct deciders *deciders)
{
	if (err == 0 && deciders->count == 0) {
		err = ERR_RANGE;
	}
	if (err == 0) {
		err = make_room(session, question, deciders);
	}
	if (err != 0) {
		refuse(session, FRAME_HOLD, "", err);
	}
}

void handle_hold(struct session *session, const struct frame *frame)
{
	struct about about = about_frame(frame);
	const struct seat *seat = seat_find(session, about.room);
	struct deciders_question question = {.told = frame->hold.told == 1};
	if (seat == NULL || seat->finish != NULL || seat->owner->outlived) {
		session_refuse(session, about, REFUSAL_LATE);
		return;
	}
	if (!hold_has_place(session)) {
		session_refuse(session, about, REFUSAL_FULL);
		return;
	}
	memcpy(question.room, seat->id, sizeof question.room);
	ident_hex(frame->hold.supervisor.data, IDENT_ID_LEN, question.supervisor);
	int err = deciders_find(session, &question, on_decider);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

void handle_holds(struct session *session, const struct frame *frame)
{
	int err = hold_list_ask(session, frame->holds.number);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}

/* --- one hold --- */

typedef int (*hold_act)(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *hold, hold_done_fn done);

static void act(struct session *session, const struct frame *frame, hold_act call,
	hold_done_fn done)
{
	const struct shift *shift = session->shift;
	struct about about = about_frame(frame);
	char hold[IDENT_ID_HEX];
	ident_hex(about.room.data, IDENT_ID_LEN, hold);
	int err = call(session->chat->ports.store, session_reply_to(session, 0), shift->pool,
		shift->person.id, hold, done);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

static void on_opened(void *context, struct reply_to to, int err, const char *hold,
	const struct hold_row *rows, unsigned count)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->shift == NULL) {
		return;
	}
	if (err == 0 && count == 1) {
		err = hold_join(session, rows);
	}
	if (err != 0) {
		refuse(session, FRAME_CONSULT, hold, err);
	}
}

static void on_given(void *context, struct reply_to to, int err, const char *hold,
	const struct hold_row *rows, unsigned count)
{
	struct session *session = registry_find(context, to.session);
	struct seat *seat = session != NULL ? seat_find_hex(session, hold) : NULL;
	(void)rows;
	(void)count;
	if (err != 0 && session != NULL) {
		refuse(session, FRAME_CONSULT, hold, err);
	} else if (seat != NULL) {
		hold_shut(seat);
	}
}

void handle_consult(struct session *session, const struct frame *frame)
{
	struct seat *seat = hold_seat(session, frame->consult.hold);
	if (frame->consult.on == 1 && seat == NULL && !hold_has_place(session)) {
		session_refuse(session, about_frame(frame), REFUSAL_FULL);
	} else if (frame->consult.on == 1) {
		act(session, frame, hold_open, on_opened);
	} else if (seat == NULL) {
		session_refuse(session, about_frame(frame), REFUSAL_LATE);
	} else if (seat->number == HOLD_SEAT_GIVER) {
		act(session, frame, hold_give, on_given);
	} else {
		hold_shut(seat);
	}
}

static void on_kept(void *context, struct reply_to to, int err, const char *hold,
	const struct hold_row *rows, unsigned count)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL || session->shift == NULL) {
		return;
	}
	if (err != 0) {
		refuse(session, FRAME_KEEP, hold, err);
	} else if (count == 1) {
		hold_moved(session, rows);
	}
}

void handle_keep(struct session *session, const struct frame *frame)
{
	act(session, frame, hold_keep, on_kept);
}

/* ENDED comes by news, to both. */
static void on_dropped(void *context, struct reply_to to, int err, const char *hold,
	const struct hold_row *rows, unsigned count)
{
	struct session *session = registry_find(context, to.session);
	(void)rows;
	(void)count;
	if (session != NULL && err != 0) {
		refuse(session, FRAME_DROP, hold, err);
	}
}

void handle_drop(struct session *session, const struct frame *frame)
{
	act(session, frame, hold_drop, on_dropped);
}
