/* One look a minute, because hours are written in minutes; routing hears only of what has changed. */
#include "chat/shift_hours.h"

#include "base/clock.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "directory/acted.h"

enum { MS_PER_S = 1000, MINUTE_MS = 60000, SOON_MS = 1000 };

/* What the wish comes to at one moment. */
struct due {
	uint32_t topics;
	uint64_t until_ms;
	bool by_clock; /* nobody has asked for anything */
};

static uint32_t open_topics(const struct directory *directory, const struct agency *agency,
	int64_t now_s)
{
	uint32_t open = 0;
	const struct topic *topic;
	for (size_t i = 0; (topic = directory_topic_at(directory, i)) != NULL && i < LIMIT_TOPICS;
		 i++) {
		if (acted_shift(directory, agency, topic->id, now_s).open) {
			open |= UINT32_C(1) << i;
		}
	}
	return open;
}

/* Behind the end of its opening a shift stays as it was told, and drains. One whose opening was cut short, because what had opened the
 * door was undone, is at its end now. */
static struct due due_now(struct session *session)
{
	const struct directory *directory = session->chat->ports.directory;
	struct shift *shift = session->shift;
	struct shift_wish *wish = &shift->wish;
	const struct agency *agency = directory_agency(directory, shift->person.agency);
	uint64_t now_ms = clock_wall_ms();
	int64_t now_s = (int64_t)(now_ms / MS_PER_S);
	struct opening opening = acted_shift(directory, agency, NULL, now_s);
	struct due due = {.topics = wish->topics};
	if (opening.open) {
		wish->closes_ms = (uint64_t)opening.until_s * MS_PER_S;
		due.topics &= open_topics(directory, agency, now_s);
	} else if (wish->closes_ms != 0) {
		wish->closes_ms = wish->closes_ms < now_ms ? wish->closes_ms : now_ms;
		due.topics = shift->told ? shift->told_topics : due.topics;
	}
	due.until_ms = wish->closes_ms > wish->extended_ms ? wish->closes_ms : wish->extended_ms;
	return due;
}

static int tell(struct session *session, const struct due *due, enum presence state,
	presence_done_fn done)
{
	const struct directory *directory = session->chat->ports.directory;
	struct shift *shift = session->shift;
	const struct agency *agency = directory_agency(directory, shift->person.agency);
	const char *municipality = agency_get(agency, "municipality");
	const struct region *region = directory_region(directory, shift->pool, municipality);
	char topics[SHIFT_TOPICS_MAX];
	int err = shift_wish_topics(directory, due->topics, topics, sizeof topics);
	if (err != 0) {
		return err;
	}
	struct presence_shift set = {
		.pool = shift->pool,
		.cid = shift->person.id,
		.alias = shift->person.alias,
		.agency = shift->person.agency,
		.municipality = municipality,
		.county = region != NULL ? region->county : "",
		.lives_in = shift->person.lives_in,
		.topics = topics,
		.languages = shift->wish.languages,
		.capacity = shift->wish.capacity,
		.scope = shift->wish.scope,
		.until_ms = due->until_ms,
		.state = state,
		.by_clock = due->by_clock,
		.turn = shift->turn,
	};
	err = presence_set(session->chat->ports.store, session_reply_to(session, state), &set, done);
	if (err == 0) {
		shift->told = true;
		shift->told_topics = due->topics;
		shift->told_ms = due->until_ms;
	}
	return err;
}

int shift_hours_set(struct session *session, enum presence state, presence_done_fn done)
{
	struct shift *shift = session->shift;
	if (shift->state == PRESENCE_OFF) {
		shift->wish.closes_ms = 0;
		shift->wish.extended_ms = 0;
		shift->told = false;
	}
	struct due due = due_now(session);
	int err = tell(session, &due, state, done);
	shift->asked += err == 0;
	return err;
}

static void on_told(void *context, struct reply_to to, int err, const struct presence_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	struct shift *shift = session->shift;
	if (err != 0) {
		shift->told = false; /* the next minute says it again */
	} else if (place->state != shift->state) {
		shift_place(session, place, place->state == PRESENCE_AVAILABLE ? "resumed" : "entry");
	}
}

static void on_closed(void *context, struct reply_to to, int err,
	const struct presence_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	session->shift->asked--;
	if (err == 0) {
		shift_place(session, place, "closed");
	}
}

static bool is_to_drain(const struct session *session)
{
	enum presence state = session->shift->state;
	return session->state == STATE_ON && session->shift->wish.capacity != 0 &&
		(state == PRESENCE_AVAILABLE || state == PRESENCE_PAUSED) && !shift_is_live(session);
}

void shift_hours_look(struct session *session)
{
	if (is_to_drain(session)) {
		int err = shift_hours_set(session, PRESENCE_DRAINING, on_closed);
		(void)err; /* the next minute looks again */
	}
}

/* What the desk says about the end is no longer so. */
static void tell_later(struct session *session, uint64_t ends_ms)
{
	enum { EXTENDED = 2 };
	const struct frame frame = {.type = FRAME_PERIOD,
		.period.ends_at = ends_ms,
		.period.what = EXTENDED};
	session_send(session, &frame);
}

static void on_minute(struct wheel_timer *timer, uint64_t now_ms)
{
	struct shift *shift = (struct shift *)((char *)timer - offsetof(struct shift, minute));
	struct session *session = shift->session;
	(void)now_ms;
	shift_hours_watch(session);
	if (shift->asked > 0) { /* what is told now would take back what was asked for */
		wheel_set(&session->chat->wheel, &shift->minute, session->chat->now_ms + SOON_MS);
		return;
	}
	if (session->state != STATE_ON || shift->state == PRESENCE_LOST || shift->wish.capacity == 0) {
		return;
	}
	if (is_to_drain(session)) {
		shift_hours_look(session);
		return;
	}
	struct due due = due_now(session);
	due.by_clock = true;
	if (shift->told && due.topics == shift->told_topics && due.until_ms == shift->told_ms) {
		return;
	}
	if (shift->told_ms != 0 && due.until_ms > shift->told_ms) {
		tell_later(session, due.until_ms);
	}
	int err = tell(session, &due, shift->state, on_told);
	(void)err; /* the next minute says it again */
}

void shift_hours_watch(struct session *session)
{
	struct shift *shift = session->shift;
	shift->minute.fire = on_minute;
	wheel_set(&session->chat->wheel, &shift->minute,
		session->chat->now_ms + MINUTE_MS - clock_wall_ms() % MINUTE_MS);
}

void shift_hours_moved(struct session *session, uint64_t ends_ms)
{
	struct shift *shift = session->shift;
	if (ends_ms > shift->told_ms) {
		shift->wish.extended_ms = ends_ms;
		shift->told_ms = ends_ms;
		shift_keep_ticket(session);
	}
}
