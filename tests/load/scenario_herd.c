/* A reconnect storm in two processes, so that the work of one does not colour the figures of the other: a herd that loses
 * all its lines and comes back, and people elsewhere who write to each other meanwhile. Whoever starts them cuts the lines. */
#include <stdio.h>

#include "tests/load/crew.h"
#include "tests/load/herd.h"
#include "tests/load/pace.h"
#include "tests/load/scenario.h"
#include "tests/load/talks.h"
#include "tests/load/words.h"

enum { HOLD_SECONDS = 3600 };

static void report_herd(struct load *load, const struct herd *herd)
{
	struct report *report = &load->report;
	scenario_report(load);
	report_put(report, "members", herd->wanted);
	report_put(report, "cut", herd->cut);
	report_put(report, "all_back_ms", (double)(herd->whole_ns - herd->lost_ns) / 1e6);
	report_put(report, "back_p50_ms", (double)hist_at(&herd->back, 50) / 1e6);
	report_put(report, "back_p99_ms", (double)hist_at(&herd->back, 99) / 1e6);
	report_put(report, "dials", (double)herd->dials);
	report_put(report, "late_dials", (double)herd->late_dials);
	report_put(report, "put_off", (double)herd->put_off);
}

void scenario_herd(struct load *load)
{
	const struct options_shape *shape = &load->options->shape;
	struct herd herd;
	struct words words;
	words_listen(&words, load);
	if (herd_come(&herd, load, (unsigned)shape->connections, scenario_waiting_wish) == 0 &&
		words_wait(&words, load, "ready", HOLD_SECONDS) == 0) {
		load_open_window(load);
		int err = herd_return(&herd);
		load_close_window(load);
		if (err == 0 && words_wait(&words, load, "back", HOLD_SECONDS) == 0) {
			report_herd(load, &herd);
		}
	}
	herd_finish(&herd);
}

struct beside {
	struct talks talks;
	struct pace pace;
	struct words words;
	unsigned next_seat;
};

static void on_due(void *context, uint64_t due_ns)
{
	struct beside *beside = context;
	unsigned seats = 2 * beside->talks.wanted;
	if (seat_say(talks_seat(&beside->talks, beside->next_seat++ % seats), due_ns) != 0) {
		load_fail(beside->talks.load, "overloaded: %d messages of one seat are under way",
			SEAT_WINDOW);
	}
}

/* The window is open from one word to the next. */
static int measure(struct beside *beside, struct load *load)
{
	const struct options_shape *shape = &load->options->shape;
	if (pace_start(&beside->pace, &load->loop, shape->rate, on_due, beside) != 0) {
		load_fail(load, "no pace");
		return ERR_DOWN;
	}
	int err = load_pass(load, shape->warm);
	err = err == 0 ? words_wait(&beside->words, load, "ready", HOLD_SECONDS) : err;
	load_open_window(load);
	err = err == 0 ? words_wait(&beside->words, load, "open", HOLD_SECONDS) : err;
	load_close_window(load);
	pace_stop(&beside->pace);
	return err;
}

void scenario_beside(struct load *load)
{
	const struct options_shape *shape = &load->options->shape;
	struct beside beside = {.next_seat = 0};
	struct crew crew;
	words_listen(&beside.words, load);
	if (crew_come(&crew, load, &scenario_shift) != 0) {
		return;
	}
	if (talks_open(&beside.talks, load, (unsigned)shape->rooms, &scenario_wish) == 0 &&
		measure(&beside, load) == 0 && talks_settle(&beside.talks) == 0 &&
		talks_close(&beside.talks) == 0) {
		scenario_report_messages(load);
	}
	crew_finish(&crew);
}
