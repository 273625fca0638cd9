/* A burst: so many ask within a second while there are free counsellors. How many are in a room a second after they asked? */
#include "tests/load/crew.h"
#include "tests/load/crowd.h"
#include "tests/load/pace.h"
#include "tests/load/scenario.h"

enum { AT_ONCE_NS = 1000000000 };

struct burst {
	struct crowd crowd;
	struct pace pace;
	struct hist took; /* from ASK to the open room */
	unsigned asked;
	unsigned at_once;
	unsigned opened;
	unsigned gone;
};

static void on_due(void *context, uint64_t due_ns)
{
	struct burst *burst = context;
	youth_ask(burst->crowd.youths[burst->asked++], &scenario_wish, due_ns);
	if (burst->asked == burst->crowd.wanted) {
		pace_stop(&burst->pace);
	}
}

static void on_room(void *scenario, struct room *room)
{
	struct burst *burst = scenario;
	uint64_t took = uv_hrtime() - room->youth->asked_ns;
	hist_add(&burst->took, took);
	burst->opened++;
	burst->at_once += took <= AT_ONCE_NS ? 1 : 0;
}

static void on_ended(void *scenario, struct youth *youth)
{
	(void)scenario;
	youth_hang_up(youth);
}

static void on_gone(void *scenario, struct youth *youth)
{
	struct burst *burst = scenario;
	(void)youth;
	burst->gone++;
}

static bool all_open(void *context)
{
	const struct burst *burst = context;
	return burst->opened == burst->crowd.wanted;
}

static bool all_gone(void *context)
{
	const struct burst *burst = context;
	return burst->gone == burst->crowd.wanted && map_count(burst->crowd.load->rooms) == 0;
}

/* Everybody is greeted before the first one asks: what is measured is the queue. */
static int burst_once(struct burst *burst, struct load *load)
{
	unsigned wanted = (unsigned)load->options->shape.rooms;
	int err = crowd_come(&burst->crowd, load, wanted, NULL);
	if (err != 0) {
		return err;
	}
	load->hooks = (struct hooks){.scenario = burst,
		.on_room = on_room,
		.on_ended = on_ended,
		.on_gone = on_gone};
	load_open_window(load);
	err = pace_start(&burst->pace, &load->loop, wanted, on_due, burst);
	if (err == 0) {
		err = load_wait(load, load->options->shape.patience, all_open, burst,
			"all of a burst to be in a room");
	}
	load_close_window(load);
	for (unsigned i = 0; err == 0 && i < wanted; i++) {
		youth_leave(burst->crowd.youths[i]);
	}
	return err == 0
		? load_wait(load, load->options->shape.patience, all_gone, burst, "all to be gone")
		: err;
}

void scenario_burst(struct load *load)
{
	struct crew crew;
	int err = crew_come(&crew, load, &scenario_shift);
	for (unsigned i = 0; err == 0 && i < (unsigned)load->options->shape.runs; i++) {
		struct burst burst = {.asked = 0};
		err = burst_once(&burst, load);
		if (err == 0) {
			scenario_report(load);
			report_put(&load->report, "assigned", burst.at_once);
			report_put(&load->report, "ask_to_room_p50_ms", (double)hist_at(&burst.took, 50) / 1e6);
			report_put(&load->report, "ask_to_room_max_ms", (double)burst.took.max / 1e6);
		}
		crowd_finish(&burst.crowd);
	}
	crew_finish(&crew);
}
