/* A place in the queue as a youth may know it: a band, never a number that can go up. */
#include "chat/visit_tell.h"

#include "base/clock.h"
#include "chat/band.h"
#include "chat/internal.h"
#include "chat/lists.h"
#include "chat/notice.h"
#include "chat/visit.h"
#include "directory/acted.h"

enum { MS_PER_S = 1000 };

/* When the youth's own agency opens next; 0 when it is open, unknown, or somebody may answer. */
static uint64_t next_opening(const struct chat *chat, const struct queue_place *place)
{
	enum { WHO_MINE = 1 };
	const struct directory *directory = chat->ports.directory;
	const struct agency *agency = directory_agency_of(directory, place->pool, place->municipality);
	if (place->who != WHO_MINE || place->slots > 0 || agency == NULL) {
		return 0;
	}
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	bool is_open = acted_at(directory, agency, now_s).open;
	return is_open ? 0 : (uint64_t)acted_next(directory, agency, now_s);
}

static void send_queued(struct session *session, struct frame *frame)
{
	struct visit *visit = session->visit;
	frame->queued.why = view_text(visit->told.why != NULL ? visit->told.why : "");
	visit->told.why = NULL;
	session_send(session, frame);
}

void visit_tell_queued(struct session *session, const struct queue_place *place)
{
	struct chat *chat = session->chat;
	uint64_t longest_ms = (uint64_t)chat->options.timers.max_wait_seconds * MS_PER_S;
	struct frame frame = {.type = FRAME_QUEUED};
	frame.queued.level = place->level;
	frame.queued.band = place->state == VISIT_OFFERED
		? BAND_SOON
		: band_of(place->ahead, place->slots, place->last_wait_ms);
	frame.queued.widened = place->widened;
	frame.queued.opens_at = next_opening(chat, place);
	frame.queued.waited = place->waited_ms / MS_PER_S;
	frame.queued.overdue = place->waited_ms >= longest_ms;
	frame.queued.others = place->topics.others;
	lists_split(place->languages, LIMIT_LANGUAGES, &frame.queued.languages);
	send_queued(session, &frame);
	notice_tell(session, place);
}

void visit_tell_given_back(struct session *session)
{
	struct visit *visit = session->visit;
	struct frame frame = {.type = FRAME_QUEUED};
	if (visit->told.why == NULL) {
		return;
	}
	frame.queued.level = visit->level;
	frame.queued.band = BAND_SOON;
	uint64_t now_ms = store_clock_ms(session->chat->ports.store, visit->pool);
	frame.queued.waited = (now_ms - visit->asked_ms) / MS_PER_S;
	send_queued(session, &frame);
}

void visit_tell_matched(struct session *session, const struct seat *seat)
{
	struct visit *visit = session->visit;
	const struct agency *agency = directory_agency(session->chat->ports.directory, visit->agency);
	const struct seal_port *seal = session->chat->ports.seal;
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
	frame.matched.seats.item[frame.matched.seats.count++] = visit->seats.own;
	for (unsigned i = 0; seat != NULL && i < visit->seats.count; i++) {
		frame.matched.seats.item[frame.matched.seats.count++] = visit->seats.item[i].seat;
	}
	frame.matched.agency_slug = view_text(visit->agency);
	frame.matched.statement = seal->statement_of(seal->seal, visit->agency);
	frame.matched.topic = view_text(visit->topic);
	session_send(session, &frame);
}
