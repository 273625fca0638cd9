/* Who is sent on when: a walk over all sessions every few milliseconds, which takes those who are calm. */
#include "chat/drain.h"

#include <stddef.h>

#include "chat/ending.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/seat.h"
#include "chat/visit.h"

enum { STEP_MS = 50, SENT_ON_A_SECOND = 500, QUIET_MS = 200, MS_PER_S = 1000 };

/* What the close reason tells, in seconds. They differ, so that clients who were sent on together do not dial together; the
 * longest leaves time to come back within two seconds, which people hardly notice. */
static const char *const waits[] = {
	"retry_after=0.0",
	"retry_after=0.4",
	"retry_after=0.8",
	"retry_after=0.2",
	"retry_after=0.6",
};

void drain_send_on(struct session *session)
{
	struct drain *drain = &session->chat->drain;
	ending_begin(session, ENDING_DRAIN, waits[drain->spread++ % (sizeof waits / sizeof waits[0])]);
}

/* A room is taken, read or ended at this moment. */
static bool has_room_at_work(const struct session *session)
{
	for (const struct seat *seat = session->seats; seat != NULL; seat = seat->next) {
		if (seat->claim == 0 || seat->busy || seat->finish != NULL) {
			return true;
		}
	}
	return false;
}

/* Whether the client waits for nothing but what the next node tells as well: no message without its ack, no request
 * without its answer, and not between MATCHED and READY. */
static bool is_calm(const struct session *session)
{
	const struct chat *chat = session->chat;
	if (chat->frozen) {
		return true; /* nothing can be waited for */
	}
	bool matched = session->state == STATE_WAITING && session->visit != NULL &&
		session->visit->room[0] != '\0';
	return !session->busy && session->saying == 0 && !matched &&
		chat->now_ms - session->asked_ms >= QUIET_MS && !has_room_at_work(session);
}

struct walk {
	size_t budget;
	bool at_any_moment;
};

static void look_at(struct session *session, void *context)
{
	struct walk *walk = context;
	if (walk->budget == 0 || (!walk->at_any_moment && !is_calm(session))) {
		session->chat->drain.left++;
		return;
	}
	walk->budget--;
	drain_send_on(session);
}

static void step(struct chat *chat, uint64_t now_ms)
{
	struct drain *drain = &chat->drain;
	bool late = now_ms >= drain->until_ms;
	struct walk walk = {.budget = late ? SIZE_MAX : drain->a_step, .at_any_moment = late};
	drain->left = 0;
	registry_each(chat, look_at, &walk);
}

/* Goes on to the end: a socket whose upgrade was under way opens a session later. */
static void on_step_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct chat *chat = (struct chat *)((char *)timer - offsetof(struct chat, drain.timer));
	step(chat, now_ms);
	wheel_set(&chat->wheel, timer, now_ms + STEP_MS);
}

/* Half of the time is left for those who are not calm at once. */
static size_t sent_on_a_step(size_t sessions, uint64_t within_ms)
{
	size_t usual = SENT_ON_A_SECOND * STEP_MS / MS_PER_S;
	size_t needed = within_ms > 0 ? sessions * STEP_MS * 2 / within_ms + 1 : sessions;
	return needed > usual ? needed : usual;
}

void drain_begin(struct chat *chat, uint64_t within_ms)
{
	struct drain *drain = &chat->drain;
	drain->on = true;
	drain->until_ms = chat->now_ms + within_ms;
	drain->a_step = sent_on_a_step(map_count(chat->sessions), within_ms);
	drain->timer.fire = on_step_due;
	step(chat, chat->now_ms);
	wheel_set(&chat->wheel, &drain->timer, chat->now_ms + STEP_MS);
}
