/* The timing wheel: single claims, then a long random run against a plain list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>

#include "base/wheel.h"

enum { DAY_MS = 86400000 };

struct probe {
	struct wheel_timer timer;
	struct wheel *wheel;
	struct wheel_timer *other;
	int fired;
	uint64_t fired_at_ms;
};

static struct probe *probe_of(struct wheel_timer *timer)
{
	return (struct probe *)((char *)timer - offsetof(struct probe, timer));
}

static void note(struct wheel_timer *timer, uint64_t now_ms)
{
	struct probe *probe = probe_of(timer);
	assert_false(wheel_is_set(timer));
	probe->fired++;
	probe->fired_at_ms = now_ms;
}

static void set_again(struct wheel_timer *timer, uint64_t now_ms)
{
	struct probe *probe = probe_of(timer);
	note(timer, now_ms);
	wheel_set(probe->wheel, timer, now_ms);
}

static void cancel_other(struct wheel_timer *timer, uint64_t now_ms)
{
	note(timer, now_ms);
	wheel_cancel(probe_of(timer)->other);
}

static void move_other(struct wheel_timer *timer, uint64_t now_ms)
{
	struct probe *probe = probe_of(timer);
	note(timer, now_ms);
	wheel_set(probe->wheel, probe->other, now_ms + 1000);
}

static void free_itself(struct wheel_timer *timer, uint64_t now_ms)
{
	(void)now_ms;
	free(probe_of(timer));
}

static void a_timer_fires_when_it_is_due_and_not_before(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = note};
	wheel_init(&wheel, 1000, 10);
	wheel_set(&wheel, &probe.timer, 1015);
	wheel_advance(&wheel, 1014);
	assert_int_equal(probe.fired, 0);
	assert_true(wheel_is_set(&probe.timer));
	wheel_advance(&wheel, 1015);
	assert_int_equal(probe.fired, 1);
	assert_int_equal(probe.fired_at_ms, 1015);
	assert_false(wheel_is_set(&probe.timer));
}

static void a_timer_fires_once(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = note};
	wheel_init(&wheel, 0, 1);
	wheel_set(&wheel, &probe.timer, 5);
	for (uint64_t now = 0; now < 2000; now++) {
		wheel_advance(&wheel, now);
	}
	assert_int_equal(probe.fired, 1);
}

static void a_timer_in_the_past_fires_at_the_next_advance(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = note};
	wheel_init(&wheel, 5000, 10);
	wheel_set(&wheel, &probe.timer, 3);
	assert_int_equal(probe.fired, 0);
	wheel_advance(&wheel, 5000);
	assert_int_equal(probe.fired, 1);
}

static void a_cancelled_timer_does_not_fire(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = note};
	wheel_init(&wheel, 0, 10);
	wheel_set(&wheel, &probe.timer, 100);
	wheel_cancel(&probe.timer);
	wheel_cancel(&probe.timer);
	wheel_advance(&wheel, 200);
	assert_int_equal(probe.fired, 0);
}

static void a_moved_timer_fires_at_its_new_time_only(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = note};
	wheel_init(&wheel, 0, 10);
	wheel_set(&wheel, &probe.timer, 100);
	wheel_set(&wheel, &probe.timer, 300);
	wheel_advance(&wheel, 299);
	assert_int_equal(probe.fired, 0);
	wheel_advance(&wheel, 300);
	assert_int_equal(probe.fired, 1);
}

static void a_timer_that_sets_itself_again_waits_for_the_next_advance(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = set_again, .wheel = &wheel};
	wheel_init(&wheel, 0, 10);
	wheel_set(&wheel, &probe.timer, 0);
	for (int i = 1; i <= 5; i++) {
		wheel_advance(&wheel, 7);
		assert_int_equal(probe.fired, i);
	}
}

static void a_timer_may_cancel_another_that_is_due_as_well(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe a = {.timer.fire = cancel_other}, b = {.timer.fire = cancel_other};
	a.other = &b.timer;
	b.other = &a.timer;
	wheel_init(&wheel, 0, 10);
	wheel_set(&wheel, &a.timer, 50);
	wheel_set(&wheel, &b.timer, 50);
	wheel_advance(&wheel, 50);
	assert_int_equal(a.fired + b.fired, 1);
}

static void a_timer_may_move_another_that_is_due_as_well(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe a = {.timer.fire = move_other, .wheel = &wheel};
	struct probe b = {.timer.fire = note};
	a.other = &b.timer;
	wheel_init(&wheel, 0, 10);
	wheel_set(&wheel, &a.timer, 40);
	wheel_set(&wheel, &b.timer, 50);
	wheel_advance(&wheel, 100);
	assert_int_equal(b.fired, 0);
	wheel_advance(&wheel, 1100);
	assert_int_equal(b.fired, 1);
}

static void a_timer_may_free_what_it_is_embedded_in(void **state)
{
	(void)state;
	struct wheel wheel;
	wheel_init(&wheel, 0, 10);
	for (int i = 0; i < 10; i++) {
		struct probe *probe = calloc(1, sizeof(*probe));
		probe->timer.fire = free_itself;
		wheel_set(&wheel, &probe->timer, (uint64_t)i);
	}
	wheel_advance(&wheel, 100);
}

/* Due times on both sides of each border between levels. */
static void timers_of_every_level_keep_their_time(void **state)
{
	(void)state;
	const uint64_t dues[] = {1, 255, 256, 257, 65535, 65536, 65537, 131071, 131072, 16777215,
		16777216, 16777217};
	for (size_t i = 0; i < sizeof(dues) / sizeof(dues[0]); i++) {
		struct wheel wheel;
		struct probe probe = {.timer.fire = note};
		wheel_init(&wheel, 77, 1);
		wheel_set(&wheel, &probe.timer, 77 + dues[i]);
		for (uint64_t now = 77; now < 77 + dues[i]; now += 200) {
			wheel_advance(&wheel, now);
		}
		wheel_advance(&wheel, 77 + dues[i] - 1);
		assert_int_equal(probe.fired, 0);
		wheel_advance(&wheel, 77 + dues[i]);
		assert_int_equal(probe.fired, 1);
	}
}

static void a_timer_beyond_the_last_level_keeps_its_time(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = note};
	const uint64_t due_ms = UINT64_C(120) * DAY_MS;
	wheel_init(&wheel, 0, 1);
	wheel_set(&wheel, &probe.timer, due_ms);
	for (uint64_t now = 0; now < due_ms; now += DAY_MS / 2) {
		wheel_advance(&wheel, now);
	}
	wheel_advance(&wheel, due_ms - 1);
	assert_int_equal(probe.fired, 0);
	wheel_advance(&wheel, due_ms);
	assert_int_equal(probe.fired, 1);
}

static void after_a_long_pause_everything_due_fires_and_the_rest_waits(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe due = {.timer.fire = note}, later = {.timer.fire = note};
	wheel_init(&wheel, 0, 10);
	wheel_set(&wheel, &due.timer, DAY_MS);
	wheel_set(&wheel, &later.timer, DAY_MS + 5);
	wheel_advance(&wheel, DAY_MS);
	assert_int_equal(due.fired, 1);
	assert_int_equal(later.fired, 0);
	wheel_advance(&wheel, DAY_MS + 5);
	assert_int_equal(later.fired, 1);
}

static void a_clock_that_stands_still_or_goes_back_fires_nothing_early(void **state)
{
	(void)state;
	struct wheel wheel;
	struct probe probe = {.timer.fire = note};
	wheel_init(&wheel, 5000, 10);
	wheel_set(&wheel, &probe.timer, 5003);
	wheel_advance(&wheel, 5000);
	wheel_advance(&wheel, 4000);
	assert_int_equal(probe.fired, 0);
	wheel_advance(&wheel, 5003);
	assert_int_equal(probe.fired, 1);
}

/* A linear congruential generator (Knuth's MMIX constants): the same run every time. */
static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

enum { PROBES = 300, STEPS = 20000 };

/* After an advance to now: fired exactly those that were set and due. */
static void compare(struct probe *probes, bool *is_set, uint64_t now_ms)
{
	for (int i = 0; i < PROBES; i++) {
		const bool is_due = is_set[i] && probes[i].timer.due_ms <= now_ms;
		assert_int_equal(probes[i].fired, is_due ? 1 : 0);
		is_set[i] = is_set[i] && !is_due;
		assert_int_equal(wheel_is_set(&probes[i].timer), is_set[i]);
		probes[i].fired = 0;
	}
}

static void a_long_random_run_agrees_with_a_plain_list(void **state)
{
	(void)state;
	static struct probe probes[PROBES];
	static bool is_set[PROBES];
	struct wheel wheel;
	uint64_t seed = 42, now_ms = 123456;
	wheel_init(&wheel, now_ms, 4);
	for (int step = 0; step < STEPS; step++) {
		const uint32_t which = next_random(&seed) % PROBES;
		const uint32_t spread = 1u << (next_random(&seed) % 28);
		probes[which].timer.fire = note;
		is_set[which] = next_random(&seed) % 4 != 0;
		if (is_set[which]) {
			wheel_set(&wheel, &probes[which].timer, now_ms + next_random(&seed) % spread);
		} else {
			wheel_cancel(&probes[which].timer);
		}
		if (next_random(&seed) % 3 == 0) {
			now_ms += next_random(&seed) % (1u << (next_random(&seed) % 18));
			wheel_advance(&wheel, now_ms);
			compare(probes, is_set, now_ms);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_timer_fires_when_it_is_due_and_not_before),
		cmocka_unit_test(a_timer_fires_once),
		cmocka_unit_test(a_timer_in_the_past_fires_at_the_next_advance),
		cmocka_unit_test(a_cancelled_timer_does_not_fire),
		cmocka_unit_test(a_moved_timer_fires_at_its_new_time_only),
		cmocka_unit_test(a_timer_that_sets_itself_again_waits_for_the_next_advance),
		cmocka_unit_test(a_timer_may_cancel_another_that_is_due_as_well),
		cmocka_unit_test(a_timer_may_move_another_that_is_due_as_well),
		cmocka_unit_test(a_timer_may_free_what_it_is_embedded_in),
		cmocka_unit_test(timers_of_every_level_keep_their_time),
		cmocka_unit_test(a_timer_beyond_the_last_level_keeps_its_time),
		cmocka_unit_test(after_a_long_pause_everything_due_fires_and_the_rest_waits),
		cmocka_unit_test(a_clock_that_stands_still_or_goes_back_fires_nothing_early),
		cmocka_unit_test(a_long_random_run_agrees_with_a_plain_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
