/* The ways out of a room: LEAVE ends it, or closes the seat of who was invited to it; BLOCK ends it so that its youth cannot ask again at once; SWAP gives the youth back to the queue, PARK does so while the youth is away. */
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_log.h"
#include "chat/shift.h"
#include "chat/visit.h"
#include "store/agency_edits.h"

/* The seat whose serial the request carried, or NULL when it is gone. */
static struct seat *find_seat(void *context, struct reply_to to)
{
	struct session *session = registry_find(context, to.session);
	return session != NULL ? seat_find_serial(session, to.tag) : NULL;
}

static void refuse(const struct seat *seat, enum frame_type frame, int err)
{
	struct about about = {.frame = frame, .room = seat_room(seat)};
	session_refuse_err(seat->session, about, err);
}

static const char *pool_of(const struct session *session)
{
	return session->visit != NULL ? session->visit->pool : session->shift->pool;
}

static const char *id_of(const struct session *session)
{
	return session->visit != NULL ? session->visit->sid : session->shift->person.id;
}

static enum finish finish_by(const struct session *session)
{
	return session->role == ROLE_YOUTH ? FINISH_LEFT : FINISH_COUNSELLOR;
}

/* Routing has ended it, or not, with that reason. */
static void finish(struct seat *seat, enum frame_type frame, enum finish reason, int err)
{
	if (err != 0 && err != ERR_GONE) {
		refuse(seat, frame, err);
		return;
	}
	room_finish(seat, finish_word(reason));
}

/* The log is closed, or not: now routing. */
static void end(struct seat *seat, struct reply_to to, enum finish reason, int err,
	store_done_fn done)
{
	const struct session *session = seat->session;
	if (err == 0 || err == ERR_GONE) {
		err = queue_end(session->chat->ports.store, to, pool_of(session), id_of(session),
			seat->room, finish_word(reason), done);
	}
	if (err != 0) {
		refuse(seat, reason == FINISH_BLOCKED ? FRAME_BLOCK : FRAME_LEAVE, err);
	}
}

static void on_ended(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat != NULL) {
		finish(seat, FRAME_LEAVE, finish_by(seat->session), err);
	}
}

static void on_closed_to_end(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat != NULL) {
		end(seat, to, finish_by(seat->session), err, on_ended);
	}
}

/* A line of the agency's audit: who did it and when, and not a word of whom or why. */
static void note_block(const struct session *session)
{
	const struct auth_person *person = &session->shift->person;
	const struct agency_line line = {.who = person->id,
		.name = person->name,
		.what = "block",
		.about = "",
		.was = "",
		.now = ""};
	int err = agency_note(session->chat->ports.store, session_reply_to(session, 0), person->agency,
		&line, NULL, NULL);
	(void)err; /* not reached: the room is ended all the same */
}

static void on_blocked(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat == NULL) {
		return;
	}
	if (err == 0) {
		note_block(seat->session);
	}
	finish(seat, FRAME_BLOCK, FINISH_BLOCKED, err);
}

static void on_closed_to_block(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat != NULL) {
		end(seat, to, FINISH_BLOCKED, err, on_blocked);
	}
}

/* The youth's session hears by news that it waits again; the counsellor's own wish brings none. */
static void on_swapped(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat == NULL) {
		return;
	}
	if (err != 0) {
		refuse(seat, FRAME_SWAP, err);
	} else if (seat->session->shift != NULL) {
		room_hand_back(seat, finish_word(FINISH_SWAPPED));
	}
}

static void on_stepped_out(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat != NULL && err != 0 && err != ERR_GONE) {
		refuse(seat, FRAME_LEAVE, err);
	} else if (seat != NULL) {
		room_hand_back(seat, finish_word(FINISH_PARTED));
	}
}

/* Somebody else's room goes on without this seat. */
static int step_out(const struct seat *seat)
{
	const struct session *session = seat->session;
	return presence_leave(session->chat->ports.store, session_reply_to(session, seat->serial),
		session->shift->pool, session->shift->person.id, seat->room, on_stepped_out);
}

static int begin_end(const struct seat *seat, store_done_fn closed)
{
	const struct session *session = seat->session;
	return room_close(session->chat->ports.store, session_reply_to(session, seat->serial),
		seat->room, closed);
}

/* The seat if it is the room's own side that speaks; else it is refused. */
static const struct seat *own_seat(struct session *session, struct about about)
{
	const struct seat *seat = seat_find(session, about.room);
	if (seat == NULL || seat->owner->outlived || seat->owner->beside) {
		session_refuse(session, about, REFUSAL_LATE);
		return NULL;
	}
	return seat;
}

/* The log is closed before anybody hears of the end, so that nothing can be stored behind the last look at it. */
void handle_leave(struct session *session, const struct frame *frame)
{
	struct about about = about_frame(frame);
	const struct seat *seat = seat_find(session, about.room);
	if (seat == NULL || seat->owner->outlived) {
		session_refuse(session, about, REFUSAL_LATE);
		return;
	}
	int err = seat->owner->beside ? step_out(seat) : begin_end(seat, on_closed_to_end);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

/* As LEAVE, with another reason, which is what makes the difference to the youth's socket and to what follows the visit. */
void handle_block(struct session *session, const struct frame *frame)
{
	struct about about = about_frame(frame);
	const struct seat *seat = own_seat(session, about);
	int err = seat != NULL ? begin_end(seat, on_closed_to_block) : 0;
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

/* The log stays open, for the room goes on with somebody else. */
void handle_swap(struct session *session, const struct frame *frame)
{
	struct about about = about_frame(frame);
	const struct seat *seat = own_seat(session, about);
	if (seat == NULL) {
		return;
	}
	int err = queue_swap(session->chat->ports.store, session_reply_to(session, seat->serial),
		pool_of(session), id_of(session), seat->room, frame->swap.elsewhere == 1, on_swapped);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

static void on_parked(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat == NULL) {
		return;
	}
	if (err == ERR_MOMENT) {
		struct about about = {.frame = FRAME_PARK, .room = seat_room(seat)};
		session_refuse(seat->session, about, REFUSAL_STATE);
	} else if (err != 0) {
		refuse(seat, FRAME_PARK, err);
	} else {
		room_hand_back(seat, finish_word(FINISH_PARKED));
	}
}

/* The log stays open until it is done: the youth may have come back a moment ago, and then the room goes on. */
void handle_park(struct session *session, const struct frame *frame)
{
	const struct shift *shift = session->shift;
	struct about about = about_frame(frame);
	const struct seat *seat = own_seat(session, about);
	if (seat == NULL) {
		return;
	}
	int err = presence_park(session->chat->ports.store, session_reply_to(session, seat->serial),
		shift->pool, shift->person.id, seat->room, on_parked);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}
