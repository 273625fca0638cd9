/* What the signal means depends on where we run. */
#include "parent/hangup.h"

#include <signal.h>
#include <unistd.h>

#include "app_agencies.h"
#include "base/metric.h"

enum { DAY_MS = 24 * 3600 * 1000 };

/* The other meaning of SIGHUP: the terminal that we were started at was closed, and nobody is there to stop us. */
static bool terminal_has_gone(const struct hangup *hangup)
{
	return hangup->on_terminal && isatty(STDERR_FILENO) == 0;
}

static void tell_workers_if(const struct hangup *hangup, bool any)
{
	if (any) {
		workers_signal(hangup->workers, SIGHUP);
	}
}

static void on_agencies_read(void *context, int err)
{
	struct hangup *hangup = context;
	(void)err; /* without Redis the papers are read all the same */
	tell_workers_if(hangup, sealing_reread(&hangup->sealing));
}

/* Agencies that came with time need a statement, too: who they are is asked first. */
static void reread_papers(struct hangup *hangup)
{
	if (hangup->store != NULL) {
		app_agencies_read(hangup->store, hangup->certificates.conf->directory, on_agencies_read,
			hangup);
	}
}

static void on_hangup(uv_signal_t *signal, int number)
{
	struct hangup *hangup = signal->data;
	(void)number;
	if (terminal_has_gone(hangup)) {
		raise(SIGTERM);
		return;
	}
	metric_add(METRIC_RELOADS, 1);
	metric_set(METRIC_RELOAD_GOOD, 1);
	tell_workers_if(hangup, certificates_reread(&hangup->certificates));
	reread_papers(hangup);
}

static void on_day(uv_timer_t *timer)
{
	struct hangup *hangup = timer->data;
	certificates_watch(&hangup->certificates);
	tell_workers_if(hangup, certificates_turn_keys(&hangup->certificates));
	reread_papers(hangup);
}

void hangup_start(struct hangup *hangup, uv_loop_t *loop, struct workers *workers)
{
	hangup->workers = workers;
	metric_set(METRIC_RELOAD_GOOD, 1);
	certificates_watch(&hangup->certificates);
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
