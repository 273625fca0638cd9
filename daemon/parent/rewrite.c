/* A timer. */
#include "parent/rewrite.h"

#include "store/library.h"

enum { MS_PER_MINUTE = 60000 };

static void on_due(uv_timer_t *timer)
{
	struct rewrite *rewrite = timer->data;
	if (*rewrite->redis_up) {
		library_rewrite_file(rewrite->store);
	}
}

void rewrite_init(struct rewrite *rewrite, uv_loop_t *loop)
{
	uv_timer_init(loop, &rewrite->timer);
	rewrite->timer.data = rewrite;
}

void rewrite_start(struct rewrite *rewrite, const struct conf *conf, struct store *store,
	const bool *redis_up)
{
	uint64_t every = (uint64_t)conf->timers.delete_minutes * MS_PER_MINUTE / 2;
	rewrite->store = store;
	rewrite->redis_up = redis_up;
	if (conf->durability.profile == DURABILITY_FSYNC) {
		uv_timer_start(&rewrite->timer, on_due, every, every);
	}
}

void rewrite_close(struct rewrite *rewrite)
{
	if (!uv_is_closing((uv_handle_t *)&rewrite->timer)) {
		uv_close((uv_handle_t *)&rewrite->timer, NULL);
	}
}
