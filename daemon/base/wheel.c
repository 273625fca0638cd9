/* The wheel of wheel.h. Level 0 has a slot for each of the next 256 ticks, level 1 for each 256
 * ticks after that, and so on; what lies beyond the last level waits in its farthest slot and is
 * looked at again there.
 *
 * The slot of the current tick is visited by every advance, because a timer may be due later in the
 * same tick: so "never before, and by the first advance after" holds to the millisecond, whatever
 * the step is. */
#include "base/wheel.h"

#include <assert.h>
#include <stddef.h>

enum { SLOT_BITS = 8, SLOT_MASK = WHEEL_SLOTS - 1 };

/* Timers moved aside before any of them fires, in the order in which they were found. */
struct due_list {
	struct wheel_timer *first;
	struct wheel_timer **tail;
};

static void timer_unlink(struct wheel_timer *timer)
{
	*timer->link = timer->next;
	if (timer->next != NULL) {
		timer->next->link = timer->link;
	}
	timer->next = NULL;
	timer->link = NULL;
}

static void timer_link(struct wheel_timer *timer, struct wheel_timer **at)
{
	timer->next = *at;
	timer->link = at;
	if (timer->next != NULL) {
		timer->next->link = &timer->next;
	}
	*at = timer;
}

static struct wheel_timer **wheel_slot(struct wheel *wheel, uint64_t due_ms)
{
	const uint64_t farthest = (UINT64_C(1) << (SLOT_BITS * WHEEL_LEVELS)) - 1;
	uint64_t due_tick = due_ms / wheel->tick_ms;
	unsigned level = 0;

	if (due_tick < wheel->tick) {
		due_tick = wheel->tick;
	}
	if (due_tick - wheel->tick > farthest) {
		due_tick = wheel->tick + farthest;
	}
	while ((due_tick - wheel->tick) >> (SLOT_BITS * (level + 1)) != 0) {
		level++;
	}
	return &wheel->slots[level][(due_tick >> (SLOT_BITS * level)) & SLOT_MASK];
}

void wheel_init(struct wheel *wheel, uint64_t now_ms, unsigned tick_ms)
{
	assert(tick_ms >= 1 && tick_ms <= 1000);
	*wheel = (struct wheel){.tick = now_ms / tick_ms, .tick_ms = tick_ms};
}

void wheel_set(struct wheel *wheel, struct wheel_timer *timer, uint64_t due_ms)
{
	assert(timer->fire != NULL);
	wheel_cancel(timer);
	timer->due_ms = due_ms;
	timer_link(timer, wheel_slot(wheel, due_ms));
}

void wheel_cancel(struct wheel_timer *timer)
{
	if (timer->link != NULL) {
		timer_unlink(timer);
	}
}

bool wheel_is_set(const struct wheel_timer *timer)
{
	return timer->link != NULL;
}

/* Empties a slot: what is due goes to the list, the rest to where it belongs by now. */
static void sort_slot(struct wheel *wheel, struct wheel_timer **slot, uint64_t now_ms,
	struct due_list *due)
{
	struct wheel_timer *timer = *slot;

	*slot = NULL;
	while (timer != NULL) {
		struct wheel_timer *next = timer->next;
		if (timer->due_ms <= now_ms) {
			timer->next = NULL;
			timer->link = due->tail;
			*due->tail = timer;
			due->tail = &timer->next;
		} else {
			timer_link(timer, wheel_slot(wheel, timer->due_ms));
		}
		timer = next;
	}
}

/* One tick on: the slots of the upper levels that begin here are dealt out to the lower ones. */
static void step(struct wheel *wheel, uint64_t now_ms, struct due_list *due)
{
	wheel->tick++;
	for (unsigned level = 1; level < WHEEL_LEVELS; level++) {
		if ((wheel->tick & ((UINT64_C(1) << (SLOT_BITS * level)) - 1)) != 0) {
			break;
		}
		const uint64_t index = (wheel->tick >> (SLOT_BITS * level)) & SLOT_MASK;
		sort_slot(wheel, &wheel->slots[level][index], now_ms, due);
	}
	sort_slot(wheel, &wheel->slots[0][wheel->tick & SLOT_MASK], now_ms, due);
}

/* After a long pause of the machine it is cheaper to deal everything out anew than to walk tick by
 * tick. */
static void leap(struct wheel *wheel, uint64_t now_ms, struct due_list *due)
{
	struct due_list kept = {NULL, &kept.first};

	for (unsigned level = 0; level < WHEEL_LEVELS; level++) {
		for (unsigned slot = 0; slot < WHEEL_SLOTS; slot++) {
			sort_slot(wheel, &wheel->slots[level][slot], UINT64_MAX, &kept);
		}
	}
	wheel->tick = now_ms / wheel->tick_ms;
	sort_slot(wheel, &kept.first, now_ms, due);
}

void wheel_advance(struct wheel *wheel, uint64_t now_ms)
{
	const uint64_t now_tick = now_ms / wheel->tick_ms;
	struct due_list due = {NULL, &due.first};

	sort_slot(wheel, &wheel->slots[0][wheel->tick & SLOT_MASK], now_ms, &due);
	if (now_tick > wheel->tick && now_tick - wheel->tick > WHEEL_SLOTS) {
		leap(wheel, now_ms, &due);
	}
	while (wheel->tick < now_tick) {
		step(wheel, now_ms, &due);
	}
	while (due.first != NULL) {
		struct wheel_timer *timer = due.first;
		timer_unlink(timer);
		timer->fire(timer, now_ms);
	}
}
