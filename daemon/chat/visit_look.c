/* When the place of a visit that waits is looked up again. */
#include "chat/internal.h"
#include "chat/visit.h"

enum { LOOK_EVERY_MS = 15000, MS_PER_S = 1000 };

static uint64_t waited_ms_of(const struct session *session)
{
	const struct visit *visit = session->visit;
	return store_clock_ms(session->chat->ports.store, visit->pool) - visit->asked_ms;
}

uint64_t visit_next_look_ms(const struct session *session)
{
	uint64_t longest_ms = (uint64_t)session->chat->options.timers.max_wait_seconds * MS_PER_S;
	uint64_t waited_ms = waited_ms_of(session);
	bool is_near = waited_ms < longest_ms && longest_ms - waited_ms < LOOK_EVERY_MS;
	return is_near ? longest_ms - waited_ms : LOOK_EVERY_MS;
}
