/* A timer that the loop does not wait for. */
#include "app_last.h"

#include <unistd.h>

#include "base/log.h"

enum { PATIENCE_MS = 4000 };

/* Not exit(): threads of the pool may be at work, and nothing of ours would be left to tidy up. */
static void on_patience_over(uv_timer_t *timer)
{
	const struct app_last *last = timer->data;
	log_warn("something stays open: ended all the same");
	_exit(last->code);
}

void app_last_begin(struct app_last *last, uv_loop_t *loop)
{
	last->timer.data = last;
	uv_timer_init(loop, &last->timer);
	uv_unref((uv_handle_t *)&last->timer);
	uv_timer_start(&last->timer, on_patience_over, PATIENCE_MS, 0);
}

void app_last_finish(struct app_last *last)
{
	if (last->timer.loop != NULL) {
		uv_close((uv_handle_t *)&last->timer, NULL);
		uv_run(last->timer.loop, UV_RUN_DEFAULT);
	}
}
