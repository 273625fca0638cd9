#include "tests/load/scenario.h"

#include "tests/load/desk.h"
#include "tests/load/youth.h"

const struct wish scenario_wish = {
	.pool = "no",
	.region = "0301",
	.topic = "school",
	.language = "nb",
};

const struct shift_wish scenario_shift = {
	.capacity = DESK_ROOMS,
	.topic = "school",
	.language = "nb",
};

void scenario_report(struct load *load)
{
	const struct account_used *used = &load->account.used;
	struct report *report = &load->report;
	report_begin(report);
	report_put(report, "seconds", (double)used->ns / 1e9);
	report_put(report, "daemon_ms", (double)used->daemon_us / 1e3);
	report_put(report, "redis_ms", (double)used->redis_us / 1e3);
	report_put(report, "generator_ms", (double)used->own_us / 1e3);
	report_put(report, "others_ms", (double)used->others_us / 1e3);
	report_put(report, "offers_gone", (double)load->offers_gone);
}
