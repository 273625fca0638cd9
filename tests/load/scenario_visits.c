/* Whole visits, from the first byte to the last: connect, ask, offer, accept, three messages each way in turns, hand-over to
 * a second counsellor, one message, the end. */
#include <stdlib.h>

#include "tests/load/crew.h"
#include "tests/load/pace.h"
#include "tests/load/scenario.h"
#include "tests/load/youth.h"

enum { MESSAGES_FIRST = 6 };

struct visits {
	struct load *load;
	struct pace pace;
	struct hist took; /* a whole visit */
	unsigned begun;
	unsigned done;
	unsigned done_open; /* of them in the window */
	bool again;         /* closed loop: the next one comes when one is done */
};

/* What one youth has behind it. */
struct visit {
	uint64_t due_ns;
	unsigned rooms;
	unsigned heard; /* messages, in the room it is in */
};

static void begin(struct visits *visits, uint64_t due_ns)
{
	struct visit *visit = calloc(1, sizeof *visit);
	struct youth *youth = visit != NULL ? youth_create(visits->load) : NULL;
	if (youth == NULL) {
		load_fail(visits->load, "no memory for a visit");
		free(visit);
		return;
	}
	visit->due_ns = due_ns;
	youth->scenario = visit;
	visits->begun++;
}

static void on_greeted(void *scenario, struct youth *youth)
{
	const struct visit *visit = youth->scenario;
	(void)scenario;
	youth_ask(youth, &scenario_wish, visit->due_ns);
}

static void say(struct seat *seat)
{
	if (seat_say(seat, uv_hrtime()) != 0) {
		load_fail(seat->room->load, "a visit has too many messages under way");
	}
}

static void on_room(void *scenario, struct room *room)
{
	struct visit *visit = room->youth->scenario;
	(void)scenario;
	visit->rooms++;
	visit->heard = 0;
	say(&room->seats[SEAT_YOUTH]);
}

/* The room is quiet: all that belongs into it is acked and heard. */
static void go_on(struct room *room)
{
	const struct visit *visit = room->youth->scenario;
	if (visit->rooms == 1 && visit->heard == MESSAGES_FIRST) {
		desk_propose(room->desk, room, scenario_wish.topic);
	} else if (visit->rooms == 2 && visit->heard == 1) {
		youth_leave(room->youth);
	}
}

static void on_heard(void *scenario, struct seat *speaker)
{
	struct room *room = speaker->room;
	struct visit *visit = room->youth->scenario;
	(void)scenario;
	visit->heard++;
	if (visit->rooms == 1 && visit->heard < MESSAGES_FIRST) {
		say(&room->seats[1 - speaker->number]);
	} else if (room_is_settled(room)) {
		go_on(room);
	}
}

static void on_acked(void *scenario, struct seat *seat)
{
	(void)scenario;
	if (room_is_settled(seat->room)) {
		go_on(seat->room);
	}
}

static void on_ended(void *scenario, struct youth *youth)
{
	(void)scenario;
	youth_hang_up(youth);
}

static void on_gone(void *scenario, struct youth *youth)
{
	struct visits *visits = scenario;
	struct visit *visit = youth->scenario;
	const struct tally *tally = &visits->load->tally;
	visits->done++;
	visits->done_open += tally->open ? 1 : 0;
	tally_took(tally, &visits->took, visit->due_ns, uv_hrtime());
	free(visit);
	youth_destroy(youth);
	if (visits->again && visits->load->failures == 0) {
		begin(visits, uv_hrtime());
	}
}

static void on_due(void *context, uint64_t due_ns)
{
	begin(context, due_ns);
}

static bool all_done(void *context)
{
	const struct visits *visits = context;
	return visits->done == visits->begun && map_count(visits->load->rooms) == 0;
}

static int start(struct visits *visits)
{
	struct load *load = visits->load;
	const struct options_shape *shape = &load->options->shape;
	load->hooks = (struct hooks){
		.scenario = visits,
		.on_greeted = on_greeted,
		.on_room = on_room,
		.on_heard = on_heard,
		.on_acked = on_acked,
		.on_ended = on_ended,
		.on_gone = on_gone,
	};
	if (shape->rate > 0) {
		return pace_start(&visits->pace, &load->loop, shape->rate, on_due, visits);
	}
	visits->again = true;
	for (unsigned i = 0; i < (unsigned)shape->parallel; i++) {
		begin(visits, uv_hrtime());
	}
	return 0;
}

static void stop(struct visits *visits)
{
	visits->again = false;
	if (visits->load->options->shape.rate > 0) {
		pace_stop(&visits->pace);
	}
}

static void report(const struct visits *visits)
{
	struct load *load = visits->load;
	const struct account_used *used = &load->account.used;
	double done = visits->done_open;
	scenario_report(load);
	report_put(&load->report, "visits", done);
	report_put(&load->report, "visits_per_s", done / ((double)used->ns / 1e9));
	report_put(&load->report, "daemon_visit_ms", (double)used->daemon_us / 1e3 / done);
	report_put(&load->report, "redis_visit_ms", (double)used->redis_us / 1e3 / done);
	report_put(&load->report, "visit_cpu_ms",
		(double)(used->daemon_us + used->redis_us) / 1e3 / done);
	report_put(&load->report, "visit_p50_ms", (double)hist_at(&visits->took, 50) / 1e6);
	report_put(&load->report, "visit_p99_ms", (double)hist_at(&visits->took, 99) / 1e6);
}

static int window(struct visits *visits)
{
	struct load *load = visits->load;
	if (start(visits) != 0 || load_pass(load, load->options->shape.warm) != 0) {
		return ERR_DOWN;
	}
	load_open_window(load);
	int err = load_pass(load, load->options->shape.seconds);
	load_close_window(load);
	stop(visits);
	if (err == 0) {
		err = load_wait(load, load->options->shape.patience, all_done, visits,
			"all visits to be done");
	}
	return err == 0 ? load_judge(load) : err;
}

void scenario_visits(struct load *load)
{
	struct crew crew;
	int err = crew_come(&crew, load, &scenario_shift);
	for (unsigned i = 0; err == 0 && i < (unsigned)load->options->shape.runs; i++) {
		struct visits visits = {.load = load};
		err = window(&visits);
		if (err == 0) {
			report(&visits);
		}
	}
	crew_finish(&crew);
}
