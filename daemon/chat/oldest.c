/* One walk over the sessions a pool and beat, while anybody waits. */
#include "chat/oldest.h"

#include <string.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/visit.h"

enum { BEAT_MS = 2000 };

struct search {
	const char *pool;
	uint64_t asked_ms; /* the earliest so far, 0 none */
};

static void note_waiting(struct session *session, void *context)
{
	struct search *search = context;
	const struct visit *visit = session->visit;
	if (session->state != STATE_WAITING || strcmp(visit->pool, search->pool) != 0) {
		return;
	}
	if (search->asked_ms == 0 || visit->asked_ms < search->asked_ms) {
		search->asked_ms = visit->asked_ms;
	}
}

static void on_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct oldest *oldest = (struct oldest *)((char *)timer - offsetof(struct oldest, timer));
	struct chat *chat = (struct chat *)((char *)oldest - offsetof(struct chat, oldest));
	const struct pool *pool;
	wheel_set(&chat->wheel, timer, now_ms + BEAT_MS);
	for (size_t i = 0; (pool = directory_pool_at(chat->ports.directory, i)) != NULL; i++) {
		struct search search = {.pool = pool->id};
		if (chat->in_state[STATE_WAITING] > 0) {
			registry_each(chat, note_waiting, &search);
		}
		store_set_oldest(chat->ports.store, pool->id, search.asked_ms);
	}
}

void oldest_start(struct chat *chat)
{
	chat->oldest.timer.fire = on_due;
	wheel_set(&chat->wheel, &chat->oldest.timer, chat->now_ms + BEAT_MS);
}
