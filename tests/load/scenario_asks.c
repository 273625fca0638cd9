/* Asks: how soon somebody who is free hears of a youth, with very many others waiting; and how many of a burst are in a
 * room at once. */
#include "tests/load/crew.h"
#include "tests/load/crowd.h"
#include "tests/load/pace.h"
#include "tests/load/scenario.h"

struct asks {
	struct load *load;
	struct hist took; /* from ASK to what was waited for */
	uint64_t asked_ns;
	uint64_t until_ns;
	unsigned wanted, over;
};

static void on_greeted(void *scenario, struct youth *youth)
{
	struct asks *asks = scenario;
	asks->asked_ns = uv_hrtime();
	youth_ask(youth, &scenario_wish, asks->asked_ns);
}

static void on_queued(void *scenario, struct youth *youth)
{
	(void)scenario;
	youth_cancel(youth);
}

static void on_offer(void *scenario, struct desk *desk, uint64_t offer)
{
	struct asks *asks = scenario;
	(void)desk;
	(void)offer;
	hist_add(&asks->took, uv_hrtime() - asks->asked_ns);
}

static void on_ended(void *scenario, struct youth *youth)
{
	(void)scenario;
	youth_hang_up(youth);
}

static void on_gone(void *scenario, struct youth *youth)
{
	struct asks *asks = scenario;
	youth_destroy(youth);
	if (asks->load->failures == 0 && uv_hrtime() < asks->until_ns) {
		(void)youth_create(asks->load);
	} else {
		asks->over++;
	}
}

static bool is_over(void *context)
{
	const struct asks *asks = context;
	return asks->over >= asks->wanted;
}

static void report_took(struct load *load, const struct hist *took, const char *p50)
{
	scenario_report(load);
	report_put(&load->report, "count", (double)took->count);
	report_put(&load->report, p50, (double)hist_at(took, 50) / 1e6);
	report_put(&load->report, "p99_ms", (double)hist_at(took, 99) / 1e6);
	report_put(&load->report, "max_ms", (double)took->max / 1e6);
}

/* One youth after the other: comes, asks, is offered, cancels, leaves. */
static void ask_one_by_one(struct load *load)
{
	const struct options_shape *shape = &load->options->shape;
	for (unsigned i = 0; i < (unsigned)shape->runs && load->failures == 0; i++) {
		struct asks asks = {.load = load, .wanted = 1};
		asks.until_ns = uv_hrtime() + (uint64_t)(shape->seconds * 1e9);
		load->hooks = (struct hooks){
			.scenario = &asks,
			.on_greeted = on_greeted,
			.on_queued = on_queued,
			.on_offer = on_offer,
			.on_ended = on_ended,
			.on_gone = on_gone,
		};
		load_open_window(load);
		(void)youth_create(load);
		int err = load_wait(load, shape->seconds + 20, is_over, &asks, "the last youth to leave");
		load_close_window(load);
		if (err == 0) {
			report_took(load, &asks.took, "ask_to_offer_p50_ms");
			report_put(&load->report, "waiting", shape->connections);
		}
	}
}

void scenario_waiting(struct load *load)
{
	struct crowd crowd;
	struct crew crew;
	if (crowd_come(&crowd, load, (unsigned)load->options->shape.connections,
			scenario_waiting_wish) == 0 &&
		crew_come(&crew, load, &scenario_shift) == 0) {
		for (unsigned i = 0; i < crew.count; i++) {
			crew.desks[i]->watches = true;
		}
		ask_one_by_one(load);
		crew_finish(&crew);
	}
	crowd_finish(&crowd);
}
