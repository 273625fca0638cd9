/* Relay: the cost and the time of one message. Closed loop, each seat says its next message when the last one is acked, and
 * waits when the other side is a whole window behind; open loop, messages are due at a fixed rate, seat after seat. */
#include "tests/load/crew.h"
#include "tests/load/crowd.h"
#include "tests/load/pace.h"
#include "tests/load/scenario.h"
#include "tests/load/talks.h"

/* A room takes 5,000 entries, so a closed loop needs new ones for each window. */
enum { SAID_MOST = 2400 };

struct relay {
	struct talks talks;
	struct pace pace;
	unsigned next_seat;
	bool talking;
	bool used_up; /* a room is nearly full */
};

static void say(struct relay *relay, struct seat *seat, uint64_t due_ns)
{
	if (seat_say(seat, due_ns) != 0) {
		load_fail(relay->talks.load, "overloaded: %d messages of one seat are under way",
			SEAT_WINDOW);
	}
}

static void on_acked(void *owner, struct seat *seat)
{
	struct relay *relay = owner;
	if (seat->flow.said >= SAID_MOST) {
		relay->used_up = true;
	} else if (relay->talking && seat_may_say(seat)) {
		say(relay, seat, uv_hrtime());
	}
}

/* With everything acked it is this that the seat waited for. */
static void on_heard(void *owner, struct seat *speaker)
{
	if (speaker->flow.said == speaker->flow.acked) {
		on_acked(owner, speaker);
	}
}

static void on_due(void *context, uint64_t due_ns)
{
	struct relay *relay = context;
	unsigned seats = 2 * relay->talks.wanted;
	say(relay, talks_seat(&relay->talks, relay->next_seat++ % seats), due_ns);
}

static int start(struct relay *relay)
{
	struct load *load = relay->talks.load;
	double rate = load->options->shape.rate;
	relay->used_up = false;
	if (rate > 0) {
		return pace_start(&relay->pace, &load->loop, rate, on_due, relay);
	}
	relay->talking = true;
	for (unsigned i = 0; i < 2 * relay->talks.wanted; i++) {
		say(relay, talks_seat(&relay->talks, i), uv_hrtime());
	}
	return 0;
}

static void stop(struct relay *relay)
{
	relay->talking = false;
	if (relay->talks.load->options->shape.rate > 0) {
		pace_stop(&relay->pace);
	}
}

struct until {
	const struct relay *relay;
	uint64_t ns;
};

static bool is_over(void *context)
{
	const struct until *until = context;
	return until->relay->used_up || uv_hrtime() >= until->ns;
}

static int talk(struct relay *relay, double seconds)
{
	struct until until = {relay, uv_hrtime() + (uint64_t)(seconds * 1e9)};
	return load_wait(relay->talks.load, seconds + 1, is_over, &until, "the window");
}

static int window(struct relay *relay)
{
	struct load *load = relay->talks.load;
	if (start(relay) != 0 || talk(relay, load->options->shape.warm) != 0) {
		return ERR_DOWN;
	}
	load_open_window(load);
	int err = talk(relay, load->options->shape.seconds);
	load_close_window(load);
	stop(relay);
	if (err == 0 && talks_settle(&relay->talks) == 0) {
		scenario_report_messages(load);
		return 0;
	}
	return ERR_DOWN;
}

static int run(struct relay *relay, struct load *load)
{
	const struct options_shape *shape = &load->options->shape;
	bool open = false;
	for (unsigned i = 0; i < (unsigned)shape->runs; i++) {
		if (!open && talks_open(&relay->talks, load, (unsigned)shape->rooms, &scenario_wish) != 0) {
			return ERR_DOWN;
		}
		open = shape->rate > 0;
		if (window(relay) != 0 || (!open && talks_close(&relay->talks) != 0)) {
			return ERR_DOWN;
		}
	}
	return open ? talks_close(&relay->talks) : 0;
}

void scenario_relay(struct load *load)
{
	const struct options_shape *shape = &load->options->shape;
	struct relay relay = {0};
	if (shape->rate == 0) {
		relay.talks.on_acked = on_acked;
		relay.talks.on_heard = on_heard;
	}
	struct crew crew;
	struct crowd crowd;
	double rest = shape->connections - shape->desks - shape->rooms;
	relay.talks.owner = &relay;
	if (crowd_come(&crowd, load, rest > 0 ? (unsigned)rest : 0, NULL) == 0 &&
		crew_come(&crew, load, &scenario_shift) == 0) {
		(void)run(&relay, load);
		crew_finish(&crew);
	}
	crowd_finish(&crowd);
}
