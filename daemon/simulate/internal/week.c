/* The events of a week and what each does. A youth waits, is offered to one counsellor, and is
 * answered, or gives up; a counsellor's slot is held by an offer, a chat or a wrap-up. Every event
 * that frees something ends with the question for whom (match.c). An event that came too late
 * finds its visit changed and does nothing. */
#include "simulate/internal/week.h"

#include <math.h>
#include <stdlib.h>

#include "simulate/internal/heap.h"
#include "simulate/internal/match.h"
#include "simulate/internal/random.h"
#include "simulate/internal/world.h"

/* In the order in which those of one moment happen: who comes on shift is there before another
 * goes, so that a desk that is handed over does not close. */
enum event_kind {
	EVENT_ON,
	EVENT_OFF,
	EVENT_ARRIVE,
	EVENT_ANSWER,
	EVENT_WIDEN,
	EVENT_GIVE_UP,
	EVENT_CHAT_OVER,
	EVENT_WRAPPED_UP,
	EVENT_BACK,
	EVENT_KINDS,
};

struct week {
	const struct parameters *world;
	const struct crowd *crowd;
	const struct roster *roster;
	struct tally *tally;
	struct hall hall;
	struct heap heap;
	double now_s;
	int err; /* the first that happened; the week is given up */
};

static void plan(struct week *week, enum event_kind kind, double after_s, uint32_t subject,
	unsigned stamp)
{
	const struct event event = {.at_s = week->now_s + after_s,
		.kind = (uint16_t)kind,
		.subject = subject,
		.stamp = (uint16_t)stamp};
	if (week->err == 0) {
		week->err = heap_add(&week->heap, &event);
	}
}

/* Takes a member out of a list; the others keep their order. */
static void leave_list(uint32_t *list, size_t *count, uint32_t member)
{
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++) {
		if (list[i] != member) {
			list[kept++] = list[i];
		}
	}
	*count = kept;
}

static void set_state(struct week *week, uint32_t youth, enum visit_state state)
{
	struct hall *hall = &week->hall;
	struct visit *visit = &hall->visits[youth];
	if (visit->state == VISIT_WAITING) {
		leave_list(hall->waiting, &hall->waiting_count, youth);
	}
	if (state == VISIT_WAITING) {
		hall->waiting[hall->waiting_count++] = youth;
	}
	visit->state = state;
}

static void lose(struct week *week, uint32_t youth, enum loss why)
{
	set_state(week, youth, VISIT_ENDED);
	tally_loss(week->tally, week->hall.youths[youth].municipality, why);
}

static void offer(struct week *week, uint32_t youth, uint32_t counsellor)
{
	const struct world_numbers *numbers = &week->world->numbers;
	struct visit *visit = &week->hall.visits[youth];
	struct counsellor *one = &week->hall.counsellors[counsellor];
	visit->counsellor = counsellor;
	visit->missed = random_uniform(week->hall.youths[youth].seed, RANDOM_MISSED, visit->offers) <
		numbers->missed_share;
	visit->offers++;
	set_state(week, youth, VISIT_OFFERED);
	one->offered = true;
	one->load++;
	plan(week, EVENT_ANSWER, visit->missed ? numbers->missed_s : numbers->accept_s, youth,
		visit->offers);
}

/* A counsellor may have become free: for the youth who waits longest, if any. */
static void serve_next(struct week *week, uint32_t counsellor)
{
	uint32_t youth = match_youth(&week->hall, counsellor);
	if (youth != NOBODY) {
		offer(week, youth, counsellor);
	}
}

/* A youth waits or may be served by more: by whoever is free at its level, else the next level at
 * its time, or now when no time is set for this one. */
static void seek(struct week *week, uint32_t youth)
{
	const struct policy *policy = week->hall.policy;
	struct visit *visit = &week->hall.visits[youth];
	for (;;) {
		uint32_t counsellor =
			visit->state == VISIT_WAITING ? match_counsellor(&week->hall, youth) : NOBODY;
		if (counsellor != NOBODY) {
			offer(week, youth, counsellor);
		}
		if (policy->rule != POLICY_OWN || visit->level == LEVEL_NATION) {
			return;
		}
		double after_s = policy->widen_s[visit->level];
		if (after_s > 0 || counsellor != NOBODY) {
			plan(week, EVENT_WIDEN, after_s, youth, (unsigned)visit->level);
			return;
		}
		visit->level++;
	}
}

/* Level -1 is for a youth whom nobody on duty may serve. */
static int first_level(const struct week *week, uint32_t youth)
{
	const struct policy *policy = week->hall.policy;
	int staffed = match_staffed(&week->hall, youth, 0);
	if (staffed < 0 || policy->rule == POLICY_ISOLATED) {
		return staffed;
	}
	if (policy->rule == POLICY_BLIND || week->hall.youths[youth].acute) {
		return LEVEL_NATION;
	}
	return policy->skips ? staffed : 0;
}

static void on_arrive(struct week *week, const struct event *event)
{
	uint32_t youth = event->subject;
	const struct youth *who = &week->hall.youths[youth];
	struct visit *visit = &week->hall.visits[youth];
	if (youth + 1 < week->crowd->count) {
		plan(week, EVENT_ARRIVE, who[1].at_s - week->now_s, youth + 1, 0);
	}
	bool open = match_open(&week->hall, youth);
	tally_arrival(week->tally, who->municipality, open);
	int level = first_level(week, youth);
	if (level < 0) {
		lose(week, youth, open ? LOSS_UNSKILLED : LOSS_DOOR_CLOSED);
		return;
	}
	*visit = (struct visit){.level = level,
		.place_s = who->at_s - who->boost_s,
		.counsellor = NOBODY,
		.excluded = NOBODY};
	set_state(week, youth, VISIT_WAITING);
	plan(week, EVENT_GIVE_UP, who->patience_s, youth, 0);
	seek(week, youth);
}

static void on_widen(struct week *week, const struct event *event)
{
	struct visit *visit = &week->hall.visits[event->subject];
	bool waits = visit->state == VISIT_WAITING || visit->state == VISIT_OFFERED;
	if (waits && visit->level == event->stamp) {
		visit->level++;
		seek(week, event->subject);
	}
}

static void on_give_up(struct week *week, const struct event *event)
{
	const struct visit *visit = &week->hall.visits[event->subject];
	if (visit->state == VISIT_WAITING) {
		lose(week, event->subject, LOSS_ABANDONED);
	} else if (visit->state == VISIT_OFFERED) {
		struct counsellor *one = &week->hall.counsellors[visit->counsellor];
		lose(week, event->subject, LOSS_ABANDONED);
		one->offered = false;
		one->load--;
		serve_next(week, visit->counsellor);
	}
}

static void miss(struct week *week, uint32_t youth)
{
	struct visit *visit = &week->hall.visits[youth];
	struct counsellor *one = &week->hall.counsellors[visit->counsellor];
	one->load--;
	one->paused = true;
	visit->excluded = visit->counsellor;
	plan(week, EVENT_BACK, week->world->numbers.missed_pause_min * 60, visit->counsellor, 0);
	set_state(week, youth, VISIT_WAITING);
	uint32_t other = match_counsellor(&week->hall, youth);
	if (other != NOBODY) {
		offer(week, youth, other);
	}
}

static void on_answer(struct week *week, const struct event *event)
{
	uint32_t youth = event->subject;
	const struct visit *visit = &week->hall.visits[youth];
	if (visit->state != VISIT_OFFERED || visit->offers != event->stamp) {
		return;
	}
	const struct youth *who = &week->hall.youths[youth];
	struct counsellor *one = &week->hall.counsellors[visit->counsellor];
	one->offered = false;
	if (visit->missed) {
		miss(week, youth);
		return;
	}
	int distance = match_distance(&week->hall, youth, visit->counsellor);
	tally_answer(week->tally, who->municipality, week->now_s - who->at_s, distance);
	set_state(week, youth, VISIT_IN_CHAT);
	one->busy_since_s = one->chats == 0 ? week->now_s : one->busy_since_s;
	one->chats++;
	plan(week, EVENT_CHAT_OVER, who->chat_s, youth, 0);
	serve_next(week, visit->counsellor);
}

/* Time in conversation counts until the shift's end, as the shift itself does. */
static void on_chat_over(struct week *week, const struct event *event)
{
	uint32_t counsellor = week->hall.visits[event->subject].counsellor;
	struct counsellor *one = &week->hall.counsellors[counsellor];
	set_state(week, event->subject, VISIT_ENDED);
	if (--one->chats == 0) {
		const struct shift *shift = &week->hall.shifts[counsellor];
		double until_s = fmin(week->now_s, shift->until_s);
		tally_busy(week->tally, shift->municipality, fmax(until_s - one->busy_since_s, 0));
	}
	plan(week, EVENT_WRAPPED_UP, week->world->numbers.wrap_up_min * 60, counsellor, 0);
}

static void on_wrapped_up(struct week *week, const struct event *event)
{
	struct counsellor *one = &week->hall.counsellors[event->subject];
	one->load--;
	one->idle_since_s = week->now_s;
	serve_next(week, event->subject);
}

static void on_back(struct week *week, const struct event *event)
{
	week->hall.counsellors[event->subject].paused = false;
	week->hall.counsellors[event->subject].idle_since_s = week->now_s;
	serve_next(week, event->subject);
}

static void on_on(struct week *week, const struct event *event)
{
	const struct shift *shift = &week->hall.shifts[event->subject];
	week->hall.counsellors[event->subject].on = true;
	week->hall.counsellors[event->subject].idle_since_s = week->now_s;
	week->hall.on_duty[week->hall.on_duty_count++] = event->subject;
	tally_shift(week->tally, shift->municipality, shift->until_s - shift->from_s);
	plan(week, EVENT_OFF, shift->until_s - week->now_s, event->subject, 0);
	serve_next(week, event->subject);
}

/* Who waited where now nobody is left goes on to where somebody is, or has waited in vain. */
static void on_off(struct week *week, const struct event *event)
{
	struct hall *hall = &week->hall;
	hall->counsellors[event->subject].on = false;
	leave_list(hall->on_duty, &hall->on_duty_count, event->subject);
	for (size_t i = hall->waiting_count; i-- > 0;) {
		uint32_t youth = hall->waiting[i];
		struct visit *visit = &hall->visits[youth];
		int staffed = match_staffed(hall, youth, visit->level);
		if (staffed < 0) {
			lose(week, youth, LOSS_WAITING);
		} else if (staffed > visit->level && hall->policy->skips) {
			visit->level = staffed;
			seek(week, youth);
		}
	}
}

static void (*const handlers[EVENT_KINDS])(struct week *week, const struct event *event) = {
	[EVENT_ON] = on_on,
	[EVENT_OFF] = on_off,
	[EVENT_ARRIVE] = on_arrive,
	[EVENT_ANSWER] = on_answer,
	[EVENT_WIDEN] = on_widen,
	[EVENT_GIVE_UP] = on_give_up,
	[EVENT_CHAT_OVER] = on_chat_over,
	[EVENT_WRAPPED_UP] = on_wrapped_up,
	[EVENT_BACK] = on_back,
};

/* A policy with few on duty has those that stand evenly in the list of municipalities, from the
 * first. */
static bool is_on_duty(const struct week *week, size_t municipality)
{
	size_t duty = (size_t)week->hall.policy->duty, all = week->world->population.count;
	if (duty == 0 || duty >= all) {
		return true;
	}
	size_t turn = (municipality * duty + all - 1) / all;
	return turn * all / duty == municipality;
}

static void run(struct week *week)
{
	for (size_t i = 0; i < week->roster->count; i++) {
		const struct shift *shift = &week->roster->shifts[i];
		if (is_on_duty(week, shift->municipality)) {
			plan(week, EVENT_ON, shift->from_s, (uint32_t)i, 0);
		}
	}
	if (week->crowd->count > 0) {
		plan(week, EVENT_ARRIVE, week->crowd->youths[0].at_s, 0, 0);
	}
	struct event event;
	while (week->err == 0 && heap_take(&week->heap, &event)) {
		week->now_s = event.at_s;
		handlers[event.kind](week, &event);
	}
}

int week_play(const struct parameters *world, const struct policy *policy,
	const struct crowd *crowd, const struct roster *roster, struct tally *tally)
{
	size_t youths = crowd->count + 1, shifts = roster->count + 1; /* calloc of 0 may give NULL */
	struct week week = {.world = world,
		.crowd = crowd,
		.roster = roster,
		.tally = tally,
		.hall = {.policy = policy,
			.youths = crowd->youths,
			.shifts = roster->shifts,
			.visits = calloc(youths, sizeof(struct visit)),
			.counsellors = calloc(shifts, sizeof(struct counsellor)),
			.on_duty = calloc(shifts, sizeof(uint32_t)),
			.waiting = calloc(youths, sizeof(uint32_t)),
			.capacity = (unsigned)world->numbers.capacity,
			.local_bonus_s = world->numbers.local_bonus_s}};
	heap_init(&week.heap);
	struct hall *hall = &week.hall;
	if (hall->visits && hall->counsellors && hall->on_duty && hall->waiting) {
		run(&week);
	} else {
		week.err = ERR_NOMEM;
	}
	heap_finish(&week.heap);
	free(hall->visits);
	free(hall->counsellors);
	free(hall->on_duty);
	free(hall->waiting);
	return week.err;
}
