/* One slot after the other: a follower is started, is ready, the old one ends, the next slot. */
#include "parent/restart.h"

#include "base/log.h"

/* What a worker may take until it is ready; how long past the end of its drain one that hangs is left alone; and how long
 * clients may take to come back, so that nobody who dialled a worker in time is sent on at once. */
enum { START_MS = 30000, BEYOND_MS = 5000, SETTLE_MS = 1500 };

static void on_over(uv_timer_t *timer);

static void enter(struct restart *restart, enum restart_step step, uint64_t patience_ms)
{
	restart->step = step;
	uv_timer_start(&restart->timer, on_over, patience_ms, 0);
}

void restart_init(struct restart *restart, uv_loop_t *loop)
{
	uv_timer_init(loop, &restart->timer);
	restart->timer.data = restart;
}

static void finish(struct restart *restart, int err)
{
	restart_done_fn done = restart->done;
	uv_timer_stop(&restart->timer);
	restart->step = RESTART_IDLE;
	if (err == 0) {
		log_info("restarted workers=%u", restart->workers->count);
	} else {
		log_error("worker=%u is not replaced: %s", restart->index + 1, err_text(err));
	}
	done(restart->asker, err);
}

static void begin_slot(struct restart *restart)
{
	enter(restart, RESTART_FOLLOWER, START_MS);
	int err = workers_follow(restart->workers, restart->index);
	if (err != 0) {
		finish(restart, err);
	}
}

/* What follows from a kill comes with the end of whoever was killed. */
static void on_over(uv_timer_t *timer)
{
	struct restart *restart = timer->data;
	switch (restart->step) {
	case RESTART_IDLE: return;
	case RESTART_SETTLE: begin_slot(restart); return;
	case RESTART_DRAIN:
		log_warn("worker=%u does not end and is killed", restart->index + 1);
		enter(restart, RESTART_KILL, START_MS);
		workers_dismiss(restart->workers, restart->index, WORKER_KILL);
		return;
	case RESTART_FOLLOWER:
	case RESTART_KILL:
		workers_give_up_follower(restart->workers, restart->index);
		finish(restart, ERR_MOMENT);
		return;
	}
}

static void dismiss(struct restart *restart)
{
	if (restart->step == RESTART_FOLLOWER) {
		enter(restart, RESTART_DRAIN, restart->drain_ms + BEYOND_MS);
		workers_dismiss(restart->workers, restart->index, WORKER_END_CALMLY);
	}
}

static void end_slot(struct restart *restart)
{
	if (++restart->index < restart->workers->count) {
		enter(restart, RESTART_SETTLE, SETTLE_MS);
	} else {
		finish(restart, 0);
	}
}

void restart_go_on(struct restart *restart)
{
	if (restart->step == RESTART_IDLE || restart->step == RESTART_SETTLE) {
		return;
	}
	switch (workers_succession(restart->workers, restart->index)) {
	case SUCCESSION_STARTING: return;
	case SUCCESSION_READY: dismiss(restart); return;
	case SUCCESSION_FAILED: finish(restart, ERR_MOMENT); return;
	case SUCCESSION_ALONE: end_slot(restart); return;
	}
}

int restart_begin(struct restart *restart, restart_done_fn done, uint64_t asker)
{
	if (restart->step != RESTART_IDLE) {
		return ERR_FULL;
	}
	restart->done = done;
	restart->asker = asker;
	restart->index = 0;
	begin_slot(restart);
	return 0;
}

void restart_stop(struct restart *restart)
{
	if (restart->step != RESTART_IDLE) {
		finish(restart, ERR_DOWN);
	}
}

void restart_close(struct restart *restart)
{
	if (!uv_is_closing((uv_handle_t *)&restart->timer)) {
		uv_close((uv_handle_t *)&restart->timer, NULL);
	}
}
