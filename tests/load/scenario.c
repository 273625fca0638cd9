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

const struct wish *scenario_waiting_wish(unsigned index)
{
	static const char *const topics[] = {"family", "friends", "love", "body"};
	static const char *const regions[] = {"0301", "1103", "1506", "3201", "4204", "4601", "5001"};
	static struct wish wish = {.pool = "no", .language = "nb"};
	wish.topic = topics[index % (sizeof topics / sizeof topics[0])];
	wish.region = regions[index % (sizeof regions / sizeof regions[0])];
	return &wish;
}

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

void scenario_report_messages(struct load *load)
{
	const struct tally *tally = &load->tally;
	scenario_report(load);
	report_put(&load->report, "messages", (double)tally->acked);
	report_put(&load->report, "daemon_us",
		(double)load->account.used.daemon_us / (double)tally->acked);
	report_put(&load->report, "redis_us",
		(double)load->account.used.redis_us / (double)tally->acked);
	report_put(&load->report, "ack_p50_ms", (double)hist_at(&tally->ack, 50) / 1e6);
	report_put(&load->report, "ack_p99_ms", (double)hist_at(&tally->ack, 99) / 1e6);
	report_put(&load->report, "ack_max_ms", (double)tally->ack.max / 1e6);
	report_put(&load->report, "hear_p50_ms", (double)hist_at(&tally->hear, 50) / 1e6);
	report_put(&load->report, "hear_p99_ms", (double)hist_at(&tally->hear, 99) / 1e6);
	report_put(&load->report, "late_p50_ms", (double)hist_at(&tally->late, 50) / 1e6);
}
