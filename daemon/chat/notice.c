/* Each is told the newest of the texts that reach it, once. */
#include "chat/notice.h"

#include <string.h>

#include "base/clock.h"
#include "chat/internal.h"
#include "chat/shift.h"
#include "chat/visit.h"

enum { WHO_MINE = 1, WHO_NOT_MINE = 2 };

/* The lines of an act's texts; none of no act. */
static void put_lines(struct frame_texts *list, const struct act_row *act)
{
	const char *at = act != NULL ? act->texts : "";
	while (*at != '\0' && list->count < LIMIT_LANGUAGES) {
		size_t len = strcspn(at, "\n");
		list->item[list->count++] = (struct view){(const uint8_t *)at, len};
		at += len + (at[len] == '\n' ? 1 : 0);
	}
}

static const char *county_of(const struct directory *directory, const struct queue_place *place)
{
	const struct region *region = directory_region(directory, place->pool, place->municipality);
	return region != NULL ? region->county : "";
}

void notice_tell(struct session *session, const struct queue_place *place)
{
	const struct directory *directory = session->chat->ports.directory;
	const struct acts_waiting waiting = {.municipality = place->municipality,
		.county = county_of(directory, place),
		.topic = place->topics.now,
		.topic_asked = place->topics.asked,
		.not_mine = place->who == WHO_NOT_MINE};
	const struct act_row *act =
		acts_notice(directory_acts(directory, place->pool), &waiting, clock_wall_ms());
	struct frame frame = {.type = FRAME_NOTICE};
	frame.notice.id = act != NULL ? act->id : 0;
	put_lines(&frame.notice.texts, act);
	if (frame.notice.id != session->visit->told.notice) {
		session->visit->told.notice = frame.notice.id;
		session_send(session, &frame);
	}
}

void notice_announce(struct session *session)
{
	struct shift *shift = session->shift;
	const struct act_row *act =
		acts_announcement(directory_acts(session->chat->ports.directory, shift->pool),
			shift->person.agency, clock_wall_ms());
	struct frame frame = {.type = FRAME_ANNOUNCED};
	frame.announced.id = act != NULL ? act->id : 0;
	frame.announced.by = view_text(act != NULL ? act->name : "");
	put_lines(&frame.announced.texts, act);
	if (frame.announced.id != shift->announced) {
		shift->announced = frame.announced.id;
		session_send(session, &frame);
	}
}

void notice_on_bidden(struct session *session, const struct store_news *news)
{
	enum { PAUSED = 1, DRAINED = 2 };
	struct frame frame = {.type = FRAME_ANNOUNCED};
	frame.announced.what = strcmp(news->word, "pause") == 0 ? PAUSED : DRAINED;
	frame.announced.by = view_text(news->alias);
	if (session->shift != NULL) {
		session_send(session, &frame);
	}
}

bool notice_is_closed(const struct chat *chat, const struct queue_ask *ask)
{
	const struct directory *directory = chat->ports.directory;
	const struct agency *agency = directory_agency_of(directory, ask->pool, ask->municipality);
	const struct act_row *act = acts_door(directory_acts(directory, ask->pool),
		agency != NULL ? agency_get(agency, "slug") : "", clock_wall_ms());
	bool closed = act != NULL && strcmp(act->target, "closed") == 0;
	return closed && (*act->place == '\0' || ask->who == WHO_MINE);
}
