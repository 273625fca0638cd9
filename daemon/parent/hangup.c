/* What the signal means depends on where we run. */
#include "parent/hangup.h"

#include <signal.h>
#include <unistd.h>

enum { DAY_MS = 24 * 3600 * 1000 };

/* The other meaning of SIGHUP: the terminal that we were started at was closed, and nobody is there to stop us. */
static bool terminal_has_gone(const struct hangup *hangup)
{
	return hangup->on_terminal && isatty(STDERR_FILENO) == 0;
}

static void on_hangup(uv_signal_t *signal, int number)
{
	struct hangup *hangup = signal->data;
	(void)number;
	if (terminal_has_gone(hangup)) {
		raise(SIGTERM);
		return;
	}
	bool shown = certificates_reread(&hangup->certificates);
	if (sealing_reread(&hangup->sealing) || shown) {
		workers_signal(hangup->workers, SIGHUP);
	}
}

static void on_day(uv_timer_t *timer)
{
	struct hangup *hangup = timer->data;
	certificates_watch(&hangup->certificates);
	bool turned = certificates_turn_keys(&hangup->certificates);
	if (sealing_watch(&hangup->sealing) || turned) {
		workers_signal(hangup->workers, SIGHUP);
	}
}

void hangup_start(struct hangup *hangup, uv_loop_t *loop, struct workers *workers)
{
	hangup->workers = workers;
	hangup->on_terminal = isatty(STDERR_FILENO) == 1;
	uv_signal_init(loop, &hangup->signal);
	uv_timer_init(loop, &hangup->daily);
	hangup->signal.data = hangup->daily.data = hangup;
	uv_signal_start(&hangup->signal, on_hangup, SIGHUP);
	uv_timer_start(&hangup->daily, on_day, DAY_MS, DAY_MS);
}

void hangup_close(struct hangup *hangup)
{
	if (!uv_is_closing((uv_handle_t *)&hangup->signal)) {
		uv_close((uv_handle_t *)&hangup->signal, NULL);
		uv_close((uv_handle_t *)&hangup->daily, NULL);
	}
}
