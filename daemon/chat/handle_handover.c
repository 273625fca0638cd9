/* PROPOSE and CONSENT: a room goes to another counsellor, topic or agency, or a colleague comes into it, if its youth says
 * yes. */
#include <string.h>

#include "chat/handle.h"
#include "chat/handover.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "chat/visit.h"
#include "store/handover.h"

static const enum handover_kind kinds[] = {
	[WIRE_COUNSELLOR] = HANDOVER_COUNSELLOR,
	[WIRE_TOPIC] = HANDOVER_TOPIC,
	[WIRE_AGENCY] = HANDOVER_AGENCY,
	[WIRE_INVITE] = HANDOVER_INVITE,
};

/* Fills the proposal's target from the directory. ERR_RANGE: there is no such topic, or agency of this pool. */
static int find_target(const struct directory *directory, const char *target,
	struct handover *proposal)
{
	proposal->target = target;
	proposal->municipality = "";
	if (proposal->kind == HANDOVER_TOPIC) {
		return directory_topic(directory, target) != NULL ? 0 : ERR_RANGE;
	}
	if (proposal->kind == HANDOVER_AGENCY) {
		const struct agency *agency = directory_agency(directory, target);
		if (agency == NULL || !agency_is_live(agency) ||
			strcmp(agency_get(agency, "pool"), proposal->pool) != 0) {
			return ERR_RANGE;
		}
		proposal->municipality = agency_get(agency, "municipality");
	}
	return 0;
}

static void on_proposed(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	const struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat != NULL && err != 0) {
		struct about about = {.frame = FRAME_PROPOSE, .room = seat_room(seat)};
		session_refuse_err(session, about, err);
	}
}

void handle_propose(struct session *session, const struct frame *frame)
{
	const struct shift *shift = session->shift;
	struct about about = about_frame(frame);
	const struct seat *seat = seat_find(session, about.room);
	char target[STORE_WORD_MAX];
	if (seat == NULL || seat->finish != NULL) {
		session_refuse(session, about, REFUSAL_LATE);
		return;
	}
	struct handover proposal = {
		.pool = shift->pool,
		.cid = shift->person.id,
		.room = seat->room,
		.kind = kinds[frame->propose.kind],
	};
	int err = view_copy(frame->propose.target, target, sizeof target);
	if (err == 0) {
		err = find_target(session->chat->ports.directory, target, &proposal);
	}
	if (err == 0) {
		err = handover_propose(session->chat->ports.store, session_reply_to(session, seat->serial),
			&proposal, on_proposed);
	}
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

/* A no is told by this answer alone; everything else comes as news, to both sides. */
static void on_consented(void *context, struct reply_to to, int err, const char *word)
{
	struct session *session = registry_find(context, to.session);
	const struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat == NULL) {
		return;
	}
	if (err != 0) {
		struct about about = {.frame = FRAME_CONSENT, .room = seat_room(seat)};
		session_refuse_err(session, about, err);
	} else if (strcmp(word, "no") == 0) {
		handover_tell(seat, word);
	}
}

void handle_consent(struct session *session, const struct frame *frame)
{
	const struct visit *visit = session->visit;
	struct about about = about_frame(frame);
	const struct seat *seat = seat_find(session, about.room);
	if (seat == NULL || seat->finish != NULL) {
		session_refuse(session, about, REFUSAL_LATE);
		return;
	}
	int err = handover_consent(session->chat->ports.store, session_reply_to(session, seat->serial),
		visit->pool, visit->sid, seat->room, frame->consent.yes == 1, on_consented);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}
