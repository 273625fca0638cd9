/* Timers of one loop: a hierarchical timing wheel (Varghese and Lauck, 1987). Adding, moving and
 * removing cost the same for one timer and for a million. It knows no clock: whoever owns it says
 * what time it is. */
#ifndef SAMTALE_BASE_WHEEL_H
#define SAMTALE_BASE_WHEEL_H

#include <stdbool.h>
#include <stdint.h>

/* Embedded in what waits. Zero it before first use; the wheel borrows it while it is set. */
struct wheel_timer {
	struct wheel_timer *next;
	struct wheel_timer **link; /* NULL when not set */
	uint64_t due_ms;
	void (*fire)(struct wheel_timer *timer, uint64_t now_ms);
};

enum { WHEEL_SLOTS = 256, WHEEL_LEVELS = 4 };

struct wheel {
	struct wheel_timer *slots[WHEEL_LEVELS][WHEEL_SLOTS];
	uint64_t tick; /* the last tick handled */
	unsigned tick_ms;
};

/* An empty wheel that begins at now and counts in steps of tick_ms (1 to 1,000). */
void wheel_init(struct wheel *wheel, uint64_t now_ms, unsigned tick_ms);

/* Sets the timer, or moves it: fire is called by the first wheel_advance at or after due_ms, never
 * before. */
void wheel_set(struct wheel *wheel, struct wheel_timer *timer, uint64_t due_ms);

/* Takes it off; does nothing when it is not set. */
void wheel_cancel(struct wheel_timer *timer);

bool wheel_is_set(const struct wheel_timer *timer);

/* Fires what is due. fire may set, move and cancel any timer, its own too, and free what its own is
 * embedded in. */
void wheel_advance(struct wheel *wheel, uint64_t now_ms);

#endif
