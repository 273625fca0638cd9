#include "tests/load/talks.h"

#include <stdlib.h>

enum { AT_A_TIME = 16, SECONDS_PER_THOUSAND = 20 };

static double patience(const struct talks *talks)
{
	return talks->load->options->shape.patience + talks->wanted * SECONDS_PER_THOUSAND / 1000.0;
}

static void ask_more(struct talks *talks)
{
	while (talks->asked < talks->wanted && talks->asked - talks->opened < AT_A_TIME &&
		talks->load->failures == 0) {
		talks->asked++;
		(void)youth_create(talks->load);
	}
}

static void on_greeted(void *scenario, struct youth *youth)
{
	struct talks *talks = scenario;
	youth_ask(youth, talks->wish, uv_hrtime());
}

static void on_room(void *scenario, struct room *room)
{
	struct talks *talks = scenario;
	talks->rooms[talks->opened++] = room;
	ask_more(talks);
}

static void on_acked(void *scenario, struct seat *seat)
{
	struct talks *talks = scenario;
	talks->on_acked(talks->owner, seat);
}

static void on_heard(void *scenario, struct seat *speaker)
{
	struct talks *talks = scenario;
	talks->on_heard(talks->owner, speaker);
}

static void on_ended(void *scenario, struct youth *youth)
{
	(void)scenario;
	youth_hang_up(youth);
}

/* A few at a time, as in life: ten thousand who leave at once are refused with `delayed`, and rightly. */
static void leave_more(struct talks *talks)
{
	while (talks->left < talks->wanted && talks->left - talks->gone < AT_A_TIME) {
		youth_leave(talks->rooms[talks->left++]->youth);
	}
}

static void on_gone(void *scenario, struct youth *youth)
{
	struct talks *talks = scenario;
	talks->gone++;
	youth_destroy(youth);
	leave_more(talks);
}

static bool all_open(void *context)
{
	const struct talks *talks = context;
	return talks->opened == talks->wanted;
}

int talks_open(struct talks *talks, struct load *load, unsigned wanted, const struct wish *wish)
{
	talks->load = load;
	talks->wanted = wanted;
	talks->wish = wish;
	talks->asked = talks->opened = talks->left = talks->gone = 0;
	talks->rooms = calloc(wanted + 1, sizeof *talks->rooms);
	if (talks->rooms == NULL) {
		load_fail(load, "no memory for rooms");
		return ERR_DOWN;
	}
	load->hooks = (struct hooks){
		.scenario = talks,
		.on_greeted = on_greeted,
		.on_room = on_room,
		.on_acked = talks->on_acked != NULL ? on_acked : NULL,
		.on_heard = talks->on_heard != NULL ? on_heard : NULL,
		.on_ended = on_ended,
		.on_gone = on_gone,
	};
	ask_more(talks);
	return load_wait(load, patience(talks), all_open, talks, "all rooms to be open");
}

struct seat *talks_seat(const struct talks *talks, unsigned i)
{
	return &talks->rooms[i % talks->wanted]->seats[i < talks->wanted ? SEAT_YOUTH : SEAT_DESK];
}

static bool all_settled(void *context)
{
	const struct talks *talks = context;
	for (unsigned i = 0; i < talks->wanted; i++) {
		if (!room_is_settled(talks->rooms[i])) {
			return false;
		}
	}
	return true;
}

int talks_settle(struct talks *talks)
{
	return load_wait(talks->load, patience(talks), all_settled, talks,
		"every message to be acked and heard: some are lost");
}

static bool all_over(void *context)
{
	const struct talks *talks = context;
	return talks->gone == talks->wanted && map_count(talks->load->rooms) == 0;
}

int talks_close(struct talks *talks)
{
	leave_more(talks);
	int err = load_wait(talks->load, patience(talks), all_over, talks, "all rooms to be over");
	free(talks->rooms);
	talks->rooms = NULL;
	return err == 0 ? load_judge(talks->load) : err;
}
