/* The ways out of a room: LEAVE ends it, or closes the seat of who was invited to it, SWAP gives the youth back to the queue, PARK does so while the youth is away. */
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room_log.h"
#include "chat/shift.h"
#include "chat/visit.h"

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

static void on_ended(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat == NULL) {
		return;
	}
	if (err != 0 && err != ERR_GONE) {
		refuse(seat, FRAME_LEAVE, err);
		return;
	}
	room_finish(seat, finish_word(finish_by(seat->session)));
}

static void on_closed_to_end(void *context, struct reply_to to, int err)
{
	struct seat *seat = find_seat(context, to);
	if (seat == NULL) {
		return;
	}
	const struct session *session = seat->session;
	if (err == 0 || err == ERR_GONE) {
		err = queue_end(session->chat->ports.store, to, pool_of(session), id_of(session),
			seat->room, finish_word(finish_by(session)), on_ended);
	}
	if (err != 0) {
		refuse(seat, FRAME_LEAVE, err);
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

static int begin_end(const struct seat *seat)
{
	const struct session *session = seat->session;
	return room_close(session->chat->ports.store, session_reply_to(session, seat->serial),
		seat->room, on_closed_to_end);
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
	int err = seat->owner->beside ? step_out(seat) : begin_end(seat);
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
		pool_of(session), id_of(session), seat->room, on_swapped);
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
