#include "tests/load/pace.h"

#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { NS_PER_S = 1000000000 };

static void arm(const struct pace *pace)
{
	struct itimerspec when = {
		.it_value = {(time_t)(pace->next_ns / NS_PER_S), (long)(pace->next_ns % NS_PER_S)},
	};
	(void)timerfd_settime(pace->fd, TFD_TIMER_ABSTIME, &when, NULL);
}

static void due_cb(uv_poll_t *poll, int status, int events)
{
	struct pace *pace = poll->data;
	uint64_t fired;
	(void)status;
	(void)events;
	if (read(pace->fd, &fired, sizeof fired) < 0) {
		return;
	}
	while (pace->fd >= 0 && pace->next_ns <= uv_hrtime()) {
		uint64_t due = pace->next_ns;
		pace->next_exactly += pace->interval_ns;
		pace->next_ns = (uint64_t)pace->next_exactly;
		pace->call(pace->context, due);
	}
	if (pace->fd >= 0) {
		arm(pace);
	}
}

int pace_start(struct pace *pace, uv_loop_t *loop, double per_second, pace_fn call, void *context)
{
	*pace = (struct pace){
		.fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC),
		.next_ns = uv_hrtime(),
		.interval_ns = NS_PER_S / per_second,
		.call = call,
		.context = context,
	};
	pace->next_exactly = (double)pace->next_ns;
	pace->poll.data = pace;
	if (pace->fd < 0 || uv_poll_init(loop, &pace->poll, pace->fd) != 0) {
		return ERR_SYSTEM;
	}
	arm(pace);
	return uv_poll_start(&pace->poll, UV_READABLE, due_cb) == 0 ? 0 : ERR_SYSTEM;
}

void pace_stop(struct pace *pace)
{
	if (pace->fd >= 0) {
		uv_poll_stop(&pace->poll);
		uv_close((uv_handle_t *)&pace->poll, NULL);
		close(pace->fd);
		pace->fd = -1;
	}
}
