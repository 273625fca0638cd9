/* Opening hours computed the slow way: every minute of some days is looked at on a clock of the
 * wall, and what is open is marked. It knows no calendar of ours, only what a clock says. With a
 * clock or a reading that is wrong on purpose it plays the faults that the tests must notice. */
#ifndef SAMTALE_TESTS_UNIT_SUPPORT_SLOW_HOURS_H
#define SAMTALE_TESTS_UNIT_SUPPORT_SLOW_HOURS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "directory/hours.h"

enum { SLOW_DAY_S = 86400, SLOW_BEFORE = 3 * 1440, SLOW_MINUTES = 16 * 1440 };

/* How a span is read: from its first minute to its last; from its first for as long as it is on
 * paper; or as the minutes whose time of the wall lies in it. */
enum slow_reading { SLOW_FIRST_TO_LAST, SLOW_BY_LENGTH, SLOW_BY_WALL };

/* Minutes east of UTC at a moment, and the reading. */
struct slow_clock {
	const char *name;
	int (*minutes_east)(int64_t unix_s);
	enum slow_reading reading;
};

/* The minutes around a moment. */
struct slow_hours {
	int64_t begin;
	bool open[SLOW_MINUTES];
};

/* What a clock of the wall says. */
struct slow_wall {
	int64_t date;
	int weekday, minute;
};

static inline struct slow_wall slow_wall_at(const struct slow_clock *clock, int64_t unix_s)
{
	int64_t local = unix_s + clock->minutes_east(unix_s) * 60;
	struct slow_wall wall = {.date = local / SLOW_DAY_S};
	wall.minute = (int)(local % SLOW_DAY_S / 60);
	wall.weekday = (int)((wall.date + 3) % 7) + 1;
	return wall;
}

/* Marks a span in the minutes first to behind, which are one date. */
static inline void slow_mark(struct slow_hours *slow, const struct slow_wall *walls, int first,
	int behind, const struct hours_span *span, enum slow_reading reading)
{
	int from = behind, until = first;
	for (int i = first; i < behind; i++) {
		bool begun = walls[i].minute >= span->from, over = walls[i].minute >= span->until;
		from = begun && from == behind ? i : from;
		until = over ? until : i + 1;
		if (reading == SLOW_BY_WALL && begun && !over) {
			slow->open[i] = true;
		}
	}
	if (reading == SLOW_BY_LENGTH) {
		until = from + span->until - span->from;
	}
	for (int i = from; reading != SLOW_BY_WALL && i < until && i < SLOW_MINUTES; i++) {
		slow->open[i] = true;
	}
}

/* Looks at some days from SLOW_BEFORE minutes before the moment on; only the week counts. */
static inline void slow_look(struct slow_hours *slow, const struct slow_clock *clock,
	const struct hours *hours, int64_t around_s)
{
	struct slow_wall *walls = calloc(SLOW_MINUTES, sizeof(*walls));
	*slow = (struct slow_hours){.begin = around_s - SLOW_BEFORE * 60};
	for (int i = 0; walls && i < SLOW_MINUTES; i++) {
		walls[i] = slow_wall_at(clock, slow->begin + i * 60);
	}
	for (int first = 0, behind; walls && first < SLOW_MINUTES; first = behind) {
		behind = first;
		while (behind < SLOW_MINUTES && walls[behind].date == walls[first].date) {
			behind++;
		}
		for (unsigned i = 0; i < hours->span_count; i++) {
			if (hours->spans[i].weekday == walls[first].weekday) {
				slow_mark(slow, walls, first, behind, &hours->spans[i], clock->reading);
			}
		}
	}
	free(walls);
}

static inline int slow_index(const struct slow_hours *slow, int64_t unix_s)
{
	return (int)((unix_s - slow->begin) / 60);
}

/* The end of the run at that moment; 0 when it is shut. */
static inline int64_t slow_until(const struct slow_hours *slow, int64_t unix_s)
{
	int i = slow_index(slow, unix_s), at = i;
	while (i < SLOW_MINUTES && slow->open[i]) {
		i++;
	}
	return i == at ? 0 : slow->begin + i * 60;
}

/* The next minute at which a run begins; 0 when there is none in those days. */
static inline int64_t slow_next(const struct slow_hours *slow, int64_t unix_s)
{
	for (int i = slow_index(slow, unix_s) + 1; i < SLOW_MINUTES; i++) {
		if (slow->open[i] && !slow->open[i - 1]) {
			return slow->begin + i * 60;
		}
	}
	return 0;
}

#endif
