/* One question a pool and round; ROSTER goes out to everybody of a pool whose answer has changed. */
#include "chat/roster.h"

#include <string.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "store/queue.h"

enum { ROSTER_EVERY_MS = 3000, MS_PER_S = 1000 };

static unsigned pool_index(const struct roster *roster, const char *pool)
{
	unsigned i = 0;
	while (i < roster->count && strcmp(roster->pools[i].pool, pool) != 0) {
		i++;
	}
	return i;
}

void roster_tell(struct session *session)
{
	const struct roster *roster = &session->chat->roster;
	unsigned i = pool_index(roster, session->shift->pool);
	if (i == roster->count) {
		return;
	}
	struct frame frame = {.type = FRAME_ROSTER};
	frame.roster.waiting = roster->pools[i].waiting;
	frame.roster.longest = roster->pools[i].longest_ms / MS_PER_S;
	frame.roster.on_duty = roster->pools[i].on_duty;
	session_send(session, &frame);
}

static void tell_if_of_pool(struct session *session, void *context)
{
	const struct roster_pool *pool = context;
	if (session->shift != NULL && strcmp(session->shift->pool, pool->pool) == 0) {
		roster_tell(session);
	}
}

static void on_status(void *context, struct reply_to to, int err, const struct queue_pool *status)
{
	struct chat *chat = context;
	(void)to;
	unsigned i = err == 0 ? pool_index(&chat->roster, status->pool) : chat->roster.count;
	if (i == chat->roster.count) {
		return;
	}
	bool same = chat->roster.pools[i].waiting == status->waiting &&
		chat->roster.pools[i].on_duty == status->on_duty && status->waiting == 0;
	chat->roster.pools[i].waiting = status->waiting;
	chat->roster.pools[i].on_duty = status->on_duty;
	chat->roster.pools[i].longest_ms = status->longest_ms;
	if (!same) {
		registry_each(chat, tell_if_of_pool, &chat->roster.pools[i]);
	}
}

static void on_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct roster *roster = (struct roster *)((char *)timer - offsetof(struct roster, timer));
	struct chat *chat = (struct chat *)((char *)roster - offsetof(struct chat, roster));
	bool any_staff = chat->in_state[STATE_ON] + chat->in_state[STATE_OFF] > 0;
	wheel_set(&chat->wheel, timer, now_ms + ROSTER_EVERY_MS);
	for (unsigned i = 0; any_staff && i < roster->count; i++) {
		int err = queue_pool_status(chat->ports.store, (struct reply_to){0}, roster->pools[i].pool,
			on_status);
		(void)err; /* the next round asks again */
	}
}

void roster_start(struct chat *chat)
{
	struct roster *roster = &chat->roster;
	const struct pool *pool;
	roster->count = 0;
	while (roster->count < ROSTER_POOLS_MAX &&
		(pool = directory_pool_at(chat->ports.directory, roster->count)) != NULL) {
		roster->pools[roster->count++].pool = pool->id;
	}
	roster->timer.fire = on_due;
	wheel_set(&chat->wheel, &roster->timer, chat->now_ms + ROSTER_EVERY_MS);
}
