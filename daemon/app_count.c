/* Two things that nobody else of a worker needs to know. */
#include "app_count.h"

#include "base/log.h"
#include "base/metric_row.h"

void app_count_begin(int metrics_fd)
{
	if (metric_row_keep(metrics_fd) != 0) {
		log_warn("what is counted here cannot be read by the parent");
	}
}

void app_count_lag(uint64_t now_ms, uint64_t beat_ms)
{
	static uint64_t due_ms;
	if (due_ms != 0) {
		metric_observe(METRIC_LOOP_LAG, now_ms > due_ms ? now_ms - due_ms : 0);
	}
	due_ms = now_ms + beat_ms;
}
